"""Whose figures a row holds: the KPI by its code, else by its name."""

import re
from dataclasses import dataclass
from datetime import date

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import KpiCodes, known_codes
from loaders.tables.table import Table
from loaders.workbook import Sheet

_SUB = re.compile(r"^\(?(?:[a-h]|i{1,3}|iv|vi{0,3})[).]\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KpiIdentity:
    """The KPI that a row is about; a name no plan knows stands in for a code that is not there."""

    code: str
    name: str | None


def identify_kpi(table: Table, row: int, parent: str | None = None) -> KpiIdentity | Finding | None:
    """The KPI of a row; a finding where its code is in doubt, None without one.

    `parent` is the name that a sub-indicator such as `a) majors` is a part of.
    """
    codes = known_codes()
    for role in (Role.CODE, Role.CODE_AND_NAME):
        column = table.filled(row, role)
        value = table.sheet.value(row, column.number) if column else None
        if column and isinstance(value, date):
            return _code_is_a_date(table.sheet, (row, column.number), value, codes)
    typed = table.text(row, Role.CODE)
    named = table.text(row, Role.NAME)
    if typed and named:
        return _both(table, row, typed, named)
    code, name = codes.split(typed or table.text(row, Role.CODE_AND_NAME) or named)
    if code:
        return KpiIdentity(codes.resolve(code), name or None)
    return _by_name(name, parent) if name else None


def _both(table: Table, row: int, typed: str, named: str) -> KpiIdentity | Finding:
    code, other = known_codes().resolve(typed), known_codes().named(named)
    # Members of a range (PM TP 11) have the range's name.
    if other and other != code and code in known_codes().names.values():
        return _code_and_name_differ(table, row, code, other, named)
    return KpiIdentity(code, named)


def _by_name(name: str, parent: str | None) -> KpiIdentity:
    """The KPI of that name, with or without `a)` before it; else its name after its parent's."""
    codes = known_codes()
    code = codes.named(name) or codes.named(_SUB.sub("", name))
    whole = f"{parent}: {name}" if parent and not code else name
    return KpiIdentity(code or whole, whole)


def _code_is_a_date(sheet: Sheet, place: tuple[int, int], day: date, codes: KpiCodes) -> Finding:
    candidates = ", ".join(codes.made_into(day)) or "a code such as PM TP 10-12"
    found = f"{day:%d %B %Y}".lstrip("0")
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.CODE_IS_A_DATE,
        sheet=sheet,
        cell=place,
        problem=f"Excel turned the code into a date, {found}",
        expected=candidates,
        action="Format the cell as text, and type the code again.",
        found=found,
    )


def _code_and_name_differ(table: Table, row: int, code: str, other: str, named: str) -> Finding:
    column = table.filled(row, Role.CODE)
    place = (row, column.number if column else 1)
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.CODE_AND_NAME_DIFFER,
        sheet=table.sheet,
        cell=place,
        problem=f'the code is {code} but "{named}" is the name of {other}',
        expected="code and name of one KPI",
        action="Correct the code or the name.",
        found=code,
    )


def is_part(name: str) -> bool:
    """Whether a name is that of a sub-indicator, such as `a) majors`."""
    return bool(_SUB.match(name))
