"""Charts as specifications with their data: the same for screen, paper and mail."""
