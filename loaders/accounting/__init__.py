"""What became of every filled cell of a workbook, and the picture a person sees of it."""
