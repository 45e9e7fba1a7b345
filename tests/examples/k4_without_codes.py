"""K4: no codes, statuses and arrows as pictures, a summary block above."""

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure
from tests.examples.page import Page, Rows, percent

SUMMARY: Rows = [
    ["RAG Rating", "Green", "Amber", "Red", "N/A", "Total"],
    ["KPIs", 2, 1, 1, 1, 5],
    ["Direction of travel", "Up", "No Change", "Down", "N/A", "Total"],
    ["Last Quarter", 1, 1, 2, 1, 5],
]
CALLS = "Calls answered by customer services"
CRIMES = "Crimes reported"
SUPPLY = "Five-year supply of housing land"
LITTER = "Levels of litter and detritus"

UNDER_A_QUARTER = Example(
    "k4-under-a-merged-quarter.xlsx",
    "K4",
    [
        Page(
            "Q1 report",
            [
                ["Invented figures for councillors"],
                *SUMMARY,
                [],
                ["Performance Indicator", "Q1 2024/25"],
                [None, "Value", "Target", "Status", "Short Trend (Last Quarter)",
                 "Long Trend (Last Year)"],
                [CALLS, percent(0.831), "90%"],
                [f"{CRIMES} (cumulative)", "1,190", "1,200"],
                [SUPPLY, "Annual KPI", None],
                [LITTER + " (New)", "2.7%*", "3%"],
                ["FUNDING GIVEN TO COMMUNITY PROJECTS.", "£254.62", "£300"],
            ],
            merged=["B7:F7", "A7:A8"],
        )
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 83.1, unit="percent", target=90),
        Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        Figure("SP 02", "Q1 2024/25", "not due"),
        Figure("CON 10", "Q1 2024/25", 2.7, unit="percent", target=3, provisional=True),
        Figure("CP HW 18", "Q1 2024/25", 254.62, unit="pounds", target=300),
    ],
)  # fmt: skip

LAST_QUARTER_PICTURES = Example(
    "k4-trends-as-pictures.xlsx",
    "K4",
    [
        Page(
            "Report",
            [
                ["Performance report, quarter 1 of 2024/25: invented figures"],
                [],
                ["Performance Indicator", "Value", "Target", "Status", "Last Year", "Last Quarter"],
                [CALLS, "83.1%", "90%"],
                [CRIMES, "1,190", "1,200"],
                [SUPPLY, "Annual KPI"],
                [LITTER, "2.7%*", "3%"],
            ],
        )
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 83.1, unit="percent", target=90),
        Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        Figure("SP 02", "Q1 2024/25", "not due"),
        Figure("CON 10", "Q1 2024/25", 2.7, unit="percent", target=3, provisional=True),
    ],
    any_order=True,
)

LAST_QUARTER_WORDS = Example(
    "k4-trends-as-words.xlsx",
    "K4",
    [
        Page(
            "Q2 2024-25",
            [
                ["Performance Indicator", "Last Quarter", "Value", "Last Year", "Status", "Target"],
                [CALLS, "Up", "85.2%", "Down", "Amber", "90%"],
                [CRIMES, "No Change", 1201, "Up", "Green", 1250],
            ],
        )
    ],
    [
        Figure("CCS 06", "Q2 2024/25", 85.2, unit="percent", target=90, status="Amber"),
        Figure("CP 01", "Q2 2024/25", 1201, target=1250, status="Green"),
    ],
    any_order=True,
)

LAST_QUARTER_FIGURES = Example(
    "k4-last-quarter-as-figures.xlsx",
    "K4",
    [
        Page(
            "Report",
            [
                ["Performance report, Q1 2024/25: invented figures"],
                ["Performance Indicator", "Value", "Target", "Status", "Last Year", "Last Quarter"],
                [CALLS, "83.1%", "90%", "Red", "81.0%", "84.4%"],
                [CRIMES, 1190, 1200, "Green", 1201, 1226],
            ],
        )
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 83.1, unit="percent", target=90, status="Red"),
        Figure("CCS 06", "Q1 2023/24", 81, unit="percent"),
        Figure("CCS 06", "Q4 2023/24", 84.4, unit="percent"),
        Figure("CP 01", "Q1 2024/25", 1190, target=1200, status="Green"),
        Figure("CP 01", "Q1 2023/24", 1201),
        Figure("CP 01", "Q4 2023/24", 1226),
    ],
    any_order=True,
)

LAST_QUARTER_OF_THE_YEAR = Example(
    "k4-last-quarter-of-the-same-year.xlsx",
    "K4",
    [
        Page(
            "Report",
            [
                ["Performance report, Q2 2024/25: invented figures"],
                ["Performance Indicator", "Value", "Target", "Status", "Last Year", "Last Quarter"],
                [CRIMES, 1201, 1250, "Green", 1233, 1190],
            ],
        )
    ],
    [
        Figure("CP 01", "Q2 2024/25", 1201, target=1250, status="Green"),
        Figure("CP 01", "Q2 2023/24", 1233),
        Figure("CP 01", "Q1 2024/25", 1190),
    ],
    any_order=True,
)

UNSURE_NAMES = Example(
    "k4-names-that-are-not-sure.xlsx",
    "K4",
    [
        Page(
            "Q1 2024-25",
            [
                ["Performance Indicator", "Value", "Target", "Status"],
                [CALLS, "83.1%", "90%", "Red"],
                ["Crimes reportd", 1190, 1200, "Green"],
                ["Complaints about swimming lessons", 7, 5, "Red"],
            ],
        )
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 83.1, unit="percent", target=90, status="Red"),
        Figure("Crimes reportd", "Q1 2024/25", 1190, target=1200, status="Green"),
        Figure("Complaints about swimming lessons", "Q1 2024/25", 7, target=5, status="Red"),
    ],
    [
        ExpectedFinding(Severity.QUARANTINE, "unknown_kpi", "B3", "CP 01"),
        ExpectedFinding(Severity.QUARANTINE, "unknown_kpi", "B4"),
    ],
    any_order=True,
)

EXAMPLES = (
    UNDER_A_QUARTER, LAST_QUARTER_PICTURES, LAST_QUARTER_WORDS, LAST_QUARTER_FIGURES,
    LAST_QUARTER_OF_THE_YEAR, UNSURE_NAMES,
)  # fmt: skip
