"""How many characters each kind of text box takes; the store refuses what is longer."""

from data import admissible

CODE = admissible.CODE_LENGTH
NAME = admissible.NAME_LENGTH
REASON = admissible.REASON_LENGTH
EVENT = admissible.EVENT_LENGTH
PERIOD = 40
FIGURE = 40
UPLOAD_NUMBER = 10
WORDS = 120
