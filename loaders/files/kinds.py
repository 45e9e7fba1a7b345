"""What a file is, told from its content: names and extensions are often wrong."""

import json
import re

from loaders.files.refusal import refusal, wrong_kind
from loaders.findings.codes import FindingCode
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
# Asked for first: a workbook often holds an embedded Word document.
WORKBOOK_STREAMS = ("workbook", "book")
# The record of an old workbook that says how it is encrypted, by the lengths that it can have.
FILE_PASS = tuple(
    b"\x2f\x00" + size for size in (b"\x04\x00", b"\x06\x00", b"\x36\x00", b"\xc8\x00", b"\xc6\x00")
)
OTHER_STREAMS = (
    ("worddocument", "a Word document (.doc)"),
    ("powerpoint document", "a PowerPoint presentation (.ppt)"),
)
MARKUP = re.compile(r"<!--|<(!doctype|html|head|body|meta|style|table|div|tr|svg)\b", re.I)


def refuse_other_kinds(file: str, content: bytes) -> None:
    """Raise FileRefused for bytes that are no package, no old Office file and no text."""
    if not content.strip():
        raise refusal(
            file, FindingCode.EMPTY, "is empty", "check that it was saved, then upload it again"
        )
    if content.startswith(OLD_EXCEL):
        raise wrong_kind(file, "an Excel workbook from before 1993 (.xls)", SAVE_AS)
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


def refuse_other_ole(file: str, content: bytes) -> None:
    """Raise FileRefused for the old container of Office files when it holds no old workbook."""
    names = content.lower()
    if holds_stream(names, "encryptedpackage"):
        raise password(file)
    if any(holds_stream(names, stream) for stream in WORKBOOK_STREAMS):
        return
    for stream, kind in OTHER_STREAMS:
        if holds_stream(names, stream):
            raise wrong_kind(file, kind, SAVE_AS)
    raise wrong_kind(file, "an old Office document, or a damaged one", SAVE_AS)


def is_encrypted(content: bytes) -> bool:
    """Whether an Office file in the old container may be encrypted, with a password or without."""
    if holds_stream(content.lower(), "encryptedpackage"):
        return True
    return any(begin in content for begin in FILE_PASS)


def password(file: str) -> FileRefused:
    """The refusal of a file that nobody can read without its password."""
    action = "take the password off in Excel (File, Info, Protect Workbook) and upload it again"
    return refusal(file, FindingCode.PASSWORD, "is protected by a password", action)


def holds_stream(small_letters: bytes, name: str) -> bool:
    """Whether an old Office file, in small letters, names a stream so in its directory."""
    return (name.lower() + "\0").encode("utf-16-le") in small_letters


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
