"""The questions that screens ask, by who asks: one function each, every answer a frame."""
