"""``python -m vedette`` is the command line."""

from vedette.cli import main

main()
