"""`make office`: files full of hostile texts, opened and written again by LibreOffice.

Every text must be there as it was typed; no formula, link, macro or picture from elsewhere may have
come of one. It ends with 1 where one has, and with 2 where LibreOffice is not installed.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pandas as pd

from data.admissible import cleaned
from loaders.tables.download_headings import ACTIVITIES
from reports.accessible_workbook import accessible_workbook
from reports.data_table import data_csv, data_workbook, table_of_frame
from reports.filled_table import FilledTable, table_csv
from reports.web import as_web_page
from reports.word import as_word
from tests.pages.payloads import PAYLOADS, STEERING
from tests.reports.hostile_report import hostile_report

ABSENT = (
    "LibreOffice is not installed, so nothing was checked. On Debian: apt install "
    "libreoffice-writer libreoffice-calc"
)
TEXTS = (*PAYLOADS, *STEERING)
# What each file is written to: LibreOffice's own format as one XML file.
FLAT = {".docx": "fodt", ".html": "fodt", ".xlsx": "fods", ".csv": "fods"}
# CSV in UTF-8, with whatever looks like a formula reckoned: as careless as a person may be.
FILTERS = {
    ".html": "HTML (StarWriter)",
    ".csv": "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,0,true",
}
SECONDS = 180
_OFFICE, _TABLE, _XLINK, _SCRIPT = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "table", "xlink", "script")
)
_HREF = "{http://www.w3.org/1999/xlink}href"


def main() -> int:
    """Write the files, let LibreOffice open each, and say what came of them."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        sys.stderr.write(f"{ABSENT}\n")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in hostile_files().items():
            (folder / file).write_bytes(content)
        faults = [fault for file in hostile_files() for fault in _faults(program, folder, file)]
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    if not faults:
        sys.stdout.write(f"{len(TEXTS)} texts stayed texts in {', '.join(hostile_files())}.\n")
    return int(bool(faults))


def hostile_files() -> Mapping[str, bytes]:
    """A file of each kind, with every text in it."""
    frame = pd.DataFrame({"code": [f"K {n}" for n in range(len(TEXTS))], "text": TEXTS})
    table = table_of_frame("Hostile", "Every hostile text.", frame)
    rows = pd.DataFrame([{"plan": "2024/25", "position": 1, "title": t, "note": t} for t in TEXTS])
    filled = FilledTable(ACTIVITIES, rows, "Every hostile text.")
    report = hostile_report(TEXTS)
    return {
        "report.docx": as_word(report),
        "report.html": as_web_page(report),
        "table.csv": data_csv(table),
        "table.xlsx": data_workbook(table),
        "standing.csv": table_csv(filled),
        "standing.xlsx": accessible_workbook(TEXTS[7], TEXTS, TEXTS, [filled]),
    }


def _faults(program: str, folder: Path, file: str) -> Iterator[str]:
    root = _opened(program, folder, file)
    if root is None:
        yield f"{file}: LibreOffice did not open it."
        return
    elements = list(root.iter())
    formulas = [e.get(f"{_TABLE}formula") for e in elements if e.get(f"{_TABLE}formula")]
    yield from (f"{file}: a formula came of a text: {formula}" for formula in formulas)
    links = [address for e in elements if (address := e.get(_HREF, "")) and _is_foreign(address)]
    yield from (f"{file}: a link came of a text: {address}" for address in links)
    if any(e.tag.startswith(_SCRIPT) for e in elements):
        yield f"{file}: a script came of a text."
    read = _plain("".join(root.itertext()))
    yield from (f"{file}: not there as typed: {text[:60]!r}" for text in _missing(read))


def _opened(program: str, folder: Path, file: str) -> ET.Element | None:
    """The file as LibreOffice has it; None where it does not open."""
    flat = FLAT[Path(file).suffix]
    subprocess.run(
        [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *(f"--infilter={FILTERS[suffix]}" for suffix in FILTERS if file.endswith(suffix)),
            "--convert-to",
            flat,
            "--outdir",
            str(folder / flat),
            str(folder / file),
        ],
        capture_output=True,
        check=False,
        timeout=SECONDS,
    )
    written = folder / flat / f"{Path(file).stem}.{flat}"
    if not written.exists():
        return None
    content = written.read_bytes()
    written.unlink()
    return ET.fromstring(content)


def _is_foreign(address: str) -> bool:
    """Whether an address leads out of the file: not to a place in it, and no part of it."""
    return re.match(r"[a-z]+:", address) is not None and "sourceforge" not in address


def _missing(read: str) -> Sequence[str]:
    lines = (line for text in TEXTS for line in re.split(r"[\r\n]+", cleaned(text)))
    return [line for line in lines if _plain(line) not in read]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


if __name__ == "__main__":
    sys.exit(main())
