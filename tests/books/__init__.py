"""Every kind of workbook that we write, before the judges: of the format, of accessibility, of what a form may ask."""
