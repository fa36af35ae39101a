"""Spreadsheets as such: addresses, cells, opening any file safely, writing. Knows nothing of plans."""
