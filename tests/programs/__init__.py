"""Helpers around the programs that districts really use, and around the judges of the file format.

Each module drives one program, imports nothing from xlplan, and has ``available()``, which says why the program cannot
be used here (``None`` when it can). Tests ask for a program with ``@pytest.mark.needs("libreoffice")``.
"""
