"""Files of customers, suppliers, ships: rows that somebody wants screened. They are read, never
kept: such a file does not go into the lake."""
