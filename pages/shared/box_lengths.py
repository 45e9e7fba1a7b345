"""How many characters each kind of text box takes; the store refuses what is longer."""

NAME = 120
REASON = 1_000
NOTE = 300
PERIOD = 40
FIGURE = 40
WORDS = 120
