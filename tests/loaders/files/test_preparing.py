import subprocess
import sys

import pytest

from loaders.files.kinds import OLE, ZIP
from loaders.files.opening import CONTENT
from loaders.files.preparing import ODS_READER, XLS_READER
from tests.shared import ROOT


def modules_after_preparing(content: bytes) -> set[str]:
    """Which readers a new process has imported once it is prepared for a file."""
    code = (
        "import sys; from loaders.files.preparing import prepare; "
        f"prepare({content!r}); print(*sys.modules)"
    )
    ended = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, capture_output=True, check=True, text=True
    )
    return {XLS_READER, ODS_READER} & set(ended.stdout.split())


@pytest.mark.parametrize(
    ("content", "readers"),
    [
        (OLE + b"workbook", {XLS_READER}),
        (ZIP + CONTENT.encode(), {ODS_READER}),
        (ZIP + b"xl/workbook.xml", set()),
        (b"Code,Name", set()),
    ],
)
def test_only_the_reader_of_the_files_kind_is_imported(content: bytes, readers: set[str]) -> None:
    assert modules_after_preparing(content) == readers
