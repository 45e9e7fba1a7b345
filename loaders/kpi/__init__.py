"""What the layouts of KPI tables share: codes, entries, rows and running years."""
