"""What leaves: reports for people, and tables that open safely wherever they are opened."""

# Before openpyxl is imported, as this room says how.
import data  # noqa: F401
