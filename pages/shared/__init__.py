"""What two or more pages use: charts, tables, choices, escaping."""
