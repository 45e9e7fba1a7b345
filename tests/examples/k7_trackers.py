"""K7: trackers made by hand: months across, a sheet per service or quarter, RAG by colour."""

from loaders.findings.codes import Severity
from tests.examples.example import ANY, Example, ExpectedFinding, Figure, series
from tests.examples.page import AMBER, GREEN, RED, Content, Page, Styled, month, percent

CALENDAR = [(2024, number) for number in range(4, 13)] + [(2025, number) for number in (1, 2, 3)]
LABELS = (
    "April 2024", "May 2024", "June 2024", "July 2024", "August 2024", "September 2024",
    "October 2024", "November 2024", "December 2024", "January 2025", "February 2025",
    "March 2025",
)  # fmt: skip
TEXT = [f"{label[:3]}-{label[-2:]}" for label in LABELS]
DATES: list[Content] = [month(*year_and_month) for year_and_month in CALENDAR]

DATES_ACROSS = Example(
    "k7-months-as-dates-and-colours.xlsx",
    "K7",
    [
        Page(
            "Customer Services",
            [
                ["Invented figures: Customer Services tracker"],
                ["Ref", "Measure", "Lead Officer", "Target", *DATES],
                ["CCS 06", "Calls answered by customer services", "A. Officer", "90%",
                 percent(0.91, fill=GREEN), percent(0.884, fill=AMBER),
                 Styled(0.79, "0.0%", RED, "Two posts were empty."), percent(0.905, fill=GREEN)],
                ["CCS 10", "Emails received", "A. Officer", "N/A", 4401, 4522, 4478, 4390],
            ],
            hidden_columns=[3],
        ),
        Page(
            "Regulatory",
            [
                ["Ref", "Measure", "Target", *DATES],
                ["RB 01", "Council tax collected in the year", "98%", percent(0.104),
                 percent(0.197), percent(0.291), percent(0.382)],
            ],
        ),
    ],
    [
        Figure("CCS 06", "April 2024", 91, "percent", 90, status="Green"),
        Figure("CCS 06", "May 2024", 88.4, "percent", 90, status="Amber"),
        Figure("CCS 06", "June 2024", 79, "percent", 90, status="Red", note=ANY),
        Figure("CCS 06", "July 2024", 90.5, "percent", 90, status="Green"),
        *series("CCS 10", dict(zip(LABELS, (4401, 4522, 4478, 4390), strict=False))),
        *series(
            "RB 01", dict(zip(LABELS, (10.4, 19.7, 29.1, 38.2), strict=False)), unit="percent",
            targets=dict.fromkeys(LABELS, 98),
        ),
    ],
    [ExpectedFinding(Severity.INFO, "hidden_columns")],
    any_order=True,
)  # fmt: skip

TARGET_ROWS = Example(
    "k7-months-as-text-and-target-rows.xlsx",
    "K7",
    [
        Page(
            "Planning",
            [
                ["Invented figures: planning tracker 2024/25"],
                ["KPI", "Description", *TEXT],
                ["DM 01", "Major applications approved in time", 4, 3, 5, 6],
                [None, "Target", 4, 4, 5, 5, 5, 5, 4, 4, 4, 4, 5, 5],
                ["DM 02", "Minor and other applications decided in time", "88%", "91%", "90%",
                 percent(0.923)],
                [None, "Target", *["90%"] * 12],
            ],
        )
    ],
    [
        *series(
            "DM 01", dict(zip(LABELS, (4, 3, 5, 6), strict=False)),
            targets=dict(zip(LABELS, (4, 4, 5, 5), strict=False)),
        ),
        *(
            Figure("DM 01", label, None, target=target)
            for label, target in zip(LABELS[4:], (5, 5, 4, 4, 4, 4, 5, 5), strict=True)
        ),
        *series(
            "DM 02", dict(zip(LABELS, (88, 91, 90, 92.3), strict=False)), unit="percent",
            targets=dict.fromkeys(LABELS, 90),
        ),
        *(Figure("DM 02", label, None, "percent", 90) for label in LABELS[4:]),
    ],
    any_order=True,
)  # fmt: skip


def quarter_page(name: str, calls: Content, homes: Content) -> Page:
    """A sheet for one quarter, named after it."""
    return Page(
        name,
        [
            ["Code", "Name", "Value", "Target", "RAG"],
            ["CCS 06", "Calls answered by customer services", calls, "90%"],
            ["SP 01", "Affordable homes completed", homes, 40],
        ],
    )


SHEET_PER_QUARTER = Example(
    "k7-a-sheet-per-quarter.xlsx",
    "K7",
    [
        quarter_page("Q1 2024-25", percent(0.91), 41),
        quarter_page("Q2 2024-25", "88.4%", 37),
        quarter_page("Quarter 3 2024-25", percent(0.9), 44),
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 91, "percent", 90),
        Figure("CCS 06", "Q2 2024/25", 88.4, "percent", 90),
        Figure("CCS 06", "Q3 2024/25", 90, "percent", 90),
        Figure("SP 01", "Q1 2024/25", 41, target=40),
        Figure("SP 01", "Q2 2024/25", 37, target=40),
        Figure("SP 01", "Q3 2024/25", 44, target=40),
    ],
    any_order=True,
)

BARE_MONTHS = Example(
    "k7-months-without-a-year.xlsx",
    "K7",
    [
        Page(
            "Housing",
            [
                ["Housing tracker 2024/25: invented figures"],
                [],
                ["Code", "Measure", "April", "May", "June", "July", "YTD"],
                ["HS 12", "Live registrations on the housing register", 801, 812, 807, None, 807],
            ],
        )
    ],
    [
        *series("HS 12", {"April 2024": 801, "May 2024": 812, "June 2024": 807}),
        Figure("HS 12", "2024/25 to June", 807),
    ],
    any_order=True,
)

EXAMPLES = (DATES_ACROSS, TARGET_ROWS, SHEET_PER_QUARTER, BARE_MONTHS)
