"""Workbooks to try, and the scripts that write them."""
