"""What reading a file needs from the disk, fetched before the file is trusted with anything."""

import codecs
import importlib
from collections.abc import Sequence

from loaders.files.decoding import SAMPLE
from loaders.files.kinds import OLE, ZIP, is_encrypted
from loaders.files.opening import CONTENT

DECRYPTING = "loaders.files.encrypted"
XLS_READER, ODS_READER = "loaders.files.xls", "loaders.files.ods"
# Text, the names of parts in an archive, XML that is not in Unicode.
SMALL_ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "cp437", "latin-1")
WIDE_ENCODINGS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
# What old workbooks were written in.
CODE_PAGES = (
    *(f"cp{number}" for number in (850, 852, 866, 874, 932, 936, 949, 950)),
    *(f"cp{number}" for number in range(1250, 1259)),
    *("mac-roman", "mac-greek", "mac-cyrillic", "mac-latin2", "mac-turkish", "mac-iceland"),
)


def prepare(content: bytes) -> None:
    """Import what a file with these bytes may need, so that reading it opens nothing.

    Readers are imported for the kind of the file alone: xlrd takes longer than all of ours.
    """
    if content.startswith(OLE):
        importlib.import_module(XLS_READER)
        if is_encrypted(content):
            importlib.import_module(DECRYPTING)
    elif content.startswith(ZIP) and CONTENT.encode() in content.lower():
        importlib.import_module(ODS_READER)
    for encoding in _encodings(content):
        codecs.lookup(encoding)


def prepare_for_every_kind() -> None:
    """Import what any file may need."""
    for module in (XLS_READER, ODS_READER, DECRYPTING):
        importlib.import_module(module)
    for encoding in (*SMALL_ENCODINGS, *WIDE_ENCODINGS, *CODE_PAGES):
        codecs.lookup(encoding)


def _encodings(content: bytes) -> Sequence[str]:
    if content.startswith(OLE):
        return (*SMALL_ENCODINGS, *WIDE_ENCODINGS, *CODE_PAGES)
    if content.startswith((b"\xff", b"\xfe")) or b"\0" in content[:SAMPLE]:
        return (*SMALL_ENCODINGS, *WIDE_ENCODINGS)
    return SMALL_ENCODINGS
