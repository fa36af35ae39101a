"""``python -m xlplan``: the command line."""

from xlplan.cli.main import main

main()
