"""The rules that a file's figures are checked by: one module a group of rules."""
