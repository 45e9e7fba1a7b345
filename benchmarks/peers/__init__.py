"""The same data and the same page in other systems that a council could take."""
