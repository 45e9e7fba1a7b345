"""What leaves: tables that open safely wherever they are opened."""
