"""Movements measured: invented seas with planted events, recall, precision and rates."""
