"""The report of key activities, laid out as the council printed it."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from data.samples.writing import widen

ACTIVITY_HEADINGS = ("Key Activities", "Status", "Progress", "Next Steps")


def activity_report(activities: Sequence[Mapping[str, str]]) -> Workbook:
    """The report of key activities: themes, sections, repeated headings and continued rows."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Key activities"
    sheet.append(["Key activities: Quarter 1 2019/20"])
    sheet.append(["Progress and next steps are summarised."])
    theme = section = ""
    for activity in activities:
        if activity["theme"] != theme:
            theme = activity["theme"]
            sheet.append([])
            sheet.append([theme])
        if activity["section"] != section or activity["headings_again"]:
            _add_headings(sheet, activity, is_new=activity["section"] != section)
            section = activity["section"]
        _add_activity(sheet, activity)
    widen(sheet, (44, 14, 60, 60, 16, 16))
    return workbook


def _add_headings(sheet: Worksheet, activity: Mapping[str, str], *, is_new: bool) -> None:
    # The first tables say CMT Lead, the later ones Lead Officer, as the printed report does.
    lead = "CMT Lead" if activity["section"].startswith("CO 1:") else "Lead Officer"
    sheet.append([])
    if is_new:
        sheet.append([activity["section"]])
    sheet.append([*ACTIVITY_HEADINGS, lead, "Portfolio"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)


def _add_activity(sheet: Worksheet, activity: Mapping[str, str]) -> None:
    title = f"{activity['code']} {activity['title']}".strip()
    fields = ("status", "progress", "next_steps", "lead", "portfolio")
    sheet.append([title or None, *(activity[name] or None for name in fields)])
    for cell in sheet[sheet.max_row]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
