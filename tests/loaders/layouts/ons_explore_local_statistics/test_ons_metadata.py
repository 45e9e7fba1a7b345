from datetime import date

import pytest

from loaders.layouts import Hints
from loaders.layouts import ons_explore_local_statistics as layout
from tests.loaders.ons_tables import PLAIN, only, table


@pytest.mark.parametrize(
    ("metadata", "vintage"),
    [
        ({"sourceDate": "06/05/2026"}, date(2026, 5, 6)),
        ({"meta": {"sourceDate": "01/02/2026|03/01/2026"}}, date(2026, 2, 1)),
        ({"meta": {"shared": {"sourceDate": "06/05/2026"}}}, date(2026, 5, 6)),
        (
            {
                "meta": {
                    "shared": {"sourceDate": "06/05/2026"},
                    "Adult obesity prevalence": {"sourceDate": "07/05/2026"},
                    "Another": {"sourceDate": "08/05/2026"},
                }
            },
            date(2026, 5, 7),
        ),
        (
            {
                "meta": {
                    "Other name": {"label": "Adult obesity prevalence", "sourceDate": "07/05/2026"}
                }
            },
            date(2026, 5, 7),
        ),
        ({"sourceDate": "May 2026"}, None),
        ({}, None),
    ],
)
def test_the_vintage_is_the_date_nearest_to_the_indicator(
    metadata: dict[str, object], vintage: date | None
) -> None:
    assert only(layout.read(table([PLAIN], metadata=metadata), Hints())).vintage == vintage
