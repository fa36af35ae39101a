"""The proof: unit tests beside the code's rooms, stories told with workbooks, and other people's programs."""
