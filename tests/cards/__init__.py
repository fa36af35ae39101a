"""Plans made of cards: from the seeds to workbooks and back."""
