"""Small workbooks saved by several programs, and the script that had them saved."""
