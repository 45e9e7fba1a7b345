"""One small workbook and more for every layout that can be read, by the layout's name."""

from collections.abc import Iterable, Mapping, Sequence

from loaders.files.opening import open_workbook
from loaders.layouts import Hints
from loaders.reading import StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.download_headings import KPI_FIGURES
from loaders.tables.headings import Role
from loaders.workbook import CellValue, Sheet, Workbook
from tests.loaders import ons_tables
from tests.loaders.layouts import (
    test_defra_fly_tipping,
    test_defra_waste,
    test_mhclg_net_additions,
    test_ohid_fingertips,
    test_reference_statistics,
)
from tests.loaders.layouts.desnz_emissions import test_desnz_emissions
from tests.loaders.layouts.mhclg_planning import test_mhclg_planning
from tests.loaders.layouts.nomis import test_nomis
from tests.loaders.layouts.ofcom_connected_nations import test_ofcom_connected_nations
from tests.loaders.layouts.ons_population import test_ons_population
from tests.loaders.pay_tables import pay_sheet, pay_workbook
from tests.loaders.published_files import Lines, made

KPIS: Lines = [
    ["Performance report 2024/25"],
    ["Code", "Name", "Target", "Q1 2024/25", "Q2 2024/25", "Status", "Note"],
    ["SP 01", "Homes", 40, 42, "TBC", "Green", "On course."],
    ["This was more than in the year before."],
    ["CP 01", "Crimes reported", "90%", "83.1%", None, None, None],
    [None, "Total", None, 125, None],
]
KPI_LIST: Lines = [
    ["Code", "Period", "Value", "Target", "Owner"],
    ["SP 01", "Q1 2024/25", 42, 40, "A. Person"],
    ["SP 01", "2024/25", None, 41, None],
]
ACTIVITIES: Lines = [
    ["Key activities, Quarter 1 2019/20"],
    ["Key Activities", "Status", "Progress", "Next Steps", "CMT Lead", "Portfolio"],
    ["KA.01.03 To promote", "Green", "Done", "More", "A. Person", "Place"],
]
PLAN = [
    Sheet(
        "Priorities",
        [["Plan", "Code", "Position", "Name", "Remove"], ["2024/25", "place", 1, "Place", None]],
    ),
    Sheet("Targets", [["Plan", "Code", "Period", "Target"], ["2024/25", "SP 01", "2024/25", 40]]),
]
DOWNLOADED: Mapping[str, CellValue] = {
    "plan": "2024/25", "code": "SP 01", "name": "Homes", "period_label": "Q1 2024/25",
    "period_kind": "quarter", "period_start": "2024-04-01", "period_end": "2024-06-30",
    "stands": "yes", "unit": "number", "value": 42, "target": 40, "provisional": "no",
    "note": "On course.", "illustrative": "no", "upload": 4, "file": "q1.xlsx",
}  # fmt: skip
DOWNLOAD: Lines = [
    ["KPI figures"],
    list(KPI_FIGURES.headings.values()),
    [DOWNLOADED.get(role) for role in KPI_FIGURES.headings],
    [
        {**DOWNLOADED, "stands": "no, replaced", "value": 41}.get(role)
        for role in KPI_FIGURES.headings
    ],
]
AFFORDABLE: Lines = [
    ["Table 1008: Additional affordable dwellings"],
    ["LA code", "Local authority", "2021-22R", "2022-23 P"],
    ["E07000131", "Harborough", 12, "13P"],
]
BY_HAND: Lines = [["Area", "2022-23", "2023"], ["Harborough", 57, 58], ["Elsewhere", 3, None]]
TIDY: Lines = [
    ["area_code", "area_name", "period", "indicator", "measure", "value"],
    ["E07000131", "Harborough", "May 2024", "Claimants", "Count", "1,005"],
    ["E92000001", "England", "May 2024", "Claimants", "Count", 1_500_000],
    ["E07000131", "Harborough", "May 2024", "Something else", "Count", 3],
    [None, "Nowhere", "May 2024", "Claimants", "Count", 4],
    ["E07000131", "Harborough", "no month", "Claimants", "Count", 4],
]
NAMED = ColumnMapping(
    ("area", "2022 23", "2023"),
    {0: Role.AREA, 1: Role.FIGURE, 2: Role.FIGURE},
    dict.fromkeys((1, 2), StatisticKey("homes", "Homes", "percent")),
)
Given = tuple[Workbook, Hints]


def _without_hints(*workbooks: Workbook) -> Sequence[Given]:
    return [(workbook, Hints()) for workbook in workbooks]


def _csv(texts: Iterable[str], file: str = "download.csv") -> Sequence[Given]:
    return _without_hints(*(open_workbook(file, text.encode()) for text in texts))


WORKBOOKS: Mapping[str, Sequence[Given]] = {
    "Defra fly-tipping": _without_hints(
        made(test_defra_fly_tipping.EARLIER, file="flytipping-2010.csv")
    ),
    "Defra local authority collected waste": _without_hints(
        made(test_defra_waste.FIRST), made(test_defra_waste.THIRD)
    ),
    "DESNZ local emissions": _without_hints(made(test_desnz_emissions.LINES, file="ghg.csv")),
    "Download of this dashboard": _without_hints(made(DOWNLOAD)),
    "Key activities": _without_hints(made(ACTIVITIES)),
    "KPI tables": _without_hints(made(KPIS), made(KPI_LIST)),
    "MHCLG affordable housing supply": _without_hints(made(AFFORDABLE, file="later.xls")),
    "MHCLG net additional dwellings": _without_hints(
        made(test_mhclg_net_additions.LATER), made(test_mhclg_net_additions.EARLIER)
    ),
    "MHCLG planning applications": _csv(
        [test_mhclg_planning.PS1, test_mhclg_planning.ps2(test_mhclg_planning.NUMBERS)]
    ),
    "Nomis": _csv(test_nomis.ALL),
    "Ofcom Connected Nations": _csv(
        [test_ofcom_connected_nations.FIXED, test_ofcom_connected_nations.MOBILE],
        "202309_download.csv",
    ),
    "OHID Fingertips": _without_hints(test_ohid_fingertips.opened(test_ohid_fingertips.PLAIN)),
    "ONS earnings (ASHE)": _without_hints(
        pay_workbook(pay_sheet("Table 8.7a   Annual pay - Gross - For all employees, UK, 2019"))
    ),
    "ONS Explore local statistics": _without_hints(ons_tables.table([ons_tables.PLAIN])),
    "ONS mid-year population estimates": _without_hints(
        test_ons_population.edition(2019, "MYE2-All", "MYE 5")
    ),
    "Plans and definitions": _without_hints(Workbook("plan.xlsx", "xlsx", PLAN)),
    "Statistics by area and indicator": _without_hints(made(TIDY)),
    "Statistics by columns named by hand": [(made(BY_HAND), Hints(mappings=[NAMED]))],
    "Statistics carried over": _without_hints(
        test_reference_statistics.table([test_reference_statistics.PLAIN])
    ),
}
