"""What goes back by post: annotated copies of returns."""
