"""The sources of the published statistics."""

import pytest

from insights.district_statistics import definitions
from insights.statistic_sources import statistic_sources


@pytest.mark.usefixtures("only_read")
def test_each_source_is_named_once_with_its_statistics() -> None:
    sources = statistic_sources()
    assert sum(len(source.statistics) for source in sources) == len(definitions())
    named = [source for source in sources if source.source.startswith("Personal well-being")]
    assert [list(source.statistics) for source in named] == [
        ["Happiness", "Life satisfaction", "Feeling that life is worthwhile", "Anxiety"]
    ]
