"""The dashboard in a test: a page opened as a visitor opens it."""

import re

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.elements.lib.mutable_popover_container import PopoverContainer
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from tests.shared import ROOT


def opened(page: str = "overview", **choices: str) -> AppTest:
    """The page after its first run, with choices in the address; a failed page fails the test."""
    app = drawn(page, **choices)
    assert not failures(app)
    return app


def drawn(page: str = "overview", **choices: str) -> AppTest:
    """The same, also where a part of it fails."""
    app = AppTest.from_file(str(ROOT / "pages" / "menu.py"), default_timeout=60)
    # No page has a component; looking for some in every package takes longer than most pages.
    app._bidi_component_manager = BidiComponentManager()
    for name, value in choices.items():
        app.query_params[name] = value
    if page != "overview":
        # AppTest switches to page files only; ours are functions, known by their address.
        app._page_hash = calc_hash(page)
    return app.run()


def open_popovers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw what is made for who opens a list of downloads, as if every list were open."""
    monkeypatch.setattr(PopoverContainer, "open", property(lambda _: True, lambda *_: None))


def failures(app: AppTest) -> list[str]:
    """What failed on the page and was not meant to; sentences to a person are no failures."""
    shown = [error.value for error in app.error] + [html.proto.body for html in app.get("html")]
    unexpected = [words for words in shown if "nobody expected" in words]
    return unexpected + [problem.message for problem in app.exception]


def text(app: AppTest) -> str:
    """Everything the page says, as one text, as a visitor reads it."""
    kinds = ("title", "header", "subheader", "markdown", "info", "success", "warning", "error")
    parts = [str(getattr(element, "value", "")) for kind in kinds for element in app.get(kind)]
    read = [as_read(part) for part in parts]
    return "\n".join(read + [element.proto.body for element in app.get("html")])


def as_read(markdown: str) -> str:
    """Markdown whose characters were escaped, as it is read."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown).replace("\u2060", "")
