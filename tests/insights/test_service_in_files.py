"""A column Service of an export, from its bytes to who answers for a KPI."""

from io import BytesIO

import openpyxl
import pytest

from data.uploads import StoredFile
from insights.ownership import OwnerRole, owners_of
from loaders import publish
from loaders.publish import SubmittedFile
from tests.actors import ANALYST
from tests.insights.plan_kpis import kpi, stored_otherwise


@pytest.mark.usefixtures("fresh")
def test_a_service_column_counts_where_the_plan_names_no_service() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Code", "Period", "Value", "Service"])
    sheet.append(["FOOTFALL", "Q4 2024/25", 640000, "Town Centres"])
    content = BytesIO()
    workbook.save(content)
    store = publish.ready()
    file = SubmittedFile(StoredFile("export.xlsx", content.getvalue()))
    publish.publish(store, file, publish.read(file, publish.plans(store)), ANALYST)
    known = kpi("FOOTFALL")
    assert owners_of(known, OwnerRole.SERVICE).source == "from the plan 2024/25"
    silent = stored_otherwise(known, definition={**known.definition, "service": None})
    assert owners_of(silent, OwnerRole.SERVICE).sentence == (
        "Town Centres (from the file export.xlsx)"
    )
