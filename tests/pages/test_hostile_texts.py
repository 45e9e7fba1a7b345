"""What an attacker types into files, forms and addresses is shown as typed, on every page.

Every text of every element that is sent to a browser is looked at: markdown is escaped, HTML has no
tags but ours, charts have no expression with a text of others, downloads have no formula.
"""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import streamlit as st
from google.protobuf.descriptor import FieldDescriptor  # type: ignore[import-untyped]
from google.protobuf.message import Message  # type: ignore[import-untyped]
from streamlit.testing.v1 import AppTest

from data import store as stores
from data.admissible import NAME_LENGTH
from data.reference_tables import CHOICES, REQUIRED, columns, longest
from data.store import Store
from data.uploads import KpiEvent, StoredFile, Upload
from loaders import publish, stored_mappings
from loaders.check import check
from loaders.findings.codes import Severity
from loaders.reading import Reading, Row, RowKind
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from metrics.period import quarter
from pages.shared.escaping import plain
from tests.actors import ANALYST, analyst
from tests.pages.any_content import COUNCIL, plan_sheets
from tests.pages.app import as_read, open_popovers, opened
from tests.pages.payloads import PAYLOADS, STEERING
from tests.pages.upload.upload_page import with_file

PLAN = "2025/26"
# Texts that stay text and are never drawn: what a widget is called among others, and its values.
NOT_DRAWN = frozenset((
    "id", "form_id", "group_id", "key", "query_param_key", "url", "file_urls_json", "element_id",
))  # fmt: skip
# Drawn as text and not as markdown.
TEXT = frozenset(
    ("options", "default", "value", "raw_value", "raw_values", "alt", "placeholder", "set_value")
)
TAGS = frozenset((
    "a", "article", "b", "bdi", "br", "caption", "dd", "details", "div", "dl", "dt", "h2", "h3",
    "h4", "img", "li", "p", "span", "strong", "style", "summary", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
))  # fmt: skip
ATTRIBUTES = frozenset((
    "alt", "aria-hidden", "aria-label", "class", "download", "height", "width",
    "data-kinds", "data-label", "href", "id", "open", "rel", "role", "scope", "style",
    "tabindex", "target", "title", "colspan", "name", "for", "type", "checked",
))  # fmt: skip
IMAGE = re.compile(r"data:image/svg\+xml;base64,[A-Za-z0-9+/=]+")
EXPRESSIONS = frozenset(("expr", "signal", "test", "calculate", "filter", "update"))
FORMULA = re.compile("^[=+@\t\uff1d\uff0b\uff0d\uff20-]", re.MULTILINE)


# What is sent to a browser.


def texts_sent(app: AppTest) -> Iterator[tuple[str, str]]:
    """Every text of every element, with the name of its field; `html` for HTML."""
    for node in app._tree:
        proto = getattr(node, "proto", None)
        if isinstance(proto, Message):
            yield from _texts(proto)


def _texts(message: Message) -> Iterator[tuple[str, str]]:
    for described, value in message.ListFields():
        if described.type == FieldDescriptor.TYPE_STRING:
            for text in [value] if isinstance(value, str) else value:
                is_html = message.DESCRIPTOR.name == "Html"
                yield "html" if is_html else described.name, text
        elif described.type == FieldDescriptor.TYPE_MESSAGE:
            for part in [value] if isinstance(value, Message) else value:
                if isinstance(part, Message):
                    yield from _texts(part)


