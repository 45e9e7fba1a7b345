"""The open interface: what the pages show, for other programs, read-only."""
