"""From the city plan to the workbook that the coordinator works in."""