class Tags(HTMLParser):
    """The tags and attributes of some HTML, and its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.problems.append(f"<{tag}>")
        for name, value in attrs:
            if tag == "img" and name == "src" and IMAGE.fullmatch(value or ""):
                continue
            if name not in ATTRIBUTES:
                self.problems.append(f"<{tag} {name}={value}>")
            if name == "href" and re.match(r"(?i)\s*(javascript|data|vbscript|http):", value or ""):
                self.problems.append(f"<a href={value}>")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def problems_of(name: str, text: str) -> Iterator[str]:
    """What is wrong with one text that is sent."""
    if name in NOT_DRAWN or name in TEXT:
        return
    if name == "html":
        tags = Tags()
        tags.feed(text)
        yield from tags.problems
    elif name == "spec":
        yield from (
            f"expression {text}" for text in _expressions(json.loads(text)) if _hostile(text)
        )
    else:
        yield from (f"{name}: {core}" for core in _unescaped(text))


def _unescaped(markdown: str) -> Iterator[str]:
    for payload in PAYLOADS:
        core = payload.split("\n")[0][:40]
        if core not in plain(core):
            if core in markdown:
                yield core
        # Some have a meaning only where a line begins.
        elif core != plain(core) and re.search(rf"(^|\n)\s*{re.escape(core)}", markdown):
            yield core


def _hostile(text: str) -> bool:
    return any(payload[:12] in text for payload in PAYLOADS)


def _expressions(spec: Any) -> Iterator[str]:
    if isinstance(spec, dict):
        for key, value in spec.items():
            if key in EXPRESSIONS and isinstance(value, str):
                yield value
            yield from _expressions(value)
    elif isinstance(spec, list):
        for item in spec:
            yield from _expressions(item)


def problems(app: AppTest) -> list[str]:
    return [problem for name, text in texts_sent(app) for problem in problems_of(name, text)]


def shown(app: AppTest) -> str:
    """All that is read on a page."""
    return "\n".join(_read(name, text) for name, text in texts_sent(app) if name not in NOT_DRAWN)


def _read(name: str, text: str) -> str:
    if name == "html":
        tags = Tags()
        tags.feed(text)
        return " ".join(tags.text)
    return text if name in TEXT else as_read(text)


# A plan, figures, an upload and what people said, every text of which is hostile.


def hostile(number: int, limit: int) -> str:
    """The payload of this number, as much of it as fits."""
    return PAYLOADS[number % len(PAYLOADS)][:limit].strip()


def hostile_row(table: str, row: int, **known: str) -> Mapping[str, str]:
    """A row of a plan: each column of text has another payload in each row."""
    kinds = columns()[table]
    fixed = {column: CHOICES[table, column][row % len(CHOICES[table, column])]
             for column in kinds if (table, column) in CHOICES}  # fmt: skip
    typed = {
        column: " ".join(hostile(row + place, longest(column)).split())
        for place, (column, kind) in enumerate(kinds.items())
        if kind == "TEXT"
    }
    free = {column: text for column, text in typed.items() if column in FREE or column in
            REQUIRED.get(table, ())}  # fmt: skip
    return {**free, **fixed, "plan": PLAN, **known}


FREE = frozenset((
    "service", "lead", "portfolio", "definition", "description", "source", "title", "text", "note",
    "printed", "comparator", "comparator_printed", "derived", "check_note", "council",
))  # fmt: skip
ROWS = range(len(PAYLOADS))
# The KPIs of which something is known to have happened, and which are looked at in full.
EVENTS = ROWS[::5]
PRIORITIES = ("place", "health", "environment", "economy")


def hostile_plan() -> Mapping[str, Sequence[Mapping[str, str]]]:
    def of(table: str, row: int, **known: str) -> Mapping[str, str]:
        return hostile_row(table, row, position=str(row), **known)

    def priority(row: int) -> str:
        return PRIORITIES[row % len(PRIORITIES)]

    return {
        "plan": [
            hostile_row("plan", 0, area=COUNCIL, starts="2025-04-01", ends="2026-03-31"),
        ],
        "priority": [of("priority", row, code=priority(row)) for row in range(len(PRIORITIES))],
        "outcome": [of("outcome", row, code=f"CO {row}", priority=priority(row)) for row in ROWS],
        "activity": [of("activity", row, code=f"A {row}", priority=priority(row)) for row in ROWS],
        "activity_outcome": [
            {"plan": PLAN, "activity": str(row), "outcome": f"CO {row}"} for row in ROWS
        ],
        "activity_line": [
            of("activity_line", row, activity=str(row), kpi=f"K {row}") for row in ROWS
        ],
        "kpi": [
            of("kpi", row, code=f"K {row}", decimals="1", tolerance="5", tolerance_kind="percent")
            for row in ROWS
        ],
        "kpi_summary": [
            of("kpi_summary", row, kpi=f"K {row}", priority=priority(row)) for row in ROWS
        ],
        "kpi_counterpart": [
            of("kpi_counterpart", row, kpi=f"K {row}", statistic="population") for row in range(2)
        ],
        "profile_figure": [
            of("profile_figure", row, theme=priority(row), value="1", comparator_area="",
               statistic="")
            for row in ROWS
        ],
    }  # fmt: skip


def hostile_figures() -> Sequence[Row]:
    """Two quarters of each KPI, an update of each activity, a statistic of three areas."""
    names = [hostile(number, NAME_LENGTH) for number in ROWS]
    figures = [
        Row(
            RowKind.KPI_VALUE, f"K {row}", quarter(2025, number), names[row - 1], f"D{row}",
            plan=PLAN, value=50.0 + number, target=51.0, note=PAYLOADS[row],
            reported_status=names[row - 3], lead=names[row - 4], portfolio=names[row - 5],
        )
        for row in ROWS
        for number in (1, 2)
    ]  # fmt: skip
    updates = [
        Row(
            RowKind.ACTIVITY_UPDATE, f"A {row}", quarter(2025, 1), names[row - 1], f"A{row}",
            plan=PLAN, name=PAYLOADS[row][:1000], reported_status=names[row - 2],
            note=PAYLOADS[row - 3], next_steps=PAYLOADS[row - 4], lead=names[row - 5],
            portfolio=names[row - 6],
        )
        for row in ROWS
    ]  # fmt: skip
    statistic = [
        Row(
            RowKind.STATISTIC_VALUE, "hostile", quarter(2024, number), names[0], f"B{number}",
            area=area, name=names[2], value=float(number), unit=names[17], note=PAYLOADS[3],
            vintage=date(2025, 1, 1),
        )
        for number in (1, 2, 3)
        for area in (COUNCIL, "E92000001")
    ]  # fmt: skip
    return [*figures, *updates, *statistic]


def publish_hostile(store: Store) -> int:
    """Publish it all under a hostile name, with hostile findings; then say and withdraw things."""
    reading = Reading("any layout", hostile_figures(), plan_sheets=plan_sheets(hostile_plan()))
    checked = check(reading, publish.plans(store), publish.published(store))
    assert not checked.findings_of(Severity.REJECT), checked.findings_of(Severity.REJECT)
    findings = pd.DataFrame(
        [
            {"severity": "warn", "code": "duplicate", "message": text, "sheet": text[:120],
             "cell": "A1", "found": text, "expected": text, "action": text}
            for text in PAYLOADS
        ]
    )  # fmt: skip
    file = StoredFile(f"{hostile(1, 60)}.xlsx", b"hostile")
    upload = Upload((file,), "any layout")
    number = store.publish(ANALYST, upload, publish.rows_of(checked) | {"finding": findings})
    for row in EVENTS:
        event = KpiEvent(PLAN, f"K {row}", date(2025, 5, 1), "note", hostile(row, 300))
        store.add_event(analyst(hostile(row, NAME_LENGTH)), event)
    for row in (0, 3):
        store.withdraw(analyst(hostile(row, NAME_LENGTH)), number, hostile(row + 1, 1_000))
        store.reinstate(analyst(hostile(row, NAME_LENGTH)), number, hostile(row + 2, 1_000))
    signature = tuple(hostile(row, 60) for row in range(6))
    mapping = ColumnMapping(signature, {0: Role.CODE, 1: Role.VALUE, 2: Role.PERIOD}, {})
    stored_mappings.keep(store, mapping, analyst(hostile(1, NAME_LENGTH)))
    return number


@pytest.fixture(scope="module")
def hostile_database(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The number of the hostile upload, in a database that is this process's for the module."""
    path = tmp_path_factory.mktemp("hostile") / "district.duckdb"
    shutil.copy(built, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISTRICT_DATABASE", str(path))
        yield publish_hostile(publish.ready())
        stores.close_shared()


@pytest.fixture
def downloads(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, bytes]:
    """What the buttons of the pages that are drawn give, by their words."""
    given: dict[str, bytes] = {}
    draw = st.download_button

    def kept(label: str, data: bytes | Callable[[], bytes], *args: Any, **options: Any) -> Any:
        given[f"{len(given)} {label}"] = data() if callable(data) else data
        return draw(label, data, *args, **options)

    monkeypatch.setattr(st, "download_button", kept)
    open_popovers(monkeypatch)
    return given


DOWNLOAD = {"download": "true"}
PAGES = (
    *(("overview", {"late": "true", **DOWNLOAD}), ("activities", DOWNLOAD)),
    *(("about", {}), ("upload", {})),
    *((f"priority-{code}", DOWNLOAD) for code in PRIORITIES[:2]),
    *(("kpi", {"kpi": f"K {row}"}) for row in EVENTS),
    *(("district", {"statistic": "hostile", **DOWNLOAD}), ("compare", {"statistic": "hostile"})),
)


def test_texts_of_files_and_forms_are_shown_as_typed_on_every_page(
    hostile_database: int, downloads: Mapping[str, bytes]
) -> None:
    read, wrong = "", []
    for page, choices in (*PAGES, ("history", {"upload": str(hostile_database)})):
        app = opened(page, **choices)
        assert not app.error, page
        wrong += [f"{page}: {problem}" for problem in problems(app)]
        read += shown(app)
    assert not wrong, "\n".join(wrong)
    unseen = [text for text in PAYLOADS if text.split("\n")[0][:100] not in read]
    assert not unseen
    for label, content in downloads.items():
        if "the original" not in label:
            assert not list(formulas(content)), label
    assert len(downloads) > 2 * len(PAGES)


def formulas(content: bytes) -> Iterator[str]:
    """Cells of a download that a spreadsheet program would reckon; it takes Parquet for none."""
    if content.startswith((b"PAR1", b'{"@context"')):
        return
    if content.startswith(b"PK"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
        yield from (str(cell.value) for cell in cells if cell.data_type == "f")
    else:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        yield from (cell for row in rows for cell in row if FORMULA.search(cell))


ADDRESS = "\n".join(payload[:200] for payload in PAYLOADS)
CHOICES_IN_ADDRESS: Mapping[str, Sequence[str]] = {
    "overview": ["as_of"],
    "kpi": ["kpi", "view", "as_of"],
    "activities": ["plan", "quarter", "status", "lead", "portfolio", "outcome"],
    "district": ["statistic", "group"],
    "compare": ["statistic", "areas"],
    "history": ["upload", "as_of"],
}


@pytest.mark.usefixtures("hostile_database")
@pytest.mark.parametrize("page", CHOICES_IN_ADDRESS)
def test_texts_of_an_address_are_shown_as_typed(page: str) -> None:
    app = opened(page, **dict.fromkeys(CHOICES_IN_ADDRESS[page], ADDRESS))
    assert not problems(app)


UNKNOWN_TABLE = [
    [payload[:50].split("\n")[0] for payload in PAYLOADS],
    *([["1"] * len(PAYLOADS)] * 3),
]
QUARTERS = [f"Q{n % 4 + 1} {2016 + n // 4}/{17 + n // 4}" for n in range(99)]
NOTES = (*PAYLOADS, *STEERING)
KPI_TABLE = [
    ["Code", "Name", "Period", "Value", "Target", "Note", "Lead"],
    *(["SP 01", "", QUARTERS[n], "50", "60", note, note] for n, note in enumerate(NOTES)),
    [*PAYLOADS[:2], "Q1 2024/25", *PAYLOADS[3:7]],
]


@pytest.mark.usefixtures("hostile_database")
@pytest.mark.parametrize("rows", [UNKNOWN_TABLE, KPI_TABLE], ids=["unknown table", "KPIs"])
def test_texts_of_a_file_that_is_looked_at_are_shown_as_typed(
    rows: Sequence[Sequence[str]], downloads: Mapping[str, bytes]
) -> None:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    name = f"{PAYLOADS[2]}{STEERING[1]}.csv".replace("/", "\u2215")
    app = with_file(written.getvalue().encode(), name)
    for box in app.text_input:
        if box.key != "as_of":
            box.input(PAYLOADS[1])
    app.run()
    assert not app.exception
    assert not problems(app)
    for label, content in downloads.items():
        assert not list(formulas(content)), label


@pytest.mark.parametrize(
    ("name", "text", "is_wrong"),
    [
        ("body", f"KPI {PAYLOADS[2]}", True),
        ("body", f"KPI {plain(PAYLOADS[2])}", False),
        ("label", PAYLOADS[12], True),
        ("label", f"KPI {PAYLOADS[12]}", False),
        ("label", plain(PAYLOADS[12]), False),
        ("html", f"<td>{PAYLOADS[0]}</td>", True),
        ("html", "<td onclick='x'>a</td>", True),
        ("html", "<a href=' javascript:x'>a</a>", True),
        ("html", "<td>&lt;script&gt;</td>", False),
        ("spec", json.dumps({"mark": {"expr": f"datum == '{PAYLOADS[18]}'"}}), True),
        ("spec", json.dumps({"title": PAYLOADS[18]}), False),
    ],
)
def test_a_text_that_is_not_shown_as_typed_is_seen(name: str, text: str, *, is_wrong: bool) -> None:
    assert bool(list(problems_of(name, text))) is is_wrong


@pytest.mark.parametrize(
    ("content", "is_wrong"), [(b"a\r\n=1+1", True), (b'"a\n-1"', True), (b"'=1+1,a=1", False)]
)
def test_a_formula_in_a_download_is_seen(content: bytes, *, is_wrong: bool) -> None:
    assert bool(list(formulas(content))) is is_wrong
