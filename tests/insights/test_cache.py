"""What was asked is remembered until the store changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from data.questions import stored_uploads
from data.uploads import Alias
from insights import cache
from insights.remembered_answers import RememberedAnswers
from loaders import publish
from tests.actors import ANALYST
from tests.pages import shipped

TODAY = date(2026, 11, 22)


@pytest.mark.usefixtures("fresh")
def test_an_answer_is_asked_once_for_each_edition() -> None:
    store = publish.ready()
    first = cache.ask(stored_uploads.uploads)
    assert cache.ask(stored_uploads.uploads) is first
    store.withdraw(ANALYST, shipped.SAMPLE, "a test")
    renewed = cache.ask(stored_uploads.uploads)
    assert renewed is not first
    assert renewed["withdrawn_by"].notna().sum() == 1


@pytest.mark.usefixtures("fresh")
def test_a_day_in_the_past_is_remembered_beside_now() -> None:
    store = publish.ready()
    now = cache.ask(stored_uploads.uploads)
    with store.as_of(date(2020, 1, 1)):
        then = cache.ask(stored_uploads.uploads)
        assert cache.ask(stored_uploads.uploads) is then
    assert cache.ask(stored_uploads.uploads) is now
    assert len(then) < len(now)


@pytest.mark.usefixtures("fresh")
def test_memory_of_answers_does_not_grow_with_editions() -> None:
    store, held = publish.ready(), []
    for number in range(6):
        store.withdraw(ANALYST, shipped.SAMPLE, f"test {number}")
        store.reinstate(ANALYST, shipped.SAMPLE, f"test {number}")
        cache.ask(stored_uploads.uploads)
        held.append((len(cache._answers), cache.bytes_held()))
    counts, sizes = zip(*held[2:], strict=True)
    assert len(set(counts)) == 1
    assert max(sizes) < 1.1 * min(sizes)


@dataclass
class Counted:
    """Two functions that are remembered, how often each worked, and what they read."""

    read: int = 1
    of_read: int = 0
    of_parity: int = 0


@pytest.fixture
def made_of(monkeypatch: pytest.MonkeyPatch) -> tuple[Counted, Callable[[], int]]:
    """A function that is worked out of another, which reads the store."""
    counted = Counted()
    monkeypatch.setattr(cache, "_answers", RememberedAnswers())

    @cache.remembered
    def parity() -> int:
        cache.store()
        counted.of_read += 1
        return counted.read % 2

    @cache.remembered
    def words(prefix: str = "is") -> str:
        counted.of_parity += 1
        return f"{prefix} {'odd' if parity() else 'even'}"

    def ask() -> int:
        assert words() == words("is") == words(prefix="is")
        return counted.of_parity

    return counted, ask


@pytest.mark.usefixtures("fresh")
def test_after_a_change_only_that_is_worked_out_that_it_touches(
    made_of: tuple[Counted, Callable[[], int]],
) -> None:
    counted, ask = made_of
    store = publish.ready()
    assert ask() == 1
    for read, worked in ((3, 1), (4, 2), (6, 2)):
        counted.read = read
        store.add_alias(ANALYST, Alias("kpi", f"Fly tips {read}", "CON 15"))
        assert ask() == worked
    assert counted.of_read == 4


@pytest.mark.usefixtures("fresh")
def test_another_day_is_another_question(
    made_of: tuple[Counted, Callable[[], int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ask = made_of
    publish.ready()
    assert (ask(), ask()) == (1, 1)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr(cache, "datetime", SimpleNamespace(now=lambda _: tomorrow))
    assert ask() == 2


@pytest.mark.usefixtures("fresh")
def test_what_is_worked_out_while_the_store_changes_is_worked_out_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may be made of what was before and of what is now, and nobody is given that."""
    monkeypatch.setattr(cache, "_answers", RememberedAnswers())
    store, works = publish.ready(), []

    @cache.remembered
    def worked() -> int:
        works.append(1)
        if len(works) == 1:
            store.add_alias(ANALYST, Alias("kpi", "Fly tips", "CON 15"))
        return len(works)

    assert [worked(), worked(), worked()] == [2, 2, 2]


@pytest.mark.usefixtures("fresh")
def test_what_went_on_without_an_answer_that_failed_is_worked_out_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cache, "_answers", RememberedAnswers())
    store, failing = publish.ready(), [True]

    @cache.remembered
    def may_fail() -> str:
        if failing:
            raise ValueError
        return "an answer"

    @cache.remembered
    def goes_on() -> str:
        try:
            return may_fail()
        except ValueError:
            return "none"

    assert goes_on() == "none"
    failing.clear()
    store.add_alias(ANALYST, Alias("kpi", "Fly tips", "CON 15"))
    assert goes_on() == "an answer"
