"""Excel's binary formats, record by record: ``.xls`` of Excel 5 to 2003, and ``.xlsb``."""
