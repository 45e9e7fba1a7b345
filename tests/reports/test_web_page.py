"""The web page of a report: asks for nothing, runs its own script alone, and keeps text as text."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from data.admissible import cleaned
from reports.document import ReportDocument
from reports.web import as_web_page
from tests.pages.payloads import PAYLOADS, STEERING
from tests.reports.hostile_report import hostile_report

PAYLOAD_TEXTS = [*PAYLOADS, *STEERING]


class Read(HTMLParser):
    """The elements of a page with their attributes, its texts, and what its scripts hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.code: dict[str, str] = {}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = f"{tag} {dict(attrs).get('type', '')}".strip()

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside.split(" ")[0] in ("script", "style"):
            self.code[self._inside] = self.code.get(self._inside, "") + data
        else:
            self.texts.append(data)


@pytest.fixture(scope="module")
def hostile(place_report: ReportDocument) -> bytes:
    return as_web_page(hostile_report(PAYLOAD_TEXTS, place_report.charts[0].chart))


def test_nothing_is_asked_for_and_only_its_own_code_runs(hostile: bytes) -> None:
    page = Read(hostile.decode())
    addresses = [a for _, attributes in page.elements
                 for name in ("src", "href", "action") if (a := attributes.get(name))]  # fmt: skip
    assert all(re.match(r"#part-\d+$|#report$|data:image/svg\+xml;base64,", a) for a in addresses)
    policy = next(a["content"] or "" for _, a in page.elements if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    for kind in ("script module", "style"):
        digest = b64encode(sha256(page.code[kind].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert [tag for tag, _ in page.elements].count("script") == 2
    assert not [name for _, a in page.elements for name in a if name.startswith("on")]
    assert not [a for _, a in page.elements if "style" in a]


def test_hostile_texts_stay_text(hostile: bytes) -> None:
    page = Read(hostile.decode())
    written = "\n".join(page.texts)
    for payload in PAYLOAD_TEXTS:
        for line in cleaned(payload).split("\n"):
            assert line in written
    charts = json.loads(page.code["script application/json"])
    assert list(charts) == ["chart-1"]
    assert "<" not in page.code["script application/json"]


def test_tables_have_captions_and_headings_that_sort(hostile: bytes) -> None:
    text = hostile.decode().partition("<script")[0]
    assert text.count("<table>") == text.count("<caption>") == text.count("</thead>") == 2
    assert text.count('<th scope="col">') == text.count('<button type="button">') == 4
    assert '<html lang="en-GB">' in text
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert levels[0] == 1
    assert all(next_ <= level + 1 for level, next_ in pairwise(levels))
