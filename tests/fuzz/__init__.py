"""Fuzzing: workbooks damaged by chance, read one by one in a process of its own with little memory and little time."""
