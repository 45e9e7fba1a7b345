"""What people write is refused in a sentence where it is missing or too long, by every write."""

import inspect
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import admissible, free_space, typed_texts
from data.errors import DiskFull, StoreProblem
from data.questions import stored_kpis, stored_uploads
from data.store import Store
from data.uploads import ACKNOWLEDGED, DECIDED, Alias, KpiEvent, StoredFile, Upload
from insights.kpis import FORECAST
from pages.kpi.events import KINDS
from pages.shared import box_lengths
from tests.actors import ANALYST, analyst
from tests.data.published import upload, value

HARBOROUGH = "E07000131"
NAME, REASON = "A. Analyst", "wrong quarter"
FILE = Upload((StoredFile("q1.xlsx", b"three"),), "KPI list")


@pytest.fixture(scope="module")
def unwritten(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with uploads that stand, are withdrawn and wait; every write is refused."""
    made = Store(tmp_path_factory.mktemp("unwritten") / "district.duckdb")
    made.publish(ANALYST, upload(b"one"), {"kpi_value": value(10)})
    made.publish(ANALYST, upload(b"two"), {"kpi_value": value(11)})
    made.withdraw(analyst(NAME), 2, REASON)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_SECOND_PERSON", "everything")
        made.publish(analyst("C. Analyst"), upload(b"waits"), {"kpi_value": value(12)})
    yield made
    made.close()


@pytest.fixture
def opened(unwritten: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of it that is written to."""
    copied = Store(Path(shutil.copy(unwritten.path, tmp_path)))
    yield copied
    copied.close()


def _event(words: str = "a flood", **other: Any) -> KpiEvent:
    told = {"plan": "2024/25", "code": "SP 01", "day": date(2024, 5, 1), "kind": "note"}
    return KpiEvent(**{**told, **other}, words=words)


def _alias(words: str = "Fly tips") -> Alias:
    return Alias("kpi", words, "CON 15")


def _publish(opened: Store, by: str = NAME, file: str = "q1.xlsx", hints: str = "{}") -> object:
    return opened.publish(analyst(by), Upload((StoredFile(file, b"three"),), "KPI list", hints), {})


def _decided(part: str, reason: str) -> str:
    return json.dumps({part: [{"code": "jump", "reason": reason}]})


# Each text that a method takes from a person: what it is, how long it may be, and a write with it.
TEXTS: Mapping[str, Mapping[str, tuple[int, Callable[[Store, str], object]]]] = {
    "publish": {
        "name": (120, lambda s, text: _publish(s, by=text)),
        "file": (200, lambda s, text: _publish(s, file=text)),
        "decision": (1_000, lambda s, text: _publish(s, hints=_decided(DECIDED, text))),
        "acknowledged": (1_000, lambda s, text: _publish(s, hints=_decided(ACKNOWLEDGED, text))),
    },
    "publish_together": {
        "name": (120, lambda s, text: s.publish_together(analyst(text), [(FILE, {})])),
    },
    "withdraw": {
        "name": (120, lambda s, text: s.withdraw(analyst(text), 1, REASON)),
        "reason": (1_000, lambda s, text: s.withdraw(analyst(NAME), 1, text)),
    },
    "approve": {
        "name": (120, lambda s, text: s.approve(analyst(text), 3, REASON)),
        "reason": (1_000, lambda s, text: s.approve(analyst(NAME), 3, text)),
    },
    "reinstate": {
        "name": (120, lambda s, text: s.reinstate(analyst(text), 2, REASON)),
        "reason": (1_000, lambda s, text: s.reinstate(analyst(NAME), 2, text)),
    },
    "erase": {
        "name": (120, lambda s, text: s.erase(analyst(text), 2, REASON, confirmed=2)),
        "reason": (1_000, lambda s, text: s.erase(analyst(NAME), 2, text, confirmed=2)),
    },
    "map_columns": {
        "name": (120, lambda s, text: s.map_columns(analyst(text), "[]", "{}")),
        "headings": (20_000, lambda s, text: s.map_columns(analyst(NAME), text, "{}")),
        "roles": (20_000, lambda s, text: s.map_columns(analyst(NAME), "[]", text)),
    },
    "add_alias": {
        "name": (120, lambda s, text: s.add_alias(analyst(text), _alias())),
        "words": (1_000, lambda s, text: s.add_alias(analyst(NAME), _alias(text))),
    },
    "choose_council": {
        "name": (120, lambda s, text: s.choose_council(analyst(text), HARBOROUGH)),
    },
    "add_event": {
        "name": (120, lambda s, text: s.add_event(analyst(text), _event())),
        "words": (300, lambda s, text: s.add_event(analyst(NAME), _event(text))),
    },
}
# What writes nothing that a person wrote now: files of the software, and what was stored before.
COPIES = frozenset(("load_reference", "put_back", "copy_said", "repeat_step", "carry_over"))
MAY_BE_EMPTY = frozenset(("headings", "roles"))
EACH = [(method, what) for method, texts in TEXTS.items() for what in texts]


def test_every_method_that_writes_is_tried() -> None:
    methods = inspect.getmembers(Store, inspect.isfunction)
    source = {name: inspect.getsource(method) for name, method in methods}
    of_store = {name for name in vars(Store) if not name.startswith("_")} - {"writing"}
    write = {name for name in of_store if "self.writing(" in source.get(name, "")}
    assert write | {"publish"} == {*TEXTS, *COPIES}


@pytest.mark.parametrize(("method", "what"), EACH)
def test_a_text_of_the_longest_length_is_kept_and_a_longer_one_is_refused(
    method: str, what: str, opened: Store
) -> None:
    longest, write = TEXTS[method][what]
    before = opened.edition()
    with pytest.raises(StoreProblem, match=f"give {longest:,} characters at most") as refused:
        write(opened, "x" * (longest + 1))
    assert str(refused.value).endswith(".")
    assert opened.edition() == before
    write(opened, "x" * longest)
    assert opened.edition() != before


@pytest.mark.parametrize(
    ("method", "what"), [(m, what) for m, what in EACH if what not in MAY_BE_EMPTY]
)
@pytest.mark.parametrize("text", ["", " \n", "\u202e\x07"])
def test_a_text_that_is_missing_is_refused(
    method: str, what: str, text: str, unwritten: Store
) -> None:
    before = unwritten.edition()
    with pytest.raises(StoreProblem, match=r"^(Give|Say) "):
        TEXTS[method][what][1](unwritten, text)
    assert unwritten.edition() == before


def test_what_is_kept_has_no_characters_that_steer_a_screen(opened: Store) -> None:
    _publish(opened, by="A.\r\nAnalyst\x1b[31m", file="invoice\u202efdp.xlsx\x00")
    newest = stored_uploads.uploads(opened).iloc[0]
    assert newest["published_by"] == "A. Analyst[31m"
    assert newest["file"] == "invoicefdp.xlsx"
    assert opened.files_of(4)[0].name == "invoicefdp.xlsx"
    opened.add_event(analyst(NAME), _event("a\tflood\u2028of calls"))
    assert list(stored_kpis.kpi_events(opened, "2024/25")["words"]) == ["a flood of calls"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"day": date(1, 1, 1)}, "a day from 1990-01-01"),
        ({"kind": "javascript"}, "one of note, rebase, definition"),
        ({"code": "<b>"}, "a code of letters"),
    ],
)
def test_an_event_of_no_day_kind_or_kpi_is_refused(
    wrong: Mapping[str, Any], sentence: str, unwritten: Store
) -> None:
    with pytest.raises(StoreProblem, match=sentence):
        unwritten.add_event(analyst(NAME), _event(**wrong))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (Alias("person", "Fly tips", "CON 15"), "mean one of kpi, area"),
        (Alias("kpi", "Fly tips", "<b>"), "a code of letters"),
    ],
)
def test_an_alias_of_no_kind_or_code_is_refused(
    wrong: Alias, sentence: str, unwritten: Store
) -> None:
    with pytest.raises(StoreProblem, match=sentence):
        unwritten.add_alias(analyst(NAME), wrong)


