"""A spreadsheet in the OpenDocument format, written part by part."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def open_document(sheet: str, rows: Sequence[Sequence[str]]) -> bytes:
    """The rows, all text, as an .ods file of one sheet."""
    body = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
    table = f"<table:table table:name={quoteattr(sheet)}>{body}</table:table>"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} '
        f'office:version="1.2"><office:body><office:spreadsheet>{table}'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", KIND), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest xmlns:manifest="{MANIFEST}">{entries}</manifest:manifest>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def _cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    paragraph = f"<text:p>{escape(text)}</text:p>"
    return f'<table:table-cell office:value-type="string">{paragraph}</table:table-cell>'
