"""From two versions of a plan to what changed between them."""
