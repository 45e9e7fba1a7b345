"""What to look at first: reasons, what is due, the list."""
