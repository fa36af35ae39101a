"""From many returns to one city plan: who is the same action, and what each round says of it."""
