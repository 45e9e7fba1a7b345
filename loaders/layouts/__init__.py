"""The layouts that can be read: every module in this folder is one, found by being here.

A layout module has `NAME`, `recognises(workbook, hints) -> bool` and
`read(workbook, hints) -> Reading`.
One that goes by common words alone also has `GENERAL = True`: it is asked after the others. One
that reads columns named by hand has `takes(mapping) -> bool` for those that it reads.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from loaders.reading import Reading
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.kpi_codes import KpiCodes, reference_kpi_codes
from loaders.workbook import Workbook
from metrics.period import Period


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a file beside it.

    The period its giver says, columns named by hand, and the codes of the KPIs that plans have:
    those of the file in data/reference where nothing else is said.
    """

    period: Period | None = None
    mappings: Sequence[ColumnMapping] = ()
    kpi_codes: KpiCodes = field(default_factory=reference_kpi_codes, repr=False)


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its name in words, and the functions of its module."""

    name: str
    recognises: Callable[[Workbook, Hints], bool]
    read: Callable[[Workbook, Hints], Reading]
    takes: Callable[[ColumnMapping], bool]


@cache
def layouts() -> Sequence[Layout]:
    """Every layout in this folder: particular ones first, then by module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    modules.sort(key=lambda module: hasattr(module, "GENERAL"))
    return tuple(
        Layout(m.NAME, m.recognises, m.read, getattr(m, "takes", _takes_none)) for m in modules
    )


def layout_for(workbook: Workbook, hints: Hints) -> Layout | None:
    """The first layout that recognises a workbook, None where none does.

    Columns named by hand that `hints` brings are this workbook's, and all for one layout.
    """
    if hints.mappings:
        return next(layout for layout in layouts() if layout.takes(hints.mappings[0]))
    return next((layout for layout in layouts() if layout.recognises(workbook, hints)), None)


def _takes_none(_: ColumnMapping) -> bool:
    return False
