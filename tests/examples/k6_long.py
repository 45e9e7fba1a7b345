"""K6: one row for each KPI and period, under many headings and in several orders."""

from datetime import date, time, timedelta

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure
from tests.examples.page import Content, Page, Styled, month, percent

PLAIN = Example(
    "k6-long.xlsx",
    "K6",
    [
        Page(
            "Export",
            [
                ["Code", "Short Name", "Period", "Value", "Target", "Status", "Note"],
                ["SP 01", "Affordable homes completed", "Q1 2024/25", 41, 40, "OK", "Two sites."],
                ["SP 01", "Affordable homes completed", "Q2 2024/25", 78, 80, "Warning", None],
                ["CCS 06", "Calls answered by customer services", "Q1 2024/25", percent(0.831),
                 "90%", "Alert", "Two posts were empty."],
                ["CP HW 18", "Funding given to community projects", "Q1 2024/25", "£24,246",
                 "£20,000", "Green star", None],
                ["HS 25", "Time to activate a housing application", "Q1 2024/25", "12.5 days", 15,
                 "OK", None],
                ["CSS 10", "Emails received", "Q1 2024/25", "13,401", "Data only", "Data Only",
                 None],
            ],
        )
    ],
    [
        Figure("SP 01", "Q1 2024/25", 41, target=40, status="OK", note="Two sites."),
        Figure("SP 01", "Q2 2024/25", 78, target=80, status="Warning"),
        Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90, status="Alert",
               note="Two posts were empty."),
        Figure("CP HW 18", "Q1 2024/25", 24_246, "pounds", 20_000, status="Green star"),
        Figure("HS 25", "Q1 2024/25", 12.5, "days", 15, status="OK"),
        Figure("CCS 10", "Q1 2024/25", 13_401, status="Data Only"),
    ],
    any_order=True,
)  # fmt: skip

ALIASES = Example(
    "k6-other-headings.xlsx",
    "K6",
    [
        Page(
            "Data",
            [
                ["Traffic Light Icon", "Commentary", "Managed By", "Current Target",
                 "Current Value", "Quarter", "Financial Year", "Indicator Description", "PI Ref",
                 "Last Updated", "Short Term Trend Arrow", "Portfolio Holder"],
                ["Red triangle", "Late.", "A. Officer", "90%", "83.1%", "Q1", "2024/25",
                 "Calls answered by customer services", "CCS 06", date(2024, 7, 5),
                 "Up", "Corporate"],
                ["Blue circle", None, "B. Officer", 1200, "1,190", "Q2", "2024/25",
                 "Crimes reported", "CP 01", date(2024, 10, 4), "Down", "Safety"],
            ],
        ),
        Page(
            "More",
            [
                ["KPI", "Measure", "Reporting Period", "Outturn", "Annual Target", "RAG Status"],
                ["FS 03", "Creditors paid within 30 days", "Quarter 1 2024/25", "96.4%", "95%",
                 "Green"],
            ],
        ),
        Page(
            "Code and name",
            [
                ["PI Code & Short Name", "Period", "Actual", "Target", "Comments"],
                ["CP 06 Anti-social behaviour incidents", "2024/25 Q1", 310, 300, "Warm June."],
            ],
        ),
    ],
    [
        Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90, status="Red triangle", note="Late.",
               lead="A. Officer"),
        Figure("CP 01", "Q2 2024/25", 1190, target=1200, status="Blue circle", lead="B. Officer"),
        Figure("FS 03", "Q1 2024/25", 96.4, "percent", status="Green"),
        Figure("FS 03", "2024/25", None, "percent", 95),
        Figure("CP 06", "Q1 2024/25", 310, target=300, note="Warm June."),
    ],
    any_order=True,
)  # fmt: skip

