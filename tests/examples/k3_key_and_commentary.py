"""K3: a key above the table, two columns under the current quarter, commentary rows."""

from tests.examples.example import ANY, Example, Figure
from tests.examples.page import Page

PAGE = Page(
    "Strategic indicators",
    [
        ["Invented figures: performance, quarter 1 2024/25"],
        ["PI Status", "Alert", "Warning", "OK", "Unknown", "Data Only"],
        ["Direction of travel", "Improving", "No Change", "Getting Worse"],
        [],
        ["PI Ref", "Indicator Description", "Q1 2023/24", "Q1 2024/25", None, "Q2 2024/25",
         "Q3 2024/25", "Q4 2024/25", "Year to date", "Annual Target", "Responsible Officer",
         "Expected Outcome", "DoT", "Status"],
        [None, None, None, "Value", "Target"],
        ["CCS 17", "Visitors to the website", "101,877", "104,014", "102,000", None, None, None,
         "104,014", "410,000", "A. Officer", "Target will be met", "Improving", "OK"],
        ["Visits rose after the new pages on waste were opened; searches for bin days lead."],
        ["CP HW 18", "Funding given to community projects (New)", None, "£254.62", "£300.00", None,
         None, None, "£254.62", "£1,200.00", "B. Officer", "Target will be slightly missed",
         "Getting Worse", "Warning"],
        ["One grant was paid in July instead of June."],
        ["CON 10", "Levels of litter and detritus", "2.9%", "2.7%", "3.0%", None, None, None,
         "2.7%", "3.0%", "C. Officer", "Target will be met", "No Change", "OK"],
        ["CP 06", "Anti-social behaviour incidents", "310", "No data", "300", None, None, None,
         None, "1,200", "D. Officer", None, None, "Unknown"],
        ["The police's figures come in August."],
    ],
    merged=["A1:N1", "D5:E5", "A5:A6", "B5:B6", "A8:N8", "A10:N10", "A13:N13"],
)  # fmt: skip
EXAMPLES = (
    Example(
        "k3-key-and-commentary-rows.xlsx",
        "K3",
        [PAGE],
        [
            Figure("CCS 17", "Q1 2023/24", 101_877),
            Figure(
                "CCS 17", "Q1 2024/25", 104_014, target=102_000, status="OK", lead="A. Officer",
                note="Visits rose after the new pages on waste were opened; searches for bin days "
                "lead.",
            ),
            Figure("CCS 17", "2024/25 to June", 104_014, target=ANY),
            Figure(
                "CP HW 18", "Q1 2024/25", 254.62, unit="pounds", target=300, status="Warning",
                note="One grant was paid in July instead of June.",
            ),
            Figure("CP HW 18", "2024/25 to June", 254.62, unit="pounds", target=ANY),
            Figure("CON 10", "Q1 2023/24", 2.9, unit="percent"),
            Figure("CON 10", "Q1 2024/25", 2.7, unit="percent", target=3, status="OK"),
            Figure("CON 10", "2024/25 to June", 2.7, unit="percent", target=ANY),
            Figure(
                "CP 06", "Q1 2023/24", 310, status=ANY, note=ANY,
            ),
            Figure("CP 06", "Q1 2024/25", "awaited", target=300, status=ANY, note=ANY),
            Figure("CP 06", "2024/25", None, target=1200),
        ],
    ),
)  # fmt: skip
