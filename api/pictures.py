"""A measure or statistic by itself: as a picture, and as a page for a frame on another site."""

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import quote, urlencode

from markupsafe import Markup

from api.open_tables import kpi_of_code
from api.problems import bad_request, nearest, not_there
from insights import area_map as area_maps
from insights import areas, district_statistics
from insights.area_map import Shading
from insights.cache import remembered
from insights.map_extents import extents, tier_for
from insights.selectable_statistics import selectable_statistics, usual_areas
from reports.chart_images import png_of, svg_of
from reports.single_pictures import (
    ShownElsewhere,
    shown_areas,
    shown_authorities,
    shown_control,
    shown_kpi,
    shown_map,
    shown_statistic,
)

IMAGES, EMBEDDED = "/images", "/embed"
PNG, SVG = "png", "svg"
MEDIA_TYPES: Mapping[str, str] = {PNG: "image/png", SVG: "image/svg+xml"}
NOT_EMBEDDED = (
    "Nothing of this dashboard is shown in other sites. Whoever runs it names the sites that may "
    "show a chart or table in DISTRICT_EMBED_IN."
)
_ROW, _PLOT, _TABLE = "-row", "-plot", "-table"
MOST_AREAS = 6
_HEXAGONS = "hexagons"
_SHAPES = ("true", _HEXAGONS)
_PAGE = Markup("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; color: #0b0c0c; background: #fff; margin: .5rem; }}
.wide {{ overflow-x: auto; }}
img {{ max-width: 100%; min-width: 30rem; height: auto; }}
h1 {{ font-size: 1.1rem; margin: 0; }}
p {{ font-size: .9rem; color: #444c54; margin: .2rem 0; overflow-wrap: anywhere; }}
a {{ color: #0f4c81; }}
table {{ border-collapse: collapse; width: 100%; }}
caption {{ text-align: left; padding: .3rem 0; }}
th, td {{ text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #c9d1d9;
  white-space: pre-line; vertical-align: top; }}
:focus-visible {{ outline: 3px solid #f46a25; outline-offset: 2px; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{lines}
<div class="wide" tabindex="0" role="region" aria-label="{title}">{content}</div>
<p><a href="{page}" target="_blank" rel="noopener">{words} on the dashboard</a></p>
</main>
</body>
</html>
""")
_CHART = Markup('<img src="{address}" alt="{alt}">')
_HEADING_CELL = Markup('<th scope="col">{}</th>')
_ROW_HEADING, _CELL = Markup('<th scope="row">{}</th>'), Markup("<td>{}</td>")
_LINE = Markup("<p>{}</p>")
_TABLE_HTML = Markup(
    "<table><caption>Figures, the newest first</caption>"
    "<thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>"
)


def picture(kind: str, path: str) -> tuple[bytes, str]:
    """A picture and its media type, by what the rest of its address names.

    `kind` is kpi, control, statistic, authorities, compare or map for a chart that has its title
    inside, with -row for its facts, with -plot for the chart without words. InterfaceProblem where
    there is none.
    """
    code, _, ending = path.rpartition(".")
    if ending not in MEDIA_TYPES:
        raise not_there(f"A picture ends with .{PNG} or .{SVG}.")
    shown = _subject(_bare(kind), code)
    return _drawn(kind, shown.code, ending), MEDIA_TYPES[ending]


def embedded(kind: str, code: str) -> str:
    """A page with one chart, or with one table (kpi-table and so on), and nothing else."""
    subject = _subject(kind.removesuffix(_TABLE), code)
    shown = subject.shown()
    if kind.endswith(_TABLE):
        content = _table(shown)
    else:
        address = f"{IMAGES}/{kind}{_PLOT}/{quote(subject.code, safe='')}.{SVG}"
        content = _CHART.format(address=address, alt=shown.alt)
    lines = Markup("").join(map(_LINE.format, shown.lines))
    return _PAGE.format(
        title=shown.title, lines=lines, content=content, page=subject.page, words=shown.title
    )


class _Subject:
    """What an address names: its code as it is written, how it is shown, and its own page."""

    def __init__(self, code: str, page: str, shown: Callable[[], ShownElsewhere]) -> None:
        self.code, self.page, self.shown = code, page, shown


def _subject(kind: str, code: str) -> _Subject:
    if kind not in _SUBJECTS:
        raise not_there(f'There is no "{kind[:100]}" here{nearest(kind, list(_SUBJECTS))}.')
    return _SUBJECTS[kind](code)


def _kpi(code: str) -> _Subject:
    kpi = kpi_of_code(code)
    return _Subject(kpi.code, f"/kpi?kpi={quote(kpi.code)}", lambda: shown_kpi(kpi))


def _control(code: str) -> _Subject:
    kpi = kpi_of_code(code)
    page = f"/kpi?kpi={quote(kpi.code)}&analysts=true"
    return _Subject(kpi.code, page, lambda: _there(shown_control(kpi), "control chart"))


def _statistic(code: str) -> _Subject:
    known = district_statistics.definitions()
    statistic = district_statistics.statistic(code) if code in known else None
    if statistic is None:
        near = nearest(code, list(known))
        raise not_there(f'There is no statistic "{code[:100]}" of the district{near}.')
    return _Subject(code, _compare_page(code), lambda: shown_statistic(statistic))


def _authorities(code: str) -> _Subject:
    _known(code, "statistic", selectable_statistics())
    return _Subject(code, _compare_page(code), lambda: _there(shown_authorities(code), "chart"))


def _compare(code: str) -> _Subject:
    """A statistic and areas: `anxiety/E07000131,E92000001`; without areas the usual ones."""
    statistic, _, typed = code.partition("/")
    _known(statistic, "statistic", selectable_statistics())
    chosen = tuple(dict.fromkeys(typed.split(","))) if typed else tuple(usual_areas(statistic))
    if len(chosen) > MOST_AREAS:
        raise bad_request(f"A chart has {MOST_AREAS} areas at most.")
    for area in chosen:
        _known(area, "area", areas.names())
    names = [("areas", areas.names()[area]) for area in chosen]
    page = f"{_compare_page(statistic)}&{urlencode(names)}"
    return _Subject(code, page, lambda: _there(shown_areas(statistic, chosen), "figure"))


def _map(code: str) -> _Subject:
    """A statistic, an extent, what it is coloured by, and shapes: `anxiety/E12000004/fifth/true`.

    What is left out is as the page begins.
    """
    parts = code.split("/")
    statistic = parts[0]
    _known(statistic, "statistic", selectable_statistics())
    known_extents = extents(tier_for(statistic))
    usual = [statistic, next(iter(known_extents)), Shading.FIFTH.value, "true"]
    _, extent, shading, shape, *more = [*parts, *usual[len(parts) :]]
    _known(extent, "extent", known_extents)
    _known(shading, "colour", [str(known) for known in Shading])
    _known(shape, "shape", _SHAPES)
    if more:
        raise not_there("A map has a statistic, an extent, a colour and a shape.")
    words = {"statistic": statistic, "extent": extent, "colour": shading, "shape": shape}

    def shown() -> ShownElsewhere:
        area_map = area_maps.area_map(statistic, extent)
        drawn = area_map and shown_map(area_map, Shading(shading), as_hexagons=shape == _HEXAGONS)
        return _there(drawn or None, "figure")

    return _Subject(code, f"/map?{urlencode(words)}", shown)


_SUBJECTS: Mapping[str, Callable[[str], _Subject]] = {
    "kpi": _kpi,
    "control": _control,
    "statistic": _statistic,
    "authorities": _authorities,
    "compare": _compare,
    "map": _map,
}


def _known(typed: str, what: str, known: Collection[str]) -> None:
    if typed not in known:
        near = nearest(typed, list(known))
        raise not_there(f'There is no {what} "{typed[:100]}"{near}.')


def _there(shown: ShownElsewhere | None, what: str) -> ShownElsewhere:
    if shown is None:
        raise not_there(f"There is no {what} of this.")
    return shown


def _compare_page(code: str) -> str:
    return f"/compare?statistic={quote(code)}"


@remembered
def _drawn(kind: str, code: str, ending: str) -> bytes:
    shown = _subject(_bare(kind), code).shown()
    specs = {_ROW: lambda: shown.row_spec, _PLOT: lambda: shown.plot_spec}
    spec = specs.get(kind.removeprefix(_bare(kind)), lambda: shown.chart_spec)()
    return png_of(spec) if ending == PNG else svg_of(spec).encode()


def _bare(kind: str) -> str:
    """kpi or statistic, whatever is shown of it."""
    return kind.removesuffix(_ROW).removesuffix(_PLOT)


def _table(shown: ShownElsewhere) -> Markup:
    return _TABLE_HTML.format(
        headings=Markup("").join(map(_HEADING_CELL.format, shown.headings)),
        rows=Markup("").join(map(_table_row, shown.rows)),
    )


def _table_row(cells: Sequence[str]) -> Markup:
    first, *others = cells
    return Markup("<tr>{}{}</tr>").format(
        _ROW_HEADING.format(first), Markup("").join(map(_CELL.format, others))
    )
