"""Does the screening find what it should? Names spoilt in known ways, and names of nobody."""