PERIOD_WORDS: tuple[tuple[Content, str], ...] = (
    ("Q1 2019/20", "Q1 2019/20"), ("Quarter 2 2019/20", "Q2 2019/20"),
    ("2022/23 Q3", "Q3 2022/23"), ("Q4 2019-20", "Q4 2019/20"), ("2016/17", "2016/17"),
    ("2017/2018", "2017/18"), ("2024-25", "2024/25"), ("FY20", "2019/20"),
    ("H1 2019/20", "H1 2019/20"), ("April 2019", "April 2019"), ("May 2019", "May 2019"),
    ("Jun-19", "June 2019"), (month(2019, 7), "July 2019"), ("June 2018", "June 2018"),
    ("2021/22 (academic)", "2021/22 academic"), ("2021-11-16/P1Y", "year to mid-November 2022"),
)  # fmt: skip
PERIODS = Example(
    "k6-periods.xlsx",
    "K6",
    [
        Page(
            "Periods",
            [
                ["Code", "Period", "Value"],
                *(["CP 01", words, 100 + n] for n, (words, _) in enumerate(PERIOD_WORDS)),
            ],
        )
    ],
    [Figure("CP 01", label, 100.0 + n) for n, (_, label) in enumerate(PERIOD_WORDS)],
    any_order=True,
)

BAD_PERIODS = Example(
    "k6-periods-that-are-none.xlsx",
    "K6",
    [
        Page(
            "Periods",
            [
                ["Code", "Period", "Value"],
                ["CP 01", "2024/05", 1190],
                ["CP 06", "Q5 2024/25", 310],
                ["CP 07", "Q1", 190],
                ["SP 01", "Q1 2024/25", 41],
            ],
        )
    ],
    [Figure("SP 01", "Q1 2024/25", 41)],
    [ExpectedFinding(Severity.QUARANTINE, "bad_period", f"B{row}") for row in (2, 3, 4)],
    any_order=True,
)

# Value as typed, and what it is: a number, its unit, a note beside it, whether it is provisional.
VALUE_WORDS: tuple[tuple[str, Content, Figure], ...] = (
    ("CCS 06", "83.1%", Figure("CCS 06", "Q1 2024/25", 83.1, "percent")),
    ("DM 02", percent(0.831), Figure("DM 02", "Q1 2024/25", 83.1, "percent")),
    ("DM 06", 83.1, Figure("DM 06", "Q1 2024/25", 83.1, "percent")),
    ("CCS 17", "104,014", Figure("CCS 17", "Q1 2024/25", 104_014)),
    ("CP HW 18", "£254.62", Figure("CP HW 18", "Q1 2024/25", 254.62, "pounds")),
    ("FS 02", "£1.2m", Figure("FS 02", "Q1 2024/25", 1_200_000, "pounds")),
    ("CP 02", "54.3%*", Figure("CP 02", "Q1 2024/25", 54.3, "percent", provisional=True)),
    ("HS 25", "12.5 days", Figure("HS 25", "Q1 2024/25", 12.5, "days")),
    ("LL TPI 01/03", "00:01:23", Figure("LL TPI 01/03", "Q1 2024/25", 83, "seconds")),
    ("CON 15", "1,008 (63%)", Figure("CON 15", "Q1 2024/25", 1008, note="63%")),
    ("SP 04", "<5", Figure("SP 04", "Q1 2024/25", "suppressed")),
    ("HR 03.1", "(5)", Figure("HR 03.1", "Q1 2024/25", -5)),
)
VALUES = Example(
    "k6-values.xlsx",
    "K6",
    [
        Page(
            "Values",
            [
                ["Code", "Period", "Value"],
                *([code, "Q1 2024/25", value] for code, value, _ in VALUE_WORDS),
            ],
        )
    ],
    [figure for _, _, figure in VALUE_WORDS],
    any_order=True,
)

# Target as typed beside a figure, and what it is: a number, or the two ends of a range.
TARGET_WORDS: tuple[tuple[str, Content, Content, Figure], ...] = (
    ("CCS 06", "83.1%", ">=90%", Figure("CCS 06", "Q1 2024/25", 83.1, "percent", 90)),
    ("CON 10", "2.7%", "2.4%<", Figure("CON 10", "Q1 2024/25", 2.7, "percent", 2.4)),
    ("CP 02", "84%", "80% to 90%", Figure("CP 02", "Q1 2024/25", 84, "percent", 80, 90)),
    ("HS 25", "12.5 days", "<15 days", Figure("HS 25", "Q1 2024/25", 12.5, "days", 15)),
    ("CP HW 18", "£24,246", "£25k", Figure("CP HW 18", "Q1 2024/25", 24_246, "pounds", 25_000)),
    ("SP 01", 41, "Data only", Figure("SP 01", "Q1 2024/25", 41)),
    ("SP 04", 4, "N/A", Figure("SP 04", "Q1 2024/25", 4)),
    ("CP 01", 1190, "0", Figure("CP 01", "Q1 2024/25", 1190, target=0)),
)
TARGETS = Example(
    "k6-targets.xlsx",
    "K6",
    [
        Page(
            "Targets",
            [
                ["Code", "Period", "Actual", "Current Target"],
                *([code, "Q1 2024/25", value, target] for code, value, target, _ in TARGET_WORDS),
            ],
        )
    ],
    [figure for _, _, _, figure in TARGET_WORDS],
    any_order=True,
)

