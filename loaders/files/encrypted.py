"""Files that Excel encrypted without asking for a password: it uses one that everybody knows."""

import io
from types import SimpleNamespace

import msoffcrypto

# All that decrypting needs is imported here: nothing can be while a file is read.
import msoffcrypto.format.ooxml
from cryptography.hazmat.backends import default_backend
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format import xls97

# What Excel writes where a workbook's structure is protected and nobody chose a password.
DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - public: [MS-OFFCRYPTO] 2.4.2.3
# What the decrypting library lets through when a file is not what it says of itself.
_NOT_DECRYPTED = (
    DecryptionError,
    FileFormatError,
    InvalidKeyError,
    ParseError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    TypeError,
    ValueError,
)


default_backend()
# It writes an old workbook to a file in between; nothing is written while a file is read.
xls97.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)


def decrypted(content: bytes) -> bytes | None:
    """The file within an encrypted one; None where it has a password of its own, or is damaged."""
    within = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        file.load_key(password=DEFAULT_PASSWORD)
        file.decrypt(within)
    except _NOT_DECRYPTED:
        return None
    return within.getvalue() or None
