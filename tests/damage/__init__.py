"""Everyday damage: clean plans, one mutation a function, and what must become of each."""
