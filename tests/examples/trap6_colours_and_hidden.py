"""Trap 6: status by colour or picture, arrows that read as letters, and what is hidden."""

from loaders.findings.codes import Severity
from tests.examples.example import ANY, Example, ExpectedFinding, Figure
from tests.examples.page import AMBER, GREEN, RED, Page, Styled, percent

EXAMPLES = (
    Example(
        "trap6-status-by-colour-of-the-value.xlsx",
        "5.6",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Target", "Q1 2024/25", "Q2 2024/25"],
                    ["CCS 06", "Calls answered by customer services", "90%",
                     percent(0.79, fill=RED), percent(0.91, fill=GREEN)],
                    ["SP 01", "Affordable homes completed", 40, Styled(39, fill=AMBER),
                     Styled(41, fill="F2F2F2")],
                ],
            )
        ],
        [
            Figure("CCS 06", "Q1 2024/25", 79, "percent", 90, status="Red"),
            Figure("CCS 06", "Q2 2024/25", 91, "percent", 90, status="Green"),
            Figure("SP 01", "Q1 2024/25", 39, target=40, status="Amber"),
            Figure("SP 01", "Q2 2024/25", 41, target=40),
        ],
        any_order=True,
    ),
    Example(
        "trap6-status-by-colour-of-its-cell.xlsx",
        "5.6",
        [
            Page(
                "Q1 2024-25",
                [
                    ["Code", "Name", "Value", "Target", "Status", "DoT"],
                    ["CCS 06", "Calls answered by customer services", percent(0.79, fill=GREEN),
                     "90%", Styled(None, fill=RED), Styled("\u00ea", font="Wingdings")],
                    ["SP 01", "Affordable homes completed", 41, 40, Styled(None, fill=GREEN),
                     Styled("\u00e9", font="Wingdings")],
                    ["CP 01", "Crimes reported", 1190, 1200, None, Styled("h", font="Wingdings 3")],
                ],
            )
        ],
        [
            Figure("CCS 06", "Q1 2024/25", 79, "percent", 90, status="Red"),
            Figure("SP 01", "Q1 2024/25", 41, target=40, status="Green"),
            Figure("CP 01", "Q1 2024/25", 1190, target=1200),
        ],
        any_order=True,
    ),
    Example(
        "trap6-hidden-rows-columns-and-sheets.xlsx",
        "5.6",
        [
            Page(
                "Report",
                [
                    ["Code", "Name", "Q1 2024/25", "Q2 2024/25"],
                    ["CP 01", "Crimes reported", 1190, 1201],
                    ["CP 06", "Anti-social behaviour incidents", 310, 297],
                    ["SP 01", "Affordable homes completed", 41,
                     Styled(37, comment="Checked with the housing team.")],
                ],
                hidden_rows=[3],
                hidden_columns=[3],
                filtered="A1:D4",
            ),
            Page("Old", [["Code", "Q1 2024/25"], ["CP 01", 9999]], state="hidden"),
            Page("Older", [["Code", "Q1 2024/25"], ["CP 01", 8888]], state="veryHidden"),
        ],
        [
            Figure("CP 01", "Q1 2024/25", 1190),
            Figure("CP 01", "Q2 2024/25", 1201),
            Figure("CP 06", "Q1 2024/25", 310),
            Figure("CP 06", "Q2 2024/25", 297),
            Figure("SP 01", "Q1 2024/25", 41),
            Figure("SP 01", "Q2 2024/25", 37, note=ANY),
        ],
        [
            ExpectedFinding(Severity.INFO, "hidden_rows"),
            ExpectedFinding(Severity.INFO, "hidden_columns"),
            ExpectedFinding(Severity.INFO, "hidden_sheet", message="Old"),
            ExpectedFinding(Severity.INFO, "hidden_sheet", message="Older"),
        ],
        any_order=True,
    ),
)  # fmt: skip
