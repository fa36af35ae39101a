"""The annual summary: its figures, its page in a browser, its document in LibreOffice."""
