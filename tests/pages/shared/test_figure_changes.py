"""The rows that publishing would change are picked and downloaded."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.loaders.checks.small_workbooks import listed
from tests.pages.app import open_popovers
from tests.pages.upload.upload_page import (
    SEPTEMBER,
    with_file,
)

pytestmark = pytest.mark.usefixtures("fresh")


def test_the_rows_that_would_change_are_picked_and_downloaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_popovers(monkeypatch)
    app = with_file(listed(SEPTEMBER))
    app.multiselect[0].set_value(["SP 01"]).run()
    assert "CP 01" not in _cells(app)
    assert app.get("download_button")[-1].proto.label == "Parquet"


def _cells(app: AppTest) -> str:
    bodies = [str(element.proto.body) for element in app.get("html")]
    return next(body for body in bodies if "Stands now" in body)
