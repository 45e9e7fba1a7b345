"""Tables on sheets: headings, columns, periods in titles, rows, KPI codes."""