STATE_WORDS = (
    ("N/A", "not applicable"), ("n/a", "not applicable"), ("-", "not applicable"),
    (":", "not applicable"), ("TBC", "awaited"), ("No data", "awaited"),
    ("Not yet available", "awaited"), ("..", "awaited"), ("[x]", "awaited"), ("[p]", "awaited"),
    ("Not due", "not due"), ("Measured annually", "not due"), ("Annual KPI", "not due"),
    ("Data only", "data only"), ("x", "suppressed"), ("[c]", "suppressed"), ("*", "suppressed"),
)  # fmt: skip
STATES = Example(
    "k6-words-for-no-figure.xlsx",
    "K6",
    [
        Page(
            "Words",
            [
                ["Code", "Period", "Value"],
                *(["CP 01", f"{2001 + n}/{2 + n:02}", word] for n, (word, _) in
                  enumerate(STATE_WORDS)),
                ["CP 01", "2018/19", 4870],
            ],
        )
    ],
    [
        *(Figure("CP 01", f"{2001 + n}/{2 + n:02}", state, provisional=word == "[p]")
          for n, (word, state) in enumerate(STATE_WORDS)),
        Figure("CP 01", "2018/19", 4870),
    ],
    any_order=True,
)  # fmt: skip

NO_VALUES = Example(
    "k6-cells-that-are-no-figures.xlsx",
    "K6",
    [
        Page(
            "Values",
            [
                ["Code", "Period", "Value"],
                ["CP 01", "Q1 2024/25", "see the note"],
                ["CP 06", "Q1 2024/25", "=SUM(A1:A9)"],
                ["SP 01", "Q1 2024/25", Styled(date(2024, 6, 1), "dd/mm/yyyy")],
                ["DM 02", "Q1 2024/25", 0.831],
                ["CCS 06", "Q1 2024/25", "£90"],
                ["LL TPI 01/03", "Q1 2024/25", Styled(time(0, 1, 23), "hh:mm:ss")],
                ["LL TPI 01/03", "Q2 2024/25", Styled(timedelta(hours=25), "[h]:mm:ss")],
                ["ZZ 99", "Q1 2024/25", 7],
                ["CON 15", "Q1 2024/25", -3],
                ["CP 01", "Q2 2024/25", 1201],
            ],
        )
    ],
    [
        Figure("DM 02", "Q1 2024/25", 0.831),
        Figure("CCS 06", "Q1 2024/25", 90, "pounds"),
        Figure("LL TPI 01/03", "Q1 2024/25", 83, "seconds"),
        Figure("LL TPI 01/03", "Q2 2024/25", 90_000, "seconds"),
        Figure("ZZ 99", "Q1 2024/25", 7),
        Figure("CON 15", "Q1 2024/25", -3),
        Figure("CP 01", "Q2 2024/25", 1201),
    ],
    [
        ExpectedFinding(Severity.QUARANTINE, "not_a_value", "C2"),
        ExpectedFinding(Severity.QUARANTINE, "formula_not_calculated", "C3"),
        ExpectedFinding(Severity.QUARANTINE, "not_a_value", "C4"),
        ExpectedFinding(Severity.QUARANTINE, "bare_fraction", "C5", "83.1"),
        ExpectedFinding(Severity.QUARANTINE, "unit_differs", "C6"),
        ExpectedFinding(Severity.QUARANTINE, "jump", "C8"),
        ExpectedFinding(Severity.QUARANTINE, "unknown_kpi", "C9"),
        ExpectedFinding(Severity.QUARANTINE, "negative_count", "C10"),
    ],
    any_order=True,
)

EXAMPLES = (PLAIN, ALIASES, PERIODS, BAD_PERIODS, VALUES, TARGETS, STATES, NO_VALUES)
