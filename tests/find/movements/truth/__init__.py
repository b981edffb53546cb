"""What each detector finds just inside and just outside every threshold, as tables to read."""
