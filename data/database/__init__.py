"""The life of the database file: opening, schema, copies, backups, restore."""
