"""Reading a file in a process of its own, with limits, and its answer back."""
