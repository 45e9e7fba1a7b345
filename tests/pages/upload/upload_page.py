"""The Upload page in a test: files dropped, choices found, the button pressed."""

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Expander

from tests.pages.app import failures, opened

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def with_file(content: bytes, name: str = "q1.xlsx") -> AppTest:
    return with_files((name, content))


def with_files(*files: tuple[str, bytes]) -> AppTest:
    app = opened("upload")
    app.file_uploader[0].set_value([(name, content, XLSX) for name, content in files]).run()
    assert not failures(app)
    return app


def choice(app: AppTest, code: str) -> str:
    """The key of a group's radio, without the file's hash."""
    return next(str(radio.key) for radio in app.radio if str(radio.key).endswith(f"-{code}"))


def grouped(app: AppTest, words: str) -> Expander:
    """The findings of one kind, as the page has them together."""
    return next(element for element in app.expander if words in element.label)


def published(app: AppTest) -> None:
    """Publish by the first button of the page, which with several files is that for all."""
    app.text_input(key=next(k for k in keys(app) if k.startswith("by-"))).input("A. Analyst")
    next(b for b in app.button if b.label.startswith("Publish")).click().run()
    assert not failures(app)


def keys(app: AppTest) -> list[str]:
    return [str(box.key) for box in app.text_input]


SEPTEMBER = ("SP 01", "", "Q2 2024/25", 50, 90)

STATUS = ("DM 02", "", "Q1 2024/25", 98, 90, "Red")


def acknowledged(app: AppTest, code: str, reason: str) -> None:
    box = next(k for k in keys(app) if k.startswith("reason-") and k.endswith(f"-{code}"))
    app.text_input(key=box).input(reason).run()
