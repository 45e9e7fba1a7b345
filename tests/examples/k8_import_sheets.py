"""K8: the import sheets of the performance system: definitions, then targets, then values."""

from datetime import date, timedelta

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure, series
from tests.examples.page import Page, Styled

DEFINITIONS = Page(
    "PI Definitions",
    [
        ["Code", "Short Name", "Data Type", "Collection Frequency", "Managed By"],
        ["CCS 06", "Calls answered by customer services", "Percentage", "Quarterly", "A. Officer"],
        ["CP HW 18", "Funding given to community projects", "Money", "Quarterly", "B. Officer"],
        ["SP 01", "Affordable homes completed", "Number", "Quarterly", "C. Officer"],
        ["LL TPI 01/03", "Response times to Lifeline customers", "Duration", "Quarterly",
         "D. Officer"],
        ["KP 90", "Accounts approved by auditors", "Yes/No", "Quarterly", "E. Officer"],
        ["KP 91", "Staff for each manager", "Ratio", "Quarterly", "E. Officer"],
        ["KP 92", "Accounts published", "Date", "Quarterly", "E. Officer"],
    ],
)  # fmt: skip
ACROSS = Example(
    "k8-import-sheets-across.xlsx",
    "K8",
    [
        DEFINITIONS,
        Page(
            "PI Targets",
            [
                ["Code", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"],
                ["CCS 06", 90, 90, 90],
                ["CP HW 18", 20_000, 20_000, 25_000],
                ["SP 01", 40, 45, 50],
                ["LL TPI 01/03", "00:01:00", "00:01:00", 60],
                ["KP 90", "Yes", "Yes", "Yes"],
            ],
        ),
        Page(
            "PI Values",
            [
                ["Code", "Q1 2024/25", "Q2 2024/25", "Q3 2024/25"],
                ["CCS 06", 83.1, "85.2", None],
                ["CP HW 18", 24_246, "19,800.50", None],
                ["SP 01", 41, 37, None],
                ["LL TPI 01/03", "00:01:23", 65, None],
                ["KP 90", "Yes", "No", None],
                ["KP 91", 7.5, "7.2", None],
            ],
        ),
    ],
    [
        *series("CCS 06", {"Q1 2024/25": 83.1, "Q2 2024/25": 85.2}, unit="percent",
                targets={"Q1 2024/25": 90, "Q2 2024/25": 90}),
        Figure("CCS 06", "Q3 2024/25", None, "percent", 90),
        *series("CP HW 18", {"Q1 2024/25": 24_246, "Q2 2024/25": 19_800.5}, unit="pounds",
                targets={"Q1 2024/25": 20_000, "Q2 2024/25": 20_000}),
        Figure("CP HW 18", "Q3 2024/25", None, "pounds", 25_000),
        *series("SP 01", {"Q1 2024/25": 41, "Q2 2024/25": 37},
                targets={"Q1 2024/25": 40, "Q2 2024/25": 45}),
        Figure("SP 01", "Q3 2024/25", None, target=50),
        *series("LL TPI 01/03", {"Q1 2024/25": 83, "Q2 2024/25": 65}, unit="seconds",
                targets={"Q1 2024/25": 60, "Q2 2024/25": 60}),
        Figure("LL TPI 01/03", "Q3 2024/25", None, "seconds", 60),
        *series("KP 90", {"Q1 2024/25": 1, "Q2 2024/25": 0}, unit="yes/no",
                targets={"Q1 2024/25": 1, "Q2 2024/25": 1}),
        Figure("KP 90", "Q3 2024/25", None, "yes/no", 1),
        *series("KP 91", {"Q1 2024/25": 7.5, "Q2 2024/25": 7.2}),
    ],
    [
        ExpectedFinding(Severity.QUARANTINE, "unknown_kpi", message="KP 90"),
        ExpectedFinding(Severity.QUARANTINE, "unknown_kpi", message="KP 91"),
    ],
    any_order=True,
)  # fmt: skip

LONG = Example(
    "k8-import-sheets-long.xlsx",
    "K8",
    [
        DEFINITIONS,
        Page(
            "Targets",
            [
                ["PI Code", "Period", "Target"],
                ["CCS 06", "Q1 2024/25", 90],
                ["LL TPI 01/03", "Q1 2024/25", 60],
            ],
        ),
        Page(
            "Values",
            [
                ["PI Code", "Period", "Value", "Note"],
                ["CCS 06", "Q1 2024/25", 83.1, "Two posts were empty."],
                ["LL TPI 01/03", "Q1 2024/25",
                 Styled(timedelta(minutes=1, seconds=5), "[h]:mm:ss"), None],
                ["CP HW 18", "Q1 2024/25", "£24,246", None],
            ],
        ),
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90, note="Two posts were empty."),
        Figure("LL TPI 01/03", "Q1 2024/25", 65, "seconds", 60),
        Figure("CP HW 18", "Q1 2024/25", 24_246, "pounds"),
    ],
    any_order=True,
)  # fmt: skip

NO_NUMBERS = Example(
    "k8-ratios-and-dates-in-words.xlsx",
    "K8",
    [
        DEFINITIONS,
        Page(
            "Values",
            [
                ["Code", "Q1 2024/25", "Q2 2024/25"],
                ["SP 01", 41, 37],
                ["KP 91", "1:15", None],
                ["KP 92", Styled(date(2024, 6, 1), "dd/mm/yyyy"), "30/06/2024"],
            ],
        ),
    ],
    [*series("SP 01", {"Q1 2024/25": 41, "Q2 2024/25": 37})],
    [
        *(
            ExpectedFinding(Severity.QUARANTINE, code, cell)
            for cell in ("B3", "B4", "C4")
            for code in ("not_a_value", "unknown_kpi")
        ),
    ],
    any_order=True,
)

EXAMPLES = (ACROSS, LONG, NO_NUMBERS)
