"""From a form to the workbook that a district office fills in."""
