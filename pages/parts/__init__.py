"""What pages share: filters, charts, tables, words and cached reads."""
