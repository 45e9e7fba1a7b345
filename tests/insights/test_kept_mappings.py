"""The columns named by hand that are in use."""

import pytest

from insights.kept_mappings import kept_mappings
from loaders import publish, stored_mappings
from loaders.tables.column_mapping import ColumnMapping, from_stored
from loaders.tables.headings import Role
from tests.actors import ANALYST, analyst

MAPPING = ColumnMapping(("our ref", "count"), {0: Role.CODE, 1: Role.VALUE})


@pytest.mark.usefixtures("fresh")
def test_what_is_kept_comes_back_with_who_said_it_until_it_is_set_aside() -> None:
    store = publish.ready()
    assert not kept_mappings()
    stored_mappings.keep(store, MAPPING, ANALYST)
    (kept,) = kept_mappings()
    assert kept.said_by == "A. Analyst"
    assert from_stored(kept.signature, kept.roles) == MAPPING
    stored_mappings.set_aside(store, MAPPING, analyst("B. Analyst"))
    assert not kept_mappings()
