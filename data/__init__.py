"""Everything stored: the only room that opens the database and the only SQL that reads it."""

import os

# openpyxl takes lxml where it is installed, as it is for Word reports, and reads and refuses other
# files with it than with the standard library. This counts wherever it is imported after this room.
os.environ.setdefault("OPENPYXL_LXML", "False")
