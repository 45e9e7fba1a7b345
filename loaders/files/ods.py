"""OpenDocument spreadsheets (.ods): the tables of the package as sheets of typed cells.

Read by the format's own rules, as Excel's are: a percentage is a type of value here, and number
formats, fills, merged cells and what is hidden are known. No library gives all of these.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from loaders.files import inside
from loaders.files.archive import Archive
from loaders.files.excel_package import tree_of
from loaders.files.excel_sheet import TooManyCellsError
from loaders.files.kinds import UPLOAD, password
from loaders.files.limits import LIMITS, FileLimits
from loaders.files.ods_names import office, table
from loaders.files.ods_sheet import OdsSheetReader
from loaders.files.ods_styles import OdsStyles
from loaders.files.refusal import (
    damaged,
    refusal,
    refuse_same_names,
    too_many_cells,
    wrong_kind,
)
from loaders.files.xml_part import PartDamagedError, read_within, with_local_names
from loaders.findings.codes import FindingCode
from loaders.workbook import Sheet, Workbook

CONTENT, COMMON_STYLES, MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
SPREADSHEET, OWN_STYLES = office("spreadsheet"), office("automatic-styles")
TABLE, ROW, COLUMN = table("table"), table("table-row"), table("table-column")
NAME, STYLE, SOURCE = table("name"), table("style-name"), table("table-source")
GROUPS = ("row-group", "rows", "header-rows", "column-group", "columns", "header-columns")
CONTAINERS = frozenset(
    (
        *(office(name) for name in ("document-content", "body", "spreadsheet")),
        TABLE,
        *(table(f"table-{group}") for group in GROUPS),
    )
)
# What other workbooks held when this one last looked is kept as tables named for their files.
LINKED_TABLE = "'file:"
MACROS = ("basic/", "scripts/")


def read_ods(
    archive: Archive, metadata: Mapping[str, object] | None = None, limits: FileLimits = LIMITS
) -> Workbook:
    """The spreadsheet in a package that was looked at; raises FileRefused when it is damaged.

    Every table is read, hidden ones too, with a finding for each thing that is not what a person
    would see on opening the file.
    """
    _refuse_encrypted(archive)
    tables = _Tables(_common_styles(archive), limits)
    try:
        with archive.open_xml(CONTENT) as stream:
            for element in read_within(stream, CONTAINERS):
                tables.take(element)
        tables.end()
    except PartDamagedError as error:
        raise damaged(archive.file, str(error), sheet=tables.name) from error
    except TooManyCellsError as error:
        raise too_many_cells(archive.file, limits, str(error), sheet=tables.name or "") from error
    if not tables.is_spreadsheet:
        raise wrong_kind(archive.file, "an OpenDocument file, but not a spreadsheet", UPLOAD)
    if not tables.sheets:
        raise refusal(archive.file, FindingCode.EMPTY, "is a spreadsheet without sheets", UPLOAD)
    refuse_same_names(archive.file, [sheet.name for sheet in tables.sheets])
    return _workbook(archive, tables, metadata)


class _Tables:
    """Gathers the sheets of a document from its elements in their order."""

    def __init__(self, common: Element, limits: FileLimits) -> None:
        self.sheets: list[Sheet] = []
        self.commented: list[str] = []
        self.is_spreadsheet = self.has_links = False
        self.name: str | None = None
        self._common, self._limits = common, limits
        self._styles = OdsStyles(common)
        self._reader: OdsSheetReader | None = None
        self._visible = True

    def take(self, element: Element) -> None:
        if element.tag == ROW and self._reader:
            self._reader.read_row(element)
        elif element.tag == COLUMN and self._reader:
            self._reader.read_column(element)
        elif element.tag == TABLE:
            self.end()
            self._begin(element)
        elif element.tag == OWN_STYLES:
            self._styles = OdsStyles(with_local_names(element), self._common)
        elif element.tag == SPREADSHEET:
            self.is_spreadsheet = True
        elif element.tag == SOURCE:
            self.has_links = True

    def end(self) -> None:
        """Keep the sheet that was being read, if one was."""
        if self._reader is None:
            return
        sheet = self._reader.sheet(visible=self._visible)
        self.sheets.append(sheet)
        if self._reader.comments:
            self.commented.append(sheet.name)
        self._reader = None

    def _begin(self, opened: Element) -> None:
        self.name = opened.get(NAME, "")
        if self.name.startswith(LINKED_TABLE):
            self.has_links = True
            return
        self._visible = self._styles.shows_table(opened.get(STYLE, ""))
        self._reader = OdsSheetReader(self.name, self._styles, self._limits)


def _workbook(archive: Archive, tables: _Tables, metadata: Mapping[str, object] | None) -> Workbook:
    file = archive.file
    macros = any(part.startswith(MACROS) for part in archive.parts)
    findings = (
        inside.read_as(file, "ods", "an OpenDocument spreadsheet"),
        *(inside.hidden_sheet(file, sheet.name) for sheet in tables.sheets if not sheet.visible),
        *inside.comments(file, tables.commented),
        *inside.beside_cells(file, has_macros=macros, has_links=tables.has_links),
    )
    return Workbook(file, "ods", tables.sheets, metadata, findings)


def _refuse_encrypted(archive: Archive) -> None:
    if MANIFEST not in archive:
        return
    if tree_of(archive, MANIFEST).find(".//encryption-data") is not None:
        raise password(archive.file)


def _common_styles(archive: Archive) -> Element:
    return tree_of(archive, COMMON_STYLES) if COMMON_STYLES in archive else Element("styles")
