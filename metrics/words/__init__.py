"""What figures mean as plain sentences."""
