"""What a file is, told from its content: names and extensions are often wrong."""

import json
import re

from loaders.files.refusal import refusal, wrong_kind
from loaders.reading import FileRefused

ZIP = b"PK"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "open it in Excel, save it as .xlsx and upload that"
UPLOAD = "upload an Excel workbook (.xlsx) or a CSV file"

SIGNATURES = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"MZ\x90", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7-Zip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet file"),
)
OLD_EXCEL = tuple(b"\x09" + version for version in (b"\x00", b"\x02", b"\x04", b"\x08"))
# Excel first: a workbook often holds an embedded Word document.
OLE_STREAMS = (
    ("workbook", "an old Excel workbook (.xls)"),
    ("book", "an old Excel workbook (.xls)"),
    ("worddocument", "a Word document (.doc)"),
    ("powerpoint document", "a PowerPoint presentation (.ppt)"),
)
MARKUP = re.compile(r"<!--|<(!doctype|html|head|body|meta|style|table|div|tr|svg)\b", re.I)


def refuse_other_kinds(file: str, content: bytes) -> None:
    """Raise FileRefused for bytes that are neither a zip package nor text."""
    if not content.strip():
        raise refusal(file, "empty", "is empty", "check that it was saved, then upload it again")
    if content.startswith(OLE):
        raise _ole(file, content)
    if content.startswith(OLD_EXCEL):
        raise wrong_kind(file, "an old Excel workbook (.xls)", SAVE_AS)
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise wrong_kind(file, kind, UPLOAD)


def refuse_other_text(file: str, text: str) -> None:
    """Raise FileRefused for text that is not a table: a web page, XML, JSON."""
    start = text[:4096].lstrip()
    if MARKUP.match(start):
        raise wrong_kind(file, "a web page (HTML), whatever its extension says", SAVE_AS)
    if start.startswith("<?xml"):
        old = "urn:schemas-microsoft-com:office:spreadsheet" in start
        kind = "an Excel 2003 XML workbook" if old else "an XML document"
        raise wrong_kind(file, kind, SAVE_AS)
    if start.startswith("ID;P"):
        raise wrong_kind(file, "a SYLK spreadsheet", SAVE_AS)
    if start[:13].lower() == "mime-version:":
        raise wrong_kind(file, "a web archive (MHTML)", SAVE_AS)
    if start[:1] in ("{", "[") and _is_json(text):
        action = "upload the table that it describes, with this file beside it"
        raise wrong_kind(file, "a JSON document without a table", action)


def _ole(file: str, content: bytes) -> FileRefused:
    names = content.lower()
    if _stream("encryptedpackage") in names:
        return password(file)
    for stream, kind in OLE_STREAMS:
        if _stream(stream) in names:
            return wrong_kind(file, kind, SAVE_AS)
    return wrong_kind(file, "an old Office document, or a damaged one", SAVE_AS)


def password(file: str) -> FileRefused:
    """The refusal of a file that nobody can read without its password."""
    action = "take the password off in Excel (File, Info, Protect Workbook) and upload it again"
    return refusal(file, "password", "is protected by a password", action)


def _stream(name: str) -> bytes:
    return (name + "\0").encode("utf-16-le")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
