"""From a plan to what a person should know about it."""
