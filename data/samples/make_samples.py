"""Write the sample workbooks beside this script: `make samples`.

The KPI figures are invented: the same seed gives the same workbook. The key activities are those of
quarter 1 of 2019/20 as the council reported them, summarised.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.samples.activity_workbook import activity_report
from data.samples.kpi_workbook import kpi_export
from data.samples.writing import save

HERE = Path(__file__).parent
KPIS = HERE.parent / "reference" / "kpis.csv"
ACTIVITIES = HERE / "key-activities-2019-20-q1.csv"
PLAN = "2024/25"


def main() -> None:
    """Write both workbooks."""
    save(kpi_export(kpis()), HERE / "illustrative-kpi-export.xlsx")
    save(activity_report(_rows(ACTIVITIES)), HERE / "key-activities-2019-20-q1.xlsx")


def kpis() -> Sequence[Mapping[str, str]]:
    """The KPIs of the plan, as the reference table has them."""
    return [kpi for kpi in _rows(KPIS) if kpi["plan"] == PLAN]


def _rows(path: Path) -> Sequence[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
