"""Everything that comes in: files to rows and findings, and rows to the store."""
