"""Stories: a workbook as a person drew it, and what becomes of it."""
