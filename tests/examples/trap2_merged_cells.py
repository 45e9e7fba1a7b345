"""Trap 2: one cell over several periods."""

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure, series
from tests.examples.page import Page

QUARTERS = ("Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Q4 2024/25")
HEADINGS = ["Code", "Name", "2024/25", *QUARTERS]

EXAMPLES = (
    Example(
        "trap2-measured-annually.xlsx",
        "5.2",
        [
            Page(
                "Report",
                [
                    HEADINGS,
                    ["SP 02", "Five-year supply of housing land", 6.9, "Measured annually"],
                    ["CP 01", "Crimes reported", 4870, 1190, 1201, 1233, 1246],
                ],
                merged=["D2:G2"],
            )
        ],
        [
            Figure("SP 02", "2024/25", 6.9),
            *series("SP 02", dict.fromkeys(QUARTERS, "not due")),
            Figure("CP 01", "2024/25", 4870),
            *series("CP 01", dict(zip(QUARTERS, (1190, 1201, 1233, 1246), strict=True))),
        ],
    ),
    Example(
        "trap2-a-figure-over-two-quarters.xlsx",
        "5.2",
        [
            Page(
                "Report",
                [HEADINGS, ["CP 01", "Crimes reported", 4870, 2391, None, 1233, 1246]],
                merged=["D2:E2"],
            )
        ],
        [
            Figure("CP 01", "2024/25", 4870),
            Figure("CP 01", "Q3 2024/25", 1233),
            Figure("CP 01", "Q4 2024/25", 1246),
        ],
        [ExpectedFinding(Severity.QUARANTINE, "not_a_value", "D2", "merged")],
    ),
    Example(
        "trap2-one-kpi-over-two-rows.xlsx",
        "5.2",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Period", "Value", "Target"],
                    ["CP 01", "Crimes reported", "Q1 2024/25", 1190, 1200],
                    [None, None, "Q2 2024/25", 1201, 1250],
                    ["CP 06", "Anti-social behaviour incidents", "Q1 2024/25", 310, 300],
                    [None, None, "Q2 2024/25", 297, 300],
                ],
                merged=["A2:A3", "B2:B3", "A4:A5", "B4:B5"],
            )
        ],
        [
            Figure("CP 01", "Q1 2024/25", 1190, target=1200),
            Figure("CP 01", "Q2 2024/25", 1201, target=1250),
            Figure("CP 06", "Q1 2024/25", 310, target=300),
            Figure("CP 06", "Q2 2024/25", 297, target=300),
        ],
    ),
)
