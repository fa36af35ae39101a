"""The command line from outside: stdout, stderr and exit codes, each by itself."""
