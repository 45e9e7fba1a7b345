"""Trap 5: what Excel makes of codes and months while nobody looks."""

from datetime import date

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure
from tests.examples.page import Page, Styled

EXAMPLES = (
    Example(
        "trap5-code-turned-to-a-date.xlsx",
        "5.5",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Q1 2024/25"],
                    [Styled(date(2024, 12, 10), "dd-mmm"),
                     "Emissions from public buildings and services", 301.25],
                    [Styled(date(2024, 3, 1), "dd-mmm"), "Response times", 83],
                    ["SP 01", "Affordable homes completed", 41],
                ],
            )
        ],
        [Figure("SP 01", "Q1 2024/25", 41)],
        [
            ExpectedFinding(Severity.QUARANTINE, "code_is_a_date", "A2", "PM TP 10-12"),
            ExpectedFinding(Severity.QUARANTINE, "code_is_a_date", "A3", "LL TPI 01/03"),
        ],
        any_order=True,
    ),
    Example(
        "trap5-zeros-and-spaces-lost-in-codes.xlsx",
        "5.5",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Q1 2024/25"],
                    ["SP 1", "Affordable homes completed", 41],
                    ["CPHW18", "Funding given to community projects", "£24,246"],
                    ["cp 1.1", "Violent crime incidents", 402],
                    ["LL TPI 1/3", "Response times to Lifeline customers", 83],
                    ["PM TP 10 \u2013 12", "Emissions from public buildings and services", 301.25],
                ],
            )
        ],
        [
            Figure("SP 01", "Q1 2024/25", 41),
            Figure("CP HW 18", "Q1 2024/25", 24_246, "pounds"),
            Figure("CP 01.1", "Q1 2024/25", 402),
            Figure("LL TPI 01/03", "Q1 2024/25", 83),
            Figure("PM TP 10-12", "Q1 2024/25", 301.25),
        ],
        any_order=True,
    ),
    Example(
        "trap5-a-code-one-zero-longer.xlsx",
        "5.5",
        [
            Page(
                "Report",
                [
                    ["Code", "Q1 2024/25"],
                    ["HR 03.10", 2.5],
                    ["HR 03.1", 1.75],
                ],
            )
        ],
        [Figure("HR 03.10", "Q1 2024/25", 2.5), Figure("HR 03.1", "Q1 2024/25", 1.75)],
        [ExpectedFinding(Severity.QUARANTINE, "unknown_kpi", "B2", "HR 03.1")],
        any_order=True,
    ),
    Example(
        "trap5-month-turned-to-a-day.xlsx",
        "5.5",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", Styled(date(2024, 4, 19), "d-mmm"), "May 2024"],
                    ["CCS 10", "Emails received", 4401, 4522],
                ],
            )
        ],
        [Figure("CCS 10", "May 2024", 4522)],
        [ExpectedFinding(Severity.REJECT, "bad_period", "C1", "April")],
        any_order=True,
    ),
)  # fmt: skip
