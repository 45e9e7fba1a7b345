"""K1: title and section rows, headings repeated per section, years before quarters."""

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure, series
from tests.examples.page import Page, percent

HEADINGS = [
    "Cat", "Code & Name", "Target", "2022/23", "2023/24", "2024/25", "Q1 2023/24", "Q2 2023/24",
    "Q3 2023/24", "Q4 2023/24", "Q1 2024/25", "Latest Note", "Status",
]  # fmt: skip
VALUES = [None, None, None, *["Value"] * 8]
QUARTERS = ("Q1 2023/24", "Q2 2023/24", "Q3 2023/24", "Q4 2023/24", "Q1 2024/25")

SECTIONS = Example(
    "k1-sections-and-repeated-headings.xlsx",
    "K1",
    [
        Page(
            "Performance",
            [
                ["Invented figures: performance report, quarter to June 2024"],
                ["Planning and Housing - Planning"],
                HEADINGS,
                VALUES,
                ["Loc", "DM 02 Minor and other applications decided in time (cumulative)", "90%",
                 percent(0.88), "87.5%", percent(0.924), percent(0.86), "88%", percent(0.87),
                 "87.4%", percent(0.924), "On course for the year.", "OK"],
                ["Nat", "SP 02 Five-year supply of housing land", "Data only", 7.1, "6.9 years",
                 None, "Measured annually"],
                [None, "Communities - Safety"],
                HEADINGS,
                VALUES,
                ["Nat", "CP 01 Crimes reported", "0", "5,012", 4870, "1,190", "1,201", 1233,
                 "1,210", 1226, "1,190", "Fewer thefts.", "Data Only"],
                ["Loc", "CP HW 18 Funding given to community projects", "£24,246", "£24.2k",
                 "£24,000", "£254.62", None, "N/A", "TBC", "£1,745.38", "£254.62", None, "Alert"],
                ["Loc", "CON 10 Levels of litter and detritus", "Data only", "2.7%", "3.1%", None,
                 "3%", "2.9%", "3.2%", "3.3%", None, "The survey is in July.", "Unknown"],
            ],
            merged=["A1:M1", "G6:K6", "A2:M2"],
        )
    ],
    [
        *series("DM 02", {"2022/23": 88, "2023/24": 87.5}, unit="percent"),
        Figure("DM 02", "2024/25 to June", 92.4, unit="percent", target=90),
        *series(
            "DM 02",
            dict(zip(QUARTERS, (86, 88, 87, 87.4, 92.4), strict=True)),
            unit="percent",
            targets={"Q1 2024/25": 90},
            latest={"status": "OK", "note": "On course for the year."},
        ),
        Figure("SP 02", "2022/23", 7.1),
        Figure("SP 02", "2023/24", 6.9, unit="years"),
        *series("SP 02", dict.fromkeys(QUARTERS, "not due")),
        *series("CP 01", {"2022/23": 5012, "2023/24": 4870, "2024/25 to June": 1190},
                targets={"2024/25 to June": 0}),
        *series(
            "CP 01",
            dict(zip(QUARTERS, (1201, 1233, 1210, 1226, 1190), strict=True)),
            targets={"Q1 2024/25": 0},
            latest={"status": "Data Only", "note": "Fewer thefts."},
        ),
        *series("CP HW 18", {"2022/23": 24_200, "2023/24": 24_000}, unit="pounds"),
        Figure("CP HW 18", "2024/25 to June", 254.62, unit="pounds", target=24_246),
        *series("CP HW 18", {"Q2 2023/24": "not applicable", "Q3 2023/24": "awaited"}),
        Figure("CP HW 18", "Q4 2023/24", 1745.38, unit="pounds"),
        Figure("CP HW 18", "Q1 2024/25", 254.62, unit="pounds", target=24_246, status="Alert"),
        *series("CON 10", {"2022/23": 2.7, "2023/24": 3.1}, unit="percent"),
        *series(
            "CON 10",
            dict(zip(QUARTERS[:4], (3, 2.9, 3.2, 3.3), strict=True)),
            unit="percent",
            latest={"status": "Unknown", "note": "The survey is in July."},
        ),
    ],
)  # fmt: skip

SLIP = Example(
    "k1-slip-in-a-year.xlsx",
    "K1",
    [
        Page(
            "Performance",
            [
                ["Code & Name", "Target", "2023/24", "2024/05", "Q1 2024/25"],
                [None, None, "Value", "Value", "Value"],
                ["CP 01 Crimes reported", "4,800", "4,870", "1,190", "1,195"],
            ],
        )
    ],
    [Figure("CP 01", "2023/24", 4870), Figure("CP 01", "Q1 2024/25", 1195, target=4800)],
    [ExpectedFinding(Severity.REJECT, "bad_period", "D1", "2024/25")],
    any_order=True,
)

EXAMPLES = (SECTIONS, SLIP)
