"""What was asked is remembered until the store changes."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from types import SimpleNamespace

import pandas as pd
import pytest

from data.questions import stored_uploads
from data.store import Alias
from insights import cache
from insights.cache import Asked, RememberedAnswers
from loaders import publish
from loaders.reading import Reading, Row, RowKind
from metrics.period import quarter
from tests.actors import ANALYST
from tests.pages import shipped

TODAY = date(2026, 11, 22)


def row(note: str) -> Row:
    """One figure of a file; a struct, where other answers are of dataclasses."""
    return Row(RowKind.KPI_VALUE, "SP 01", quarter(2024, 1), "KPIs", "D2", value=1.0, note=note)


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


def asked(argument: object = "", as_of: date | None = None, today: date = TODAY) -> Asked:
    return Asked(as_of, today, len, (argument,))


@dataclass
class Text:
    """An answer of some length."""

    words: str


def never() -> str:
    raise AssertionError("this answer is remembered")


def remembers(answers: RememberedAnswers, question: Asked, state: str) -> bool:
    """Whether an answer is kept, asked without changing what is."""
    try:
        answers.answer(question, state, never)
    except AssertionError:
        return False
    return True


def test_answers_that_were_not_asked_for_since_some_changes_are_gone() -> None:
    answers = RememberedAnswers()
    for state in ("1", "2", "3", "4"):
        answers.answer(asked(state), state, lambda state=state: f"of {state}")  # type: ignore[misc]
    assert not remembers(answers, asked("1"), "4")
    assert remembers(answers, asked("2"), "4")
    assert len(answers) == 3


def test_answers_of_another_day_are_gone() -> None:
    answers = RememberedAnswers()
    for argument in "ab":
        answers.answer(asked(argument), "1", str)
    answers.answer(asked("a", today=TODAY + timedelta(days=1)), "1", str)
    assert len(answers) == 1


def test_answers_of_the_edition_shown_are_kept_beside_newer_ones_and_counted() -> None:
    """Where the newer one has the same value it is counted once; of too many the former go."""
    answers = RememberedAnswers(most_bytes=10_000)
    answers.show("1")
    texts = {"a": "x" * 2_000, "b": "y" * 2_000}

    def text(name: str) -> str:
        working = cache._working.get()
        assert working
        working.reads_otherwise()
        return texts[name]

    def ask_all(edition: str) -> int:
        for name in texts:
            answers.answer(asked(name), edition, partial(text, name))
        return answers.bytes_held() // 1_000

    assert (ask_all("1"), ask_all("2")) == (4, 4)
    texts["a"] = "z" * 2_000
    assert ask_all("3") == 6
    former = answers.of_edition(asked("a"), "1")
    assert former
    assert former.value == "x" * 2_000
    texts["b"] = "z" * 7_000
    assert ask_all("4") == 9
    assert answers.of_edition(asked("a"), "1") is None
    answers.show("4")
    assert answers.bytes_held() // 1_000 == 9


def test_answers_that_grow_are_counted_as_they_are_later() -> None:
    answers = RememberedAnswers(most_bytes=1_000_000)
    for size in (10, 30_000):
        for number in range(100):
            question = asked(f"{size} {number}")
            answers.answer(question, "1", partial(Text, "x" * size))
    held = sum(len(kept.value.words) for kept in answers._answers.values())
    assert held < 1.5 * 1_000_000
    assert answers.bytes_held() <= 1_000_000


def test_days_in_the_past_do_not_push_out_what_is_shown_and_go_with_their_edition() -> None:
    answers = RememberedAnswers()
    answers.answer(asked(), "1", str)
    for day in range(20):
        answers.answer(asked(as_of=date(2020, 1, 1 + day)), "1", str)
    assert remembers(answers, asked(), "1")
    for state in ("2", "3", "4"):
        answers.answer(asked(), state, str)
    assert len(answers) == 1


def test_answers_are_bounded_by_their_size_and_those_asked_longest_ago_go() -> None:
    answers = RememberedAnswers(most_bytes=10_000)
    for number in range(9):
        answers.answer(asked(number), "1", lambda: "x" * 3_000)
        assert answers.bytes_held() <= 10_000
        assert remembers(answers, asked(0), "1")
    assert remembers(answers, asked(8), "1")
    assert not remembers(answers, asked(5), "1")


def test_a_day_in_the_past_goes_as_a_whole_and_before_what_stands_now() -> None:
    """Its small answers hold what is counted in a large one alone."""
    answers = RememberedAnswers(most_bytes=10_000)
    monday, tuesday, friday = (date(2026, 11, day) for day in (16, 17, 20))

    def ask(as_of: date | None, argument: str, size: int) -> None:
        answers.answer(asked(argument, as_of), "1", lambda: "x" * size)

    ask(None, "kpis", 3_000)
    for day in (monday, tuesday):
        ask(day, "kpis", 3_000)
        ask(day, "report", 10)
    ask(monday, "report", 10)
    ask(friday, "kpis", 3_000)
    kept = {(question.as_of, question.arguments) for question in answers._answers}
    assert kept == {
        (None, ("kpis",)),
        (monday, ("kpis",)),
        (monday, ("report",)),
        (friday, ("kpis",)),
    }


def test_an_answer_that_is_larger_than_the_bound_is_given_and_not_kept() -> None:
    answers = RememberedAnswers(most_bytes=1_000)
    assert answers.answer(asked(), "1", lambda: "x" * 2_000).value == "x" * 2_000
    assert (len(answers), answers.bytes_held()) == (0, 0)


def test_thirty_who_ask_at_once_have_it_worked_out_once() -> None:
    answers, works, begun = RememberedAnswers(), [], threading.Barrier(30)

    def work() -> str:
        works.append(1)
        time.sleep(0.05)
        return "answer"

    def ask(_: int) -> str:
        begun.wait()
        return str(answers.answer(asked(), "1", work).value)

    with ThreadPoolExecutor(30) as visitors:
        assert set(visitors.map(ask, range(30))) == {"answer"}
    assert len(works) == 1


def test_different_questions_do_not_wait_for_each_other() -> None:
    answers, both = RememberedAnswers(), threading.Barrier(2, timeout=10)

    def ask(argument: str) -> int:
        return int(answers.answer(asked(argument), "1", both.wait).value)

    with ThreadPoolExecutor(2) as visitors:
        assert sorted(visitors.map(ask, ("one", "other"))) == [0, 1]


def test_a_failure_is_not_remembered() -> None:
    answers = RememberedAnswers()
    assert not remembers(answers, asked(), "1")
    assert answers.answer(asked(), "1", lambda: "answer").value == "answer"


@pytest.mark.parametrize(
    ("make", "least", "most"),
    [
        (lambda: "x" * 1_000, 1_000, 1_100),
        (lambda: ["x" * 1_000 for _ in range(500)], 500_000, 560_000),
        (lambda: {number: f"{number:1000}" for number in range(500)}, 500_000, 600_000),
        (lambda: pd.DataFrame({"value": [0.0] * 1_000}), 8_000, 9_000),
        (
            lambda: Reading("any", [row(f"{number:1000}") for number in range(500)]),
            500_000,
            1_100_000,
        ),
        (lambda: None, 1, 100),
    ],
)
def test_the_size_of_an_answer_is_about_what_it_takes(
    make: Callable[[], object], least: int, most: int
) -> None:
    assert least <= cache.size_of(make()) <= most


def test_what_many_answers_have_is_counted_where_it_is_the_answer() -> None:
    @cache.shared
    @dataclass(frozen=True)
    class Measure:
        name: str

    measures = [Measure("x" * 1_000) for _ in range(50)]
    assert cache.size_of(measures[0]) > 1_000
    assert cache.size_of({"report": measures, "late": measures}) < 2_000


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


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (1, 1.0, False),
        (True, 1, False),
        (0.0, -0.0, False),
        (float("nan"), float("nan"), True),
        ([1, "a"], (1, "a"), False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        ({"a": [date(2026, 1, 1)]}, {"a": [date(2026, 1, 1)]}, True),
        (Counted(), Counted(), True),
        (Counted(), Counted(read=2), False),
        (row("a note"), row("a note"), True),
        (row("a note"), row("another"), False),
        (object(), object(), False),
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1, 2]}), True),
        (pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"a": [1.0, 2.0]}), False),
        (pd.DataFrame({"a": [None, "x"]}), pd.DataFrame({"a": [None, "x"]}), True),
    ],
)
def test_answers_are_the_same_in_every_value_its_type_and_its_order(
    before: object, now: object, *, same: bool
) -> None:
    assert cache.is_same(before, now) is same
