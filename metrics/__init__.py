"""What figures mean: pure functions over plain values."""
