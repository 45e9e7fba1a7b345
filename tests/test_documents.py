"""README and the other documents say what is true: files exist, commands are those of the code."""

import re

import pytest

from loaders.__main__ import _parser
from metrics.comparison.benchmark import Verdict
from reports.__main__ import _parser as report_parser
from tests.shared import ROOT

REPORTS = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


# A target stands as code, or in an indented line of commands; "make it" is prose.
TARGETS = sorted(set(re.findall(r"(?:`|^    )make (\w+)", README, flags=re.MULTILINE)))


def test_the_readme_names_the_targets_that_people_need() -> None:
    assert {"run", "test", "check"} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)


@pytest.mark.parametrize(
    "command",
    [line.strip() for line in README.splitlines() if line.startswith("    python -m loaders")],
)
def test_every_command_of_the_readme_is_understood(command: str) -> None:
    words = re.findall(r'"[^"]*"|\S+', command)[3:]
    assert _parser().parse_args([word.strip('"') for word in words])


@pytest.mark.parametrize(
    "command",
    re.findall(
        r"python -m reports (?:quarter|brief|template) .*?(?=\"| 2>>|$)",
        README + REPORTS,
        flags=re.MULTILINE,
    ),
)
def test_every_report_of_the_readme_is_understood(command: str) -> None:
    assert report_parser().parse_args(command.split()[3:])


# Made when the dashboard first starts.
NOT_YET = {"data/live/", "data/live/district.duckdb", "district.duckdb.acknowledged"}
NAMED = set(re.findall(r"`([\w./-]+/|[\w/-]+\.\w+)`", README)) - NOT_YET


@pytest.mark.parametrize("path", sorted(NAMED))
def test_every_file_and_folder_of_the_readme_exists(path: str) -> None:
    places = [
        ROOT / path,
        ROOT / "pages" / path,
        ROOT / "data" / path,
        ROOT / "tests" / path,
        ROOT / "loaders" / path,
    ]
    assert any(place.exists() for place in places)


def test_the_readme_names_every_folder() -> None:
    hidden = re.compile(r"[._]")
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not hidden.match(p.name)}
    assert all(f"`{folder}/`" in README for folder in folders)


def test_the_interface_names_every_verdict_that_programs_meet() -> None:
    document = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
    (listed,) = re.findall(r"`verdict` of a comparison is one of ([^.]*)\.", document)
    assert re.findall("`([^`]+)`", listed) == list(Verdict)
