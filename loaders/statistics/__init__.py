"""What the layouts of published statistics share: cells, rows and ONS's conventions."""
