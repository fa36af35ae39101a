"""From readings or the city plan to tidy tables, with a dictionary of their columns, as files for other programs."""
