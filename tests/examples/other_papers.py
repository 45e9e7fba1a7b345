"""Layouts that nobody listed, as councils' papers have them: read by the same words."""

from loaders.findings.codes import Severity
from tests.examples.example import ANY, Example, ExpectedFinding, Figure, series
from tests.examples.page import Page, percent

CALLS, CRIMES, ASB = (
    "Calls answered by customer services", "Crimes reported", "Anti-social behaviour incidents",
)  # fmt: skip

BREAKS_AND_CAPITALS = Example(
    "other-headings-with-breaks-and-capitals.xlsx",
    "other",
    [
        Page(
            "KPIs",
            [
                ["CODE &\nNAME", "ANNUAL TARGET\n2024/25", "Q1\n2024/25", "Q2\n2024/25",
                 "DIRECTION OF TRAVEL", "COMMENTARY:"],
                ["CCS 06: " + CALLS, "90%", "83.1%", "85.2%", "\u2191", "Two posts were empty."],
                ["CP 01 - " + CRIMES, 4800, 1190, 1201, "\u2193", None],
            ],
        )
    ],
    [
        *series("CCS 06", {"Q1 2024/25": 83.1, "Q2 2024/25": 85.2}, unit="percent",
                latest={"note": "Two posts were empty."}),
        Figure("CCS 06", "2024/25", None, "percent", 90),
        *series("CP 01", {"Q1 2024/25": 1190, "Q2 2024/25": 1201}),
        Figure("CP 01", "2024/25", None, target=4800),
    ],
    any_order=True,
)  # fmt: skip

ROLES_ABOVE_PERIODS = Example(
    "other-roles-above-periods.xlsx",
    "other",
    [
        Page(
            "KPIs",
            [
                ["Ref", "Measure", "Actual", None, "Target", None],
                [None, None, "Q1 2024/25", "Q2 2024/25", "Q1 2024/25", "Q2 2024/25"],
                ["CP 01", CRIMES, 1190, 1201, 1200, 1250],
                ["CP 06", ASB, 310, 297, 300, 290],
            ],
            merged=["C1:D1", "E1:F1", "A1:A2", "B1:B2"],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        Figure("CP 01", "Q2 2024/25", 1201, target=1250),
        Figure("CP 06", "Q1 2024/25", 310, target=300),
        Figure("CP 06", "Q2 2024/25", 297, target=290),
    ],
)

ROLE_AND_PERIOD_IN_ONE = Example(
    "other-role-and-period-in-one-heading.xlsx",
    "other",
    [
        Page(
            "Performance 2024-25",
            [
                ["PI Code", "Short Name", "Q1 Actual", "Q1 Target", "Q1 RAG", "Q2 Actual",
                 "Q2 Target", "Q2 RAG"],
                ["CP 01", CRIMES, 1190, 1200, "Green", 1201, 1250, "Green"],
                ["CCS 06", CALLS, percent(0.831), "90%", "Red", "85.2%", percent(0.9), "Amber"],
            ],
        )
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200, status="Green"),
        Figure("CP 01", "Q2 2024/25", 1201, target=1250, status="Green"),
        Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90, status="Red"),
        Figure("CCS 06", "Q2 2024/25", 85.2, "percent", 90, status="Amber"),
    ],
    any_order=True,
)  # fmt: skip

NAMES_UNDER_KPI = Example(
    "other-names-under-the-word-kpi.xlsx",
    "other",
    [
        Page(
            "Q1 2024-25",
            [
                ["KPI", "Actual", "Target", "RAG Status", "Comments"],
                [CALLS, "83.1%", "90%", "Red", "Two posts were empty."],
                [CRIMES, "1,190", "1,200", "Green", None],
            ],
        )
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90, status="Red",
               note="Two posts were empty."),
        Figure("CP 01", "Q1 2024/25", 1190, target=1200, status="Green"),
    ],
    any_order=True,
)  # fmt: skip

YEARS_NAMED_WITH_ROLES = Example(
    "other-outturn-and-target-of-years.xlsx",
    "other",
    [
        Page(
            "Annual",
            [
                ["Ref", "Performance Indicator", "2022/23 Outturn", "2023/24 Outturn",
                 "Target 2024/25", "Unit"],
                ["RB 01", "Council tax collected in the year", 97.9, 97.8, 98, "%"],
                ["HR 03.1", "Working days lost to sickness", 7.9, 8.4, 8, "days"],
            ],
        )
    ],
    [
        *series("RB 01", {"2022/23": 97.9, "2023/24": 97.8}, unit="percent"),
        Figure("RB 01", "2024/25", None, ANY, 98),
        *series("HR 03.1", {"2022/23": 7.9, "2023/24": 8.4}),
        Figure("HR 03.1", "2024/25", None, ANY, 8),
    ],
    any_order=True,
)  # fmt: skip

