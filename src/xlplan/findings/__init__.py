"""What is wrong or notable in a return: kinds of findings, findings with their place, and their wording."""
