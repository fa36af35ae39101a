"""Files made to do harm, each given to the command line as anybody would give it."""