TWO_YEARS_STACKED = Example(
    "other-a-block-for-each-year.xlsx",
    "other",
    [
        Page(
            "KPIs",
            [
                ["2023/24"],
                ["Code", "Name", "Q1", "Q2", "Q3", "Q4"],
                ["CP 01", CRIMES, 1201, 1233, 1210, 1226],
                [],
                ["2024/25"],
                ["Code", "Name", "Q1", "Q2", "Q3", "Q4"],
                ["CP 01", CRIMES, 1190, 1205, None, None],
            ],
        )
    ],
    series("CP 01", {"Q1 2023/24": 1201, "Q2 2023/24": 1233, "Q3 2023/24": 1210,
                     "Q4 2023/24": 1226, "Q1 2024/25": 1190, "Q2 2024/25": 1205}),
    any_order=True,
)  # fmt: skip

UNITS_IN_HEADINGS = Example(
    "other-units-in-headings.xlsx",
    "other 5.3",
    [
        Page(
            "Shares",
            [
                ["Code", "Name", "Q1 2024/25 (%)", "Q2 2024/25 (%)"],
                ["CCS 06", CALLS, 83.1, 85.2],
                ["FS 03", "Creditors paid within 30 days", 96.4, 95.9],
            ],
        ),
        Page(
            "Q1 2024-25",
            [
                ["Code", "Name", "Value (£)", "Target (£)"],
                ["CP HW 18", "Funding given to community projects", 24_246, 20_000],
            ],
        ),
    ],
    [
        *series("CCS 06", {"Q1 2024/25": 83.1, "Q2 2024/25": 85.2}, unit="percent"),
        *series("FS 03", {"Q1 2024/25": 96.4, "Q2 2024/25": 95.9}, unit="percent"),
        Figure("CP HW 18", "Q1 2024/25", 24_246, "pounds", 20_000),
    ],
    any_order=True,
)

MONTHS_BESIDE_QUARTERS = Example(
    "other-months-beside-quarters.xlsx",
    "other",
    [
        Page(
            "KPIs",
            [
                ["Code", "Name", "Quarter 1 (Apr-Jun) 2024/25", "Quarter 2 2024/25 (Jul - Sep)"],
                ["CP 01", CRIMES, 1190, 1201],
                ["CP 06", ASB, 310, 297],
            ],
        )
    ],
    [
        *series("CP 01", {"Q1 2024/25": 1190, "Q2 2024/25": 1201}),
        *series("CP 06", {"Q1 2024/25": 310, "Q2 2024/25": 297}),
    ],
    any_order=True,
)

NO_PERIOD_ANYWHERE = Example(
    "other-no-period-anywhere.xlsx",
    "other",
    [Page("Sheet1", [["Code", "Name", "Value", "Target"], ["CP 01", CRIMES, 1190, 1200]])],
    None,
    [ExpectedFinding(Severity.REJECT, "no_period")],
    any_order=True,
)

PERIODS_DOWN = Example(
    "other-a-sheet-for-each-kpi.xlsx",
    "other",
    [
        Page(
            "Crimes",
            [
                ["Code", "Name", "Quarter", "Year", "Result", "Target"],
                ["CP 01", CRIMES, "Q1", "2024/25", 1190, 1200],
                ["CP 01", CRIMES, "Q2", "2024/25", 1201, 1250],
            ],
        ),
        Page(
            "Calls",
            [
                ["Code", "Name", "Quarter", "Year", "Result", "Target"],
                ["CCS 06", CALLS, 1, "2024/25", "83.1%", "90%"],
                ["CCS 06", CALLS, 2, "2024/25", "85.2%", "90%"],
            ],
        ),
    ],
    [
        Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        Figure("CP 01", "Q2 2024/25", 1201, target=1250),
        Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90),
        Figure("CCS 06", "Q2 2024/25", 85.2, "percent", 90),
    ],
    any_order=True,
)

EXAMPLES = (
    BREAKS_AND_CAPITALS, ROLES_ABOVE_PERIODS, ROLE_AND_PERIOD_IN_ONE, NAMES_UNDER_KPI,
    YEARS_NAMED_WITH_ROLES, TWO_YEARS_STACKED, UNITS_IN_HEADINGS,
    MONTHS_BESIDE_QUARTERS, NO_PERIOD_ANYWHERE, PERIODS_DOWN,
)  # fmt: skip
