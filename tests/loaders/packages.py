"""Small Excel packages for tests, part by part, so that each can be odd in one way."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TWO_CELLS = '<row r="1"><c r="A1" t="str"><v>Code</v></c><c r="B1"><v>42</v></c></row>'


def relationships(*kinds_and_targets: tuple[str, str]) -> str:
    """A .rels part; the parts are called rId1, rId2 and so on."""
    entries = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds_and_targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{entries}</Relationships>'


def worksheet(rows: str = TWO_CELLS, *, before: str = "", after: str = "") -> str:
    """A worksheet part around the XML of its rows."""
    data = f"{before}<sheetData>{rows}</sheetData>{after}"
    return f'<worksheet xmlns="{MAIN}">{data}</worksheet>'


def package(sheet: str | None = None, **more: str | bytes) -> bytes:
    """A workbook of one sheet, `Data`; `more` adds or replaces parts, `__` standing for `/`."""
    listed = '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets>'
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{listed}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": worksheet() if sheet is None else sheet,
    }
    return zipped(parts | {name.replace("__", "/"): part for name, part in more.items()})


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of parts by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()
