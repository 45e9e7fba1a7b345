"""Workbooks of plans: their sheets and rows, and the plans as they stand."""
