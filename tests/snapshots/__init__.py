"""A template taken apart and kept in git, so that every change to what we write is seen in a review."""
