"""Trap 8: what figures mean: periods side by side, typed errors, marks, and text like code."""

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure, series
from tests.examples.page import Content, Page, Styled, percent

LONG_NOTE = "The service met its target in every month of the quarter. " * 100
ODD_NOTES = (
    "=HYPERLINK(1)", "+44 1858 828282", "-2 since May", "@all see this", "$x^2$ stays",
    "<b>bold</b> & <script>", "*stars* and _lines_", "[a](b) ![c](d)", "a | b\nc\td",
)  # fmt: skip
CODES = ("CP 01", "CP 06", "CP 07", "CP 01.1", "SP 01", "SP 05", "SP 04", "CON 15", "CON 24")
NOTES: list[list[Content]] = [
    [code, "Q1 2024/25", 10 + n, Styled(note, text=True)]
    for n, (code, note) in enumerate(zip(CODES, ODD_NOTES, strict=True))
]

EXAMPLES = (
    Example(
        "trap8-future-quarters-are-blank.xlsx",
        "5.8",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Annual Target", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25",
                     "Q4 2024/25", "Status"],
                    ["CP 01", "Crimes reported", None, 1190, 1201, None, None, "Data Only"],
                    ["CP 06", "Anti-social behaviour incidents", None, 310, 0, "-", "TBC", None],
                ],
            )
        ],
        [
            *series("CP 01", {"Q1 2024/25": 1190, "Q2 2024/25": 1201},
                    latest={"status": "Data Only"}),
            *series("CP 06", {"Q1 2024/25": 310, "Q2 2024/25": 0, "Q3 2024/25": "not applicable",
                              "Q4 2024/25": "awaited"}),
        ],
        any_order=True,
    ),
    Example(
        "trap8-month-quarter-and-year-to-date.xlsx",
        "5.8",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "April 2024", "May 2024", "June 2024", "Q1 2024/25",
                     "2024/25 YTD"],
                    ["CCS 10", "Emails received", 4401, 4522, 4478, 13_401, 13_401],
                    ["RB 01", "Council tax collected in the year", percent(0.104),
                     percent(0.197), percent(0.291), percent(0.291), percent(0.291)],
                ],
            )
        ],
        [
            *series("CCS 10", {"April 2024": 4401, "May 2024": 4522, "June 2024": 4478,
                               "Q1 2024/25": 13_401, "2024/25 to June": 13_401}),
            *series("RB 01", {"April 2024": 10.4, "May 2024": 19.7, "June 2024": 29.1,
                              "Q1 2024/25": 29.1, "2024/25 to June": 29.1}, unit="percent"),
        ],
        any_order=True,
    ),
    Example(
        "trap8-the-same-figure-twice.xlsx",
        "5.8",
        [
            Page(
                "One",
                [["Code", "Name", "Q1 2024/25"], ["CP 01", "Crimes reported", 1190]],
            ),
            Page(
                "Two",
                [["Code", "Name", "Q1 2024/25"], ["CP 01", "Crimes reported", "1,190"]],
            ),
        ],
        [Figure("CP 01", "Q1 2024/25", 1190)],
        any_order=True,
    ),
    Example(
        "trap8-units-that-changed.xlsx",
        "5.8",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Target", "Q1 2024/25", "Q2 2024/25"],
                    ["CCS 06", "Calls answered by customer services", None, "83.1%", "£85"],
                    ["CP HW 18", "Funding given to community projects", "20%", "£24,246", None],
                ],
            )
        ],
        [
            Figure("CCS 06", "Q1 2024/25", 83.1, "percent"),
            Figure("CCS 06", "Q2 2024/25", 85, "pounds"),
            Figure("CP HW 18", "Q1 2024/25", 24_246, "pounds"),
        ],
        [
            ExpectedFinding(Severity.QUARANTINE, "unit_differs", "E2"),
            ExpectedFinding(Severity.QUARANTINE, "target_unit_differs", "C3"),
        ],
    ),
    Example(
        "trap8-figures-typed-wrongly.xlsx",
        "5.8",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"],
                    ["CON 15", "Fly tipping reports", 415, 420, 73_390],
                    ["CCS 06", "Calls answered by customer services", "83.1%", "840%", "85%"],
                ],
            )
        ],
        [
            *series("CON 15", {"Q1 2024/25": 415, "Q2 2024/25": 420, "Q3 2024/25": 73_390}),
            *series("CCS 06", {"Q1 2024/25": 83.1, "Q2 2024/25": 840, "Q3 2024/25": 85},
                    unit="percent"),
        ],
        [
            ExpectedFinding(Severity.QUARANTINE, "jump", message="73,390"),
            ExpectedFinding(Severity.QUARANTINE, "percent_out_of_range", message="840"),
        ],
        any_order=True,
    ),
    Example(
        "trap8-renamed-and-retired.xlsx",
        "5.8",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Q1 2024/25"],
                    ["CSS 10", "Emails received", 13_401],
                    ["PM TP 11", "Emissions from the fleet", 88.5],
                    ["CP 01", "All crime (renamed)", 1190],
                ],
            )
        ],
        [
            Figure("CCS 10", "Q1 2024/25", 13_401),
            Figure("PM TP 11", "Q1 2024/25", 88.5),
            Figure("CP 01", "Q1 2024/25", 1190),
        ],
        [ExpectedFinding(Severity.QUARANTINE, "unknown_kpi", message="PM TP 10-12")],
        any_order=True,
    ),
    Example(
        "trap8-provisional-marks.xlsx",
        "5.8",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"],
                    ["CP 01", "Crimes reported", "1,190*", "1,201 [p]", "1,233 (provisional)"],
                ],
            )
        ],
        [
            Figure("CP 01", "Q1 2024/25", 1190, provisional=True),
            Figure("CP 01", "Q2 2024/25", 1201, provisional=True),
            Figure("CP 01", "Q3 2024/25", 1233, provisional=True),
        ],
        any_order=True,
    ),
    Example(
        "trap8-notes-like-markup.xlsx",
        "5.8",
        [
            Page(
                "Report",
                [
                    ["Code", "Period", "Value", "Note"],
                    *NOTES,
                    ["SP 01", "Q2 2024/25", 37, LONG_NOTE],
                ],
            )
        ],
        [
            *(
                Figure(code, "Q1 2024/25", 10 + n, note=note)
                for n, (code, note) in enumerate(zip(CODES, ODD_NOTES, strict=True))
            ),
            Figure("SP 01", "Q2 2024/25", 37, note=LONG_NOTE),
        ],
        any_order=True,
    ),
)  # fmt: skip
