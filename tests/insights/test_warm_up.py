"""Readers go on with the edition before until what they ask for is worked out, all of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from data.questions import stored_uploads
from data.store import Store
from data.uploads import Alias
from insights import cache
from insights.cache import ShownEdition
from insights.remembered_answers import RememberedAnswers
from insights.warm_up import WarmUp
from loaders import publish
from tests.actors import ANALYST

LONGEST_WAIT = 60.0


@dataclass
class Aliases:
    """How many aliases there are, as pages ask; `works` says how often it was worked out."""

    works: list[int] = field(default_factory=list)
    hold_up: Callable[[], None] = lambda: None

    def __post_init__(self) -> None:
        @cache.remembered
        def count() -> int:
            self.works.append(1)
            aliases = len(cache.ask(stored_uploads.aliases))
            self.hold_up()
            return aliases

        @cache.remembered
        def doubled() -> int:
            return 2 * count()

        self.count, self.doubled = count, doubled


@pytest.fixture
def store(fresh: object, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that begins with no alias, and nothing remembered or shown."""
    assert fresh
    monkeypatch.setattr(cache, "_answers", RememberedAnswers())
    monkeypatch.setattr(cache, "shown_edition", ShownEdition())
    monkeypatch.setattr(cache, "MOST_SECONDS_BEHIND", LONGEST_WAIT)
    return publish.ready()


def add_alias(store: Store, words: str) -> None:
    store.add_alias(ANALYST, Alias("kpi", words, "CON 15"))


def test_readers_are_shown_the_edition_before_until_the_next_is_worked_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where that was shown first on another day."""
    aliases = Aliases()
    cache.shown_edition.show(store.newest_edition())
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr(cache, "datetime", SimpleNamespace(now=lambda _: tomorrow))
    with cache.reading_one_edition() as reading:
        assert aliases.doubled() == 0
    before = reading.edition
    add_alias(store, "Fly tips")
    # Somebody else has the new one worked out meanwhile.
    assert aliases.doubled() == 2
    with cache.reading_one_edition(before) as reading:
        assert (aliases.doubled(), aliases.count()) == (0, 0)
        assert reading.was_of_one()
    cache.shown_edition.show(store.newest_edition())
    with cache.reading_one_edition(before) as reading:
        assert (aliases.doubled(), reading.was_of_one()) == (2, True)
    assert len(aliases.works) == 2


def test_who_wrote_reads_it_at_once_and_is_not_led_back(store: Store) -> None:
    aliases = Aliases()
    cache.shown_edition.show(store.newest_edition())
    assert aliases.count() == 0
    before = store.newest_edition()
    with cache.reading_one_edition(before) as reading:
        add_alias(cache.store(), "Fly tips")
        assert aliases.count() == 1
    with cache.reading_one_edition(reading.edition) as again:
        assert (aliases.count(), again.was_of_one()) == (1, True)
    with cache.reading_one_edition(before) as others:
        assert (aliases.count(), others.was_of_one()) == (0, True)


def test_who_comes_after_a_change_reads_it_and_is_not_led_back(store: Store) -> None:
    aliases = Aliases()
    cache.shown_edition.show(store.newest_edition())
    assert aliases.count() == 0
    add_alias(store, "Fly tips")
    with cache.reading_one_edition() as reading:
        assert aliases.count() == 1
    with cache.reading_one_edition(reading.edition) as again:
        assert (aliases.count(), again.was_of_one()) == (1, True)


def test_who_read_an_older_edition_than_that_shown_is_shown_that(store: Store) -> None:
    cache.shown_edition.show(store.newest_edition())
    with cache.reading_one_edition() as older:
        add_alias(store, "Fly tips")
        cache.shown_edition.show(store.newest_edition())
    shown = store.newest_edition()
    add_alias(store, "Tips")
    with cache.reading_one_edition(older.edition) as reading:
        assert reading.edition == shown


def test_who_read_a_newer_edition_than_that_shown_reads_the_newest(store: Store) -> None:
    cache.shown_edition.show(store.newest_edition())
    with cache.reading_one_edition() as reading:
        reading.follows_store()
        add_alias(store, "Fly tips")
    last_read = reading.edition
    for words in ("Tips", "Waste"):
        add_alias(store, words)
        with cache.reading_one_edition(last_read) as reading:
            last_read = reading.edition
        assert last_read == store.newest_edition()


def test_what_is_worked_out_ahead_is_not_asked_for_by_that(store: Store) -> None:
    """Nor is anything worked out by what has ended."""
    aliases = Aliases()
    assert aliases.doubled() == 0
    asked_until = time.monotonic()
    add_alias(store, "Fly tips")
    cache.work_out_what_is_asked_for(lambda: True)
    assert len(aliases.works) == 1
    cache.work_out_what_is_asked_for(lambda: False)
    assert len(aliases.works) == 2
    assert not cache._answers.asked_since(asked_until)


def test_what_is_not_kept_of_the_edition_before_is_read_in_the_newest(store: Store) -> None:
    """The page is then of both, says so, and is drawn anew; in the newest at once."""
    aliases = Aliases()
    assert aliases.count() == 0
    with cache.reading_one_edition() as reading:
        assert aliases.count() == 0
        add_alias(store, "Fly tips")
        assert (aliases.count(), reading.was_of_one()) == (0, True)
        assert (aliases.doubled(), reading.was_of_one()) == (2, False)


def test_readers_wait_no_longer_than_they_may(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    aliases = Aliases()
    cache.shown_edition.show(store.newest_edition())
    assert aliases.count() == 0
    before = store.newest_edition()
    add_alias(store, "Fly tips")
    monkeypatch.setattr(cache, "MOST_SECONDS_BEHIND", -1.0)
    with cache.reading_one_edition(before) as reading:
        assert (aliases.count(), reading.was_of_one()) == (1, True)


def test_a_change_has_it_worked_out_once_and_then_shown(store: Store) -> None:
    """Also where something else that was asked for fails."""
    aliases = Aliases()

    @cache.remembered
    def none_yet() -> None:
        if len(cache.ask(stored_uploads.aliases)):
            raise ValueError

    warm_up = WarmUp(store)
    warm_up.begin()
    try:
        with cache.reading_one_edition() as reading:
            assert aliases.doubled() == 0
            none_yet()
        shown_meanwhile: list[int] = []

        def look() -> None:
            with cache.reading_one_edition(reading.edition):
                shown_meanwhile.append(aliases.doubled())

        aliases.hold_up = look
        add_alias(store, "Fly tips")
        until = time.monotonic() + LONGEST_WAIT
        before = reading.edition
        while cache.shown_edition.for_reader(store.newest_edition(), before) == before:
            assert time.monotonic() < until
            time.sleep(0.01)
        assert (aliases.doubled(), len(aliases.works), shown_meanwhile) == (2, 2, [0])
    finally:
        warm_up.end()
    add_alias(store, "Tips")
    with cache.reading_one_edition() as after:
        assert after.edition == store.newest_edition()
