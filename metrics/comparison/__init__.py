"""The district beside other areas: intervals, benchmarks, trends, bands."""
