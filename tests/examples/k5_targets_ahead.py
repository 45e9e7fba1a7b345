"""K5: one year's outturn and the targets of three years, with frequency and polarity."""

from tests.examples.example import ANY, Example, Figure
from tests.examples.page import Page, percent

PAGE = Page(
    "Targets",
    [
        ["Invented targets, agreed for three years"],
        ["Indicator", "Frequency", "Good Performance", "2023/24 Out-turn", "2024/25 Target",
         "2025/26 Target", "2026/27 Target", "Responsible Officer"],
        ["Calls answered by customer services", "Quarterly", "Aim to maximise", "88.2%", "90%",
         percent(0.91), "92%", "A. Officer"],
        ["Levels of litter and detritus", "Bi-annual", "Aim to minimise", "2.6%", "2.4%<", "2.3%<",
         "2.2%<", "B. Officer"],
        ["Police figures", None, None, None, None, None, None, "C. Officer"],
        ["a) Violent crime incidents", "Quarterly", "Aim to minimise", "1,008", "1,000", "990",
         "980", "C. Officer"],
        ["b) Domestic violence incidents", "Quarterly", "Aim to minimise", "N/A", "700",
         "TBC", None, "C. Officer"],
        ["Funding given to community projects", "Annual", "Aim to maximise", "£24,246", "£25,000",
         "£26,000", "£27,000", "D. Officer"],
        ["Emails received", "Annual", None, "52,310", "Data only", "Data only", "Data only",
         "E. Officer"],
    ],
)  # fmt: skip


def ahead(
    code: str, outturn: float | str, targets: tuple[float, ...], unit: str, polarity: str
) -> list[Figure]:
    """A year's outturn and a target for each year that follows."""
    years = ("2024/25", "2025/26", "2026/27")
    return [
        Figure(code, "2023/24", outturn, unit=unit, polarity=polarity),
        *(
            Figure(code, year, None, unit=unit, target=target, polarity=polarity)
            for year, target in zip(years, targets, strict=False)
        ),
    ]


EXAMPLES = (
    Example(
        "k5-targets-of-three-years.xlsx",
        "K5",
        [PAGE],
        [
            *ahead("CCS 06", 88.2, (90, 91, 92), "percent", "maximise"),
            *ahead("CON 10", 2.6, (2.4, 2.3, 2.2), "percent", "minimise"),
            *ahead("CP 01.1", 1008, (1000, 990, 980), "number", "minimise"),
            *ahead("CP 07", "not applicable", (700,), "number", "minimise"),
            *ahead("CP HW 18", 24_246, (25_000, 26_000, 27_000), "pounds", "maximise"),
            Figure("CCS 10", "2023/24", 52_310, polarity=ANY),
        ],
        any_order=True,
    ),
)
