"""How many characters each kind of text box takes; the store refuses what is longer."""

NAME = 120
REASON = 1_000
NOTE = 300
DAY = len("2026-09-01")
PERIOD = 40
FIGURE = 40
