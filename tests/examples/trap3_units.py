"""Trap 3: the unit is in the number format, in the text, or in the KPI's definition."""

from tests.examples.example import Example, Figure, series
from tests.examples.page import Page, Styled, percent

EXAMPLES = (
    Example(
        "trap3-units-in-number-formats.xlsx",
        "5.3",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Target", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"],
                    ["CCS 06", "Calls answered by customer services", Styled(0.9, "0%"),
                     percent(0.831), "90%", 88.4],
                    ["CP HW 18", "Funding given to community projects", "£20,000",
                     Styled(24246, "£ #,##0"), "£19,800", Styled(21000.5, "[$£-809]#,##0.00")],
                    ["HS 25", "Time to activate a housing application", 15,
                     Styled(12.5, '0.0 "Days"'), "11 days", 13],
                    ["PM TP 10-12", "Emissions from public buildings and services", None,
                     Styled(301.25, '0.00 "tCO2"'), None, 296.5],
                ],
            )
        ],
        [
            *series("CCS 06", {"Q1 2024/25": 83.1, "Q2 2024/25": 90, "Q3 2024/25": 88.4},
                    unit="percent", targets=dict.fromkeys(
                        ("Q1 2024/25", "Q2 2024/25", "Q3 2024/25"), 90)),
            *series("CP HW 18", {"Q1 2024/25": 24_246, "Q2 2024/25": 19_800,
                                 "Q3 2024/25": 21_000.5}, unit="pounds",
                    targets=dict.fromkeys(("Q1 2024/25", "Q2 2024/25", "Q3 2024/25"), 20_000)),
            *series("HS 25", {"Q1 2024/25": 12.5, "Q2 2024/25": 11, "Q3 2024/25": 13},
                    unit="days",
                    targets=dict.fromkeys(("Q1 2024/25", "Q2 2024/25", "Q3 2024/25"), 15)),
            Figure("PM TP 10-12", "Q1 2024/25", 301.25, "tonnes CO2"),
            Figure("PM TP 10-12", "Q3 2024/25", 296.5, "tonnes CO2e"),
        ],
        any_order=True,
    ),
)  # fmt: skip
