"""The layouts that can be read: every module in this folder is one, found by being here.

A layout module has `NAME`, `recognises(workbook, hints) -> bool` and
`read(workbook, hints) -> Reading`.
One that goes by common words alone also has `GENERAL = True`: it is asked after the others. One
that reads columns named by hand has `takes(mapping) -> bool` for those that it reads; they count
only for a workbook that no particular layout recognises.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
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
    is_general: bool

    def takes_any(self, mappings: Sequence[ColumnMapping]) -> bool:
        """Whether the layout reads columns named by hand, and there are some."""
        return any(map(self.takes, mappings))


@cache
def layouts() -> Sequence[Layout]:
    """Every layout in this folder: particular ones first, then by module name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    modules.sort(key=lambda module: hasattr(module, "GENERAL"))
    return tuple(
        Layout(
            module.NAME,
            module.recognises,
            module.read,
            getattr(module, "takes", _takes_none),
            hasattr(module, "GENERAL"),
        )
        for module in modules
    )


def layout_for(workbook: Workbook, hints: Hints) -> Layout | None:
    """The layout that reads a workbook, None where none does.

    One that knows its publisher's tables comes before columns named by hand, and these before a
    layout that goes by common words alone: nobody's mapping changes how a known file is read.
    Columns named by hand that `hints` brings are this workbook's, and all for one layout.
    """
    without = replace(hints, mappings=())
    knows = (layout for layout in layouts() if layout.recognises(workbook, without))
    first = next(knows, None)
    if hints.mappings and (first is None or first.is_general):
        return _by_hand(hints.mappings[0])
    return first


def layout_instead(workbook: Workbook, hints: Hints, publisher: Layout) -> Layout | None:
    """The layout that may read a workbook of which a publisher's found nothing; None without one.

    Columns named by hand go first there.
    """
    if hints.mappings:
        return _by_hand(hints.mappings[0])
    others = (layout for layout in layouts() if layout.name != publisher.name)
    return next((layout for layout in others if layout.recognises(workbook, hints)), None)


def _by_hand(mapping: ColumnMapping) -> Layout:
    return next(layout for layout in layouts() if layout.takes(mapping))


def _takes_none(_: ColumnMapping) -> bool:
    return False
