"""What can be noticed in a file: the kinds of finding, and how one is made."""
