"""K2: five rolling quarters, and the part-year figure in the column of the year."""

from tests.examples.example import Example, Figure, series
from tests.examples.page import Page, percent

QUARTERS = ("Q2 2023/24", "Q3 2023/24", "Q4 2023/24", "Q1 2024/25", "Q2 2024/25")
HEADINGS = [
    "Cat", "Code & Name", "Target", "2022/23", "2023/24", "2024/25", *QUARTERS, "Latest Note",
    "Status",
]  # fmt: skip
PAGE = Page(
    "Quarter 2",
    [
        ["Invented figures: quarter to September 2024"],
        ["Resources"],
        HEADINGS,
        [None, None, None, *["Value"] * 8],
        ["Nat", "RB 01 Council tax collected in the year", "98%", percent(0.979), percent(0.978),
         percent(0.571), percent(0.28), percent(0.272), percent(0.139), percent(0.29),
         percent(0.281), "As last year.", "OK"],
        ["Loc", "HR 03.1 Working days lost to sickness", 8, 7.9, 8.4, 3.35, 1.9, 2.2, 2.6, 1.75,
         1.6, None, "Warning"],
    ],
)  # fmt: skip
EXAMPLES = (
    Example(
        "k2-five-rolling-quarters.xlsx",
        "K2",
        [PAGE],
        [
            *series("RB 01", {"2022/23": 97.9, "2023/24": 97.8}, unit="percent"),
            Figure("RB 01", "2024/25 to September", 57.1, unit="percent", target=98),
            *series(
                "RB 01",
                dict(zip(QUARTERS, (28, 27.2, 13.9, 29, 28.1), strict=True)),
                unit="percent",
                targets={"Q1 2024/25": 98, "Q2 2024/25": 98},
                latest={"status": "OK", "note": "As last year."},
            ),
            *series("HR 03.1", {"2022/23": 7.9, "2023/24": 8.4}),
            Figure("HR 03.1", "2024/25 to September", 3.35, target=8),
            *series(
                "HR 03.1",
                dict(zip(QUARTERS, (1.9, 2.2, 2.6, 1.75, 1.6), strict=True)),
                targets={"Q1 2024/25": 8, "Q2 2024/25": 8},
                latest={"status": "Warning"},
            ),
        ],
        any_order=True,
    ),
)
