"""The same file gives the same rows, findings and hash in any time zone, locale and hash seed."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.examples import examples
from tests.shared import ROOT

FILES = (
    "k7-months-as-dates-and-colours.xlsx",
    "trap4-dates-since-1904.xlsx",
    "trap7-old-workbook.xls",
    "trap7-windows.csv",
)
# A locale that a machine lacks is the C locale there; C itself, without UTF-8, is on all of them.
PLAIN: Mapping[str, str] = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
OTHERS: Sequence[Mapping[str, str]] = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "de_DE.UTF-8", "PYTHONHASHSEED": "1"},
    {
        "TZ": "Pacific/Pago_Pago",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "2",
    },
)
# Checks all files as the command line does, publishes those that can be published, and tells the
# hash over everything that is stored.
READING_AND_PUBLISHING = """
import sys
from pathlib import Path
from data.actor import SHIPPED, on_the_command_line
from data.store import Store
from data.uploads import StoredFile
from loaders import publish
from loaders.__main__ import main
from loaders.check import Plans
from loaders.rebuild import figures_hash
store, plans, files = Store(Path(sys.argv[1])), Plans(), sys.argv[2:]
store.load_reference(SHIPPED)
main(["check", "--json", *files])
for name in files:
    submitted = publish.SubmittedFile(StoredFile(Path(name).name, Path(name).read_bytes()))
    checked = publish.read(submitted, plans, publish.published(store))
    if checked.publishable:
        publish.publish(store, submitted, checked, on_the_command_line("A. Analyst"))
print(store.newest_upload(), figures_hash(store))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    folder = tmp_path_factory.mktemp("files")
    made = {example.file: example for example in examples()}
    for name in FILES:
        (folder / name).write_bytes(made[name].content())
    return [str(folder / name) for name in FILES]


def output(database: Path, files: Sequence[str], environment: Mapping[str, str]) -> bytes:
    """What is read, as lines of JSON, and how many are stored with which hash."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    ended = subprocess.run(
        [sys.executable, "-c", READING_AND_PUBLISHING, str(database), *files],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        check=False,
    )
    assert not ended.stderr, ended.stderr.decode()
    return ended.stdout


@pytest.fixture(scope="module")
def plain(files: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What is read and what is stored in the plainest of environments."""
    plain_output = output(tmp_path_factory.mktemp("plain") / "district.duckdb", files, PLAIN)
    *read, stored = plain_output.splitlines()
    assert len(read) == len(FILES)
    assert int(stored.split()[0]) >= 3
    return plain_output


@pytest.mark.parametrize("environment", OTHERS, ids=lambda environment: str(environment["TZ"]))
def test_the_same_files_are_read_and_stored_alike_everywhere(
    environment: Mapping[str, str], files: Sequence[str], plain: bytes, tmp_path: Path
) -> None:
    assert output(tmp_path / "district.duckdb", files, environment) == plain
