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
# Publishes each file that can be published, and tells the hash over everything that is stored.
PUBLISHING = """
import sys
from pathlib import Path
from data.store import Store, StoredFile
from loaders import publish
from loaders.check import Plans
from loaders.rebuild import figures_hash
store = Store(Path(sys.argv[1]))
store.load_reference()
for name in sys.argv[2:]:
    given = publish.Given(StoredFile(Path(name).name, Path(name).read_bytes()))
    checked = publish.read(given, Plans(), publish.published(store))
    if checked.publishable:
        publish.publish(store, given, checked, "A. Analyst")
print(store.newest_upload(), figures_hash(store))
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    folder = tmp_path_factory.mktemp("files")
    made = {example.file: example for example in examples()}
    for name in FILES:
        (folder / name).write_bytes(made[name].content())
    return [str(folder / name) for name in FILES]


def said(arguments: Sequence[str], environment: Mapping[str, str]) -> bytes:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        check=False,
    )
    assert not ended.stderr, ended.stderr.decode()
    return ended.stdout


@pytest.fixture(scope="module")
def plain(files: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """What is read and what is stored in the plainest of environments."""
    database = tmp_path_factory.mktemp("plain") / "district.duckdb"
    read = said(["-m", "loaders", "check", "--json", *files], PLAIN)
    stored = said(["-c", PUBLISHING, str(database), *files], PLAIN)
    assert len(read.splitlines()) == len(FILES)
    assert int(stored.split()[0]) >= 3
    return read, stored


@pytest.mark.parametrize("environment", OTHERS, ids=lambda environment: str(environment["TZ"]))
def test_the_same_files_are_read_and_stored_alike_everywhere(
    environment: Mapping[str, str],
    files: Sequence[str],
    plain: tuple[bytes, bytes],
    tmp_path: Path,
) -> None:
    read = said(["-m", "loaders", "check", "--json", *files], environment)
    stored = said(["-c", PUBLISHING, str(tmp_path / "district.duckdb"), *files], environment)
    assert (read, stored) == plain
