"""The dashboard in a test: a page opened as a visitor opens it."""

from streamlit.testing.v1 import AppTest

from tests.shared import ROOT


def opened(page: str = "overview", **choices: str) -> AppTest:
    """The page after its first run, with choices in the address; a failed page fails the test."""
    app = AppTest.from_file(str(ROOT / "pages" / "menu.py"), default_timeout=60)
    for name, value in choices.items():
        app.query_params[name] = value
    app.run()
    if page != "overview":
        app.switch_page(page).run()
    assert not app.exception, [problem.message for problem in app.exception]
    return app


def text(app: AppTest) -> str:
    """Everything the page says, as one text."""
    kinds = ("title", "header", "subheader", "markdown", "html", "info", "success", "error")
    parts = [str(element.value) for kind in kinds for element in app.get(kind) if _said(element)]
    parts += [element.proto.body for element in app.get("html")]
    return "\n".join(parts)


def _said(element: object) -> bool:
    return hasattr(element, "value")
