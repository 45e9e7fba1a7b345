"""What `make office` lets LibreOffice open, looked at in the files' own XML."""

import io
import re
import zipfile

from tests.reports.tried_by_libreoffice import hostile_files


def test_no_file_holds_a_formula_a_link_to_elsewhere_or_a_macro() -> None:
    packed = [content for name, content in hostile_files().items() if name.endswith("x")]
    assert len(packed) == 3
    for content in packed:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            text = "".join(
                parts.read(n).decode()
                for n in names
                if n.startswith(("xl/worksheets/", "word/")) and n.endswith("xml")
            )
            relations = "".join(parts.read(name).decode() for name in names if ".rels" in name)
        assert not re.search(r"<(?:f|ddeLink|oleLink)[ >]", text)
        assert 'TargetMode="External"' not in relations
        assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]