def test_an_event_from_before_these_rules_can_be_taken_back(opened: Store) -> None:
    opened.add_event(analyst(NAME), _event("x" * 400, day=date(1980, 1, 1)), set_aside=True)


@pytest.mark.parametrize(
    "method", ["publish", "publish_together", "map_columns", "add_alias", "add_event"]
)
def test_a_nearly_full_disk_is_told_before_anything_is_added(
    method: str, opened: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(free_space, "FREE_SPACE_FLOOR", 10**18)
    before = opened.edition()
    with pytest.raises(DiskFull, match=r"MB are free .* so nothing was stored\. Free some space"):
        TEXTS[method]["name"][1](opened, NAME)
    assert opened.edition() == before
    opened.withdraw(analyst(NAME), 1, REASON)


def test_boxes_take_no_more_than_the_store_does() -> None:
    assert box_lengths.NAME == admissible.NAME_LENGTH == 120
    assert box_lengths.REASON == admissible.REASON_LENGTH == 1_000
    assert box_lengths.EVENT == admissible.EVENT_LENGTH == 300
    # A forecast has a form of its own.
    assert {*KINDS, FORECAST} == set(typed_texts.EVENT_KINDS)


WRONG_CODES = [
    ("kpi_value", {"code": "<b>"}),
    ("kpi_value", {"plan": "=1+1"}),
    ("activity_update", {"code": "a\nb"}),
    ("statistic_value", {"code": "a/b"}),
    ("statistic_value", {"area": "King's Lynn"}),
    ("uploaded_priority", {"code": "a/b"}),
    ("uploaded_outcome", {"code": "x" * 41}),
    ("uploaded_kpi", {"code": "![x](y)"}),
    ("uploaded_activity", {"code": "-1"}),
    ("uploaded_plan", {"plan": "café"}),
]


@pytest.mark.parametrize(("table", "wrong"), WRONG_CODES)
def test_a_code_that_may_not_come_in_is_refused_whoever_asks(
    table: str, wrong: Mapping[str, str], unwritten: Store
) -> None:
    (column,), before = wrong, unwritten.edition()
    frame = value(1)[["period_kind"]] if table.endswith("value") else value(1)[["plan"]]
    rows = {table: frame.assign(**wrong)}
    with pytest.raises(StoreProblem, match=rf"{table} would hold .* under {column}; expected a "):
        unwritten.publish(ANALYST, upload(b"three"), rows)
    assert unwritten.edition() == before


def test_a_row_that_takes_another_out_may_name_it_as_it_is(opened: Store) -> None:
    row = {"plan": "2024/25", "code": "a/b", "sheet": "Priorities", "cell": "A2"}
    rows = {"uploaded_priority": value(1)[["plan"]].assign(**row, removed=True)}
    assert opened.publish(ANALYST, upload(b"three"), rows) == 4
