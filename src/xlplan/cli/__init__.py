"""The command line: options in, a verb called, a report out, an exit code."""
