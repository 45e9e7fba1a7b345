"""Statistical process control: XmR charts, limits, signals, seasons, icons."""
