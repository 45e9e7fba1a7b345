"""Charts on pages: specifications without data."""

import pytest

from pages.shared import charts


@pytest.mark.parametrize(
    "spec",
    [
        charts._bar_spec(),
    ],
)
def test_a_kept_specification_holds_no_data(spec: dict[str, object]) -> None:
    assert "datasets" not in spec
    assert "data" not in spec
