"""Trap 1: what stands around tables: titles, merged periods, keys, totals, spacers, others."""

from loaders.findings.codes import Severity
from tests.examples.example import ANY, Example, ExpectedFinding, Figure
from tests.examples.page import Page, percent

TRAILING_COLUMNS = Example(
    "trap1-columns-behind-merged-periods.xlsx",
    "5.1",
    [
        Page(
            "Report",
            [
                ["Invented figures"],
                ["Printed for members"],
                [],
                ["Code", "Indicator", "Q1 2024/25", None, "Q2 2024/25", None, None],
                [None, None, "Value", "Target", "Value", "Target", "Lead Officer"],
                ["CP 01", "Crimes reported", "1,190", "1,200", "1,201", "1,250", "A. Officer"],
                ["CP 06", "Anti-social behaviour incidents", 310, 300, 297, 300, "B. Officer"],
            ],
            merged=["A1:G1", "C4:D4", "E4:F4"],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200, lead="A. Officer"),
        Figure("CP 01", "Q2 2024/25", 1201, target=1250, lead="A. Officer"),
        Figure("CP 06", "Q1 2024/25", 310, target=300),
        Figure("CP 06", "Q2 2024/25", 297, target=300),
    ],
)

UNMERGED_PERIODS = Example(
    "trap1-periods-centred-and-not-merged.xlsx",
    "5.1",
    [
        Page(
            "Report",
            [
                ["Code", "Indicator", "Q1 2024/25", None, None, "Q2 2024/25", None, None, "Notes"],
                [None, None, "Value", "Target", "Status", "Value", "Target", "Status", None],
                ["CP 01", "Crimes reported", "1,190", "1,200", "Green", "1,201", "1,250", "Green",
                 "Fewer thefts."],
                ["CP 06", "Anti-social behaviour incidents", 310, 300, "Red", 297, 300, "Green"],
            ],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200, status="Green"),
        Figure("CP 01", "Q2 2024/25", 1201, target=1250, status="Green", note="Fewer thefts."),
        Figure("CP 06", "Q1 2024/25", 310, target=300, status="Red"),
        Figure("CP 06", "Q2 2024/25", 297, target=300, status="Green"),
    ],
)  # fmt: skip

THREE_HEADING_ROWS = Example(
    "trap1-three-rows-of-headings.xlsx",
    "5.1",
    [
        Page(
            "Report",
            [
                ["PI Ref", "Indicator", "2024/25", None, None, None],
                [None, None, "Q1", None, "Q2", None],
                [None, None, "Value", "Target", "Value", "Target"],
                ["CP 01", "Crimes reported", 1190, 1200, 1201, 1250],
                ["CP 06", "Anti-social behaviour incidents", 310, 300, 297, 290],
            ],
            merged=["C1:F1", "C2:D2", "E2:F2", "A1:A3", "B1:B3"],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        Figure("CP 01", "Q2 2024/25", 1201, target=1250),
        Figure("CP 06", "Q1 2024/25", 310, target=300),
        Figure("CP 06", "Q2 2024/25", 297, target=290),
    ],
)

SPACERS = Example(
    "trap1-spacers-totals-and-footers.xlsx",
    "5.1",
    [
        Page(
            "Report",
            [
                [],
                [None, "Invented figures for quarter 1"],
                [],
                [None, "Code", None, "Short Name", None, "Q1 2024/25", None, "Q2 2024/25"],
                [],
                [None, "COMMUNITIES"],
                [None, "CP 01", None, "Crimes reported", None, 1190, None, 1201],
                [],
                [None, "CP 06", None, "Anti-social behaviour incidents", None, 310, None, 297],
                [None, "Total", None, None, None, 1500, None, 1498],
                [None, "PLANNING"],
                [None, "SP 01", None, "Affordable homes completed", None, 41, None, 37],
                [],
                [None, "Source: the performance system, printed 3 July 2024"],
                [None, "Key: Green on target; Amber within 5%; Red off target"],
                [None, "Page 1 of 1"],
            ],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190),
        Figure("CP 01", "Q2 2024/25", 1201, note=ANY),
        Figure("CP 06", "Q1 2024/25", 310),
        Figure("CP 06", "Q2 2024/25", 297, note=ANY),
        Figure("SP 01", "Q1 2024/25", 41),
        Figure("SP 01", "Q2 2024/25", 37),
    ],
    any_order=True,
)

STACKED = Example(
    "trap1-several-tables-on-a-sheet.xlsx",
    "5.1",
    [
        Page(
            "Report",
            [
                ["Performance, Q1 2024/25: invented figures"],
                ["Code", "Indicator", "Value", "Target"],
                ["CP 01", "Crimes reported", 1190, 1200],
                [],
                ["Budget by service"],
                ["Service", "Budget", "Spent"],
                ["Planning", 120_000, 31_000],
                ["Housing", 95_000, 22_000],
                [],
                ["Ref", "Measure", "Target", "Q1 2024/25", "Q2 2024/25"],
                ["SP 01", "Affordable homes completed", 40, 41, 37],
            ],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        Figure("SP 01", "Q1 2024/25", 41, target=40),
        Figure("SP 01", "Q2 2024/25", 37, target=40),
    ],
)

SIDE_BY_SIDE = Example(
    "trap1-two-tables-side-by-side.xlsx",
    "5.1",
    [
        Page(
            "Report",
            [
                ["Code", "Name", "Q1 2024/25", "Target", None, "Code", "Name", "Q1 2024/25",
                 "Target"],
                ["CP 01", "Crimes reported", 1190, 1200, None, "SP 01",
                 "Affordable homes completed", 41, 40],
                ["CP 06", "Anti-social behaviour incidents", 310, 300, None, "CCS 06",
                 "Calls answered by customer services", percent(0.831), "90%"],
            ],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        Figure("CP 06", "Q1 2024/25", 310, target=300),
        Figure("SP 01", "Q1 2024/25", 41, target=40),
        Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90),
    ],
)  # fmt: skip

SAME_HEADINGS = Example(
    "trap1-two-headings-alike.xlsx",
    "5.1",
    [
        Page(
            "Report",
            [
                ["Code", "Name", "Q1 2024/25", "Q1 2024/25"],
                ["CP 01", "Crimes reported", 1190, 1201],
                ["CP 06", "Anti-social behaviour incidents", 310, 297],
            ],
        )
    ],
    None,
    [ExpectedFinding(Severity.REJECT, "duplicate_heading")],
)

EXAMPLES = (
    TRAILING_COLUMNS, UNMERGED_PERIODS, THREE_HEADING_ROWS, SPACERS, STACKED, SIDE_BY_SIDE,
    SAME_HEADINGS,
)  # fmt: skip
