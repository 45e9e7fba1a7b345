"""Everything stored: the only room that opens the database and the only SQL that reads it."""
