"""Who may reach the dashboard and how: the guard, headers, connections, log, and its settings."""
