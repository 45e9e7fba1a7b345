"""Texts of cells to values: words, numbers, periods, states, units."""
