"""What was asked is remembered until the store changes."""

import pytest

from data.questions import stored_uploads
from insights import cache
from loaders import publish
from tests.pages import shipped


@pytest.mark.usefixtures("fresh")
def test_an_answer_is_asked_once_for_each_edition() -> None:
    store = publish.ready()
    first = cache.ask(stored_uploads.uploads)
    assert cache.ask(stored_uploads.uploads) is first
    store.withdraw(shipped.SAMPLE, "A. Analyst", "a test")
    renewed = cache.ask(stored_uploads.uploads)
    assert renewed is not first
    assert renewed["withdrawn_by"].notna().sum() == 1
