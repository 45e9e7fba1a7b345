"""Where real and hostile files are kept, beside the project; tests skip without them."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def shared(path: str) -> Path:
    """A file or folder beside the project; the test that asks is skipped where it is absent."""
    file = SHARED / path
    if not file.exists():
        pytest.skip(f"../shared/{path} is not here")
    return file
