"""What a year is likely to end at: methods, increments, points, the year's end."""
