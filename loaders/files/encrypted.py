"""Files that Excel encrypted without asking for a password: it uses one that everybody knows."""

import importlib
import io
from types import SimpleNamespace

import msoffcrypto
import msoffcrypto.format.ooxml
from cryptography.hazmat.backends import default_backend
from msoffcrypto.format import xls97

# What Excel writes where a workbook's structure is protected and nobody chose a password.
DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - public: [MS-OFFCRYPTO] 2.4.2.3
# All that decrypting needs is imported here: nothing can be while a file is read.
default_backend()
importlib.import_module("xml.dom.expatbuilder")
# It writes an old workbook to a file in between; nothing is written while a file is read.
xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)


def decrypted(content: bytes) -> bytes | None:
    """The file within an encrypted one; None where it has a password of its own, or is damaged."""
    within = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        file.load_key(password=DEFAULT_PASSWORD)
        file.decrypt(within)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the library lets anything through that a file can do to it
        return None
    return within.getvalue() or None
