"""What a district says: plain values for a return, its areas, actions, follow-ups, times and statuses."""
