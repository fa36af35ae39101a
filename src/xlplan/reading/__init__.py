"""From a returned workbook to the plan it holds, with every cell accounted for."""
