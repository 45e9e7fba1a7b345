"""What the stored figures say, as values for pages and reports: no screen, no SQL."""
