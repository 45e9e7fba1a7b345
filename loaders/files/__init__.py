"""From bytes to a Workbook: what a file is, opened within limits, or refused with a sentence."""
