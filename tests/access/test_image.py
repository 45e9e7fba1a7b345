"""What goes into the image, and how it starts."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from access import health_check, serve
from tests.access.conftest import Server
from tests.server import serving
from tests.shared import ROOT

CODE = {"access", "api", "charts", "data", "insights", "loaders", "metrics", "pages", "reports"}
ALLOWED = {*CODE, ".streamlit", "app.py", "LICENSE", "requirements.txt", "requirements-reports.txt"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
# What may lie in a folder where somebody builds the image.
LEFT_THERE = [
    ".git/config",
    ".venv/bin/python",
    ".env",
    ".streamlit/secrets.toml",
    "data/live/district.duckdb",
    "data/live/district.duckdb.before-write",
    "data/live/backups/district-2026-11-22.duckdb",
    "data/district.duckdb",
    "data/samples/.env.local",
    "pages/__pycache__/menu.cpython-311.pyc",
    "district.duckdb",
    "export.xlsx",
    "tests/test_app.py",
    "benchmarks/README.md",
    "docs/overview.png",
    ".ci/run",
    "app.py.orig",
    "data.csv",
]


def is_let_through(path: str) -> bool:
    """By Docker's rules: the last line that matches the path or a folder above it counts."""
    parts = path.split("/")
    above = ["/".join(parts[: number + 1]) for number in range(len(parts))]
    left_out = False
    for negated, pattern in rules():
        if any(pattern.fullmatch(name) for name in above):
            left_out = not negated
    return not left_out


@cache
def rules() -> list[tuple[bool, re.Pattern[str]]]:
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    named = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [(line.startswith("!"), _pattern(line.removeprefix("!"))) for line in named]


def _pattern(line: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*/|\*)", line)
    meaning = {"**/": "(?:.*/)?", "*": "[^/]*"}
    return re.compile("".join(meaning.get(piece, re.escape(piece)) for piece in pieces))


@cache
def context() -> set[str]:
    """The files of this folder that the image would have."""
    files = (path for top in ROOT.iterdir() for path in _files(top))
    return {name for name in files if is_let_through(name)}


def _files(top: Path) -> list[str]:
    # What is left out as a whole need not be walked through.
    if not is_let_through(top.name):
        return []
    paths = top.rglob("*") if top.is_dir() else [top]
    return [path.relative_to(ROOT).as_posix() for path in paths if path.is_file()]


def test_the_context_has_what_is_named_and_nothing_else() -> None:
    tops = {name.split("/")[0] for name in context()}
    assert tops <= ALLOWED
    assert tops >= ALLOWED - {"api"}


def test_the_context_has_all_the_code_and_what_a_new_store_starts_with() -> None:
    code = {path.relative_to(ROOT).as_posix() for name in CODE for path in _matching(name, "*.py")}
    kept = {path.relative_to(ROOT).as_posix() for path in _matching("data/reference", "*.csv")}
    needed = {"pages/shared/icon.png", "data/database/schema.sql", ".streamlit/config.toml"}
    assert code
    assert context() >= code | kept | needed | {"data/samples/illustrative-kpi-export.xlsx"}


def _matching(folder: str, pattern: str) -> list[Path]:
    return list((ROOT / folder).rglob(pattern))


@pytest.mark.parametrize("path", LEFT_THERE)
def test_the_context_has_no_database_no_secret_and_no_leftover(path: str) -> None:
    assert not is_let_through(path)


def test_the_image_is_read_only_pinned_and_not_roots() -> None:
    base = re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)
    assert [bool(re.search(r":3\.11\.\d+-slim|@sha256:[0-9a-f]{64}$", name)) for name in base] == [
        True
    ]
    assert "DISTRICT_READ_ONLY=1" in DOCKERFILE
    assert re.search(r"^USER (?!root)\w+", DOCKERFILE, flags=re.MULTILINE)


def test_the_image_starts_and_is_checked_by_commands_that_there_are() -> None:
    commands = [json.loads(line) for line in re.findall(r"CMD (\[.*\])", DOCKERFILE)]
    check, start = commands
    assert check == ["python", "-m", "access.health_check"]
    assert start[:3] == ["python", "-m", "access.serve"]
    assert serve._parser().parse_args(start[3:]).host == "0.0.0.0"


def test_the_health_check_tells_well_from_unwell(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.address.rsplit(":", 1)[1]
    assert health_check.main(["--port", port]) == 0
    assert health_check.main(["--port", "1"]) == 1
    # It asks by a name of the settings, and this server has another.
    monkeypatch.setenv("DISTRICT_HOSTS", "kpi.example")
    assert health_check.main(["--port", port]) == 1


def test_what_the_server_writes_is_its_users_alone(tmp_path: Path) -> None:
    database = tmp_path / "district.duckdb"
    with serving(database):
        assert database.stat().st_mode & 0o077 == 0
