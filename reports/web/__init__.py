"""A report as one web page that holds all it needs: charts that answer, tables that sort.

It asks for nothing from outside, opens from a folder or a mail, and runs no script but its own.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import vl_convert
from markupsafe import Markup, escape

from charts.status_signs import mark_of
from data.admissible import cleaned
from insights.formatting import day
from insights.illustrative_notice import LABEL
from reports.chart_images import FONT, as_svg, spec_of
from reports.document import (
    Block,
    Prose,
    ReportChart,
    ReportDocument,
    ReportSection,
    ReportTable,
    StatusCell,
    SubHeading,
    TextCell,
)
from reports.progress import Progress

FOLDER = Path(__file__).parent
# Room above a plot for three lines about the figure that is pointed at.
_ROOM = 58
# Styles and scripts are told by their hashes, so that no other is taken.
_POLICY = (
    "default-src 'none'; img-src data:; style-src {style}; script-src {scripts}; "
    "base-uri 'none'; form-action 'none'"
)
_PAGE = Markup("""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header>
<h1>{title}</h1>
<p class="subtitle">{subtitle}</p>
<dl>{facts}</dl>
<p class="quiet">Made on {made_on}.</p>
{notice}
</header>
<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{contents}</ol></nav>
<main id="report">{sections}</main>
<footer>{council}: {title}</footer>
<script type="application/json" id="charts">{charts}</script>
<script type="module">{code}</script>
</body>
</html>
""")


def as_web_page(report: ReportDocument, progress: Progress | None = None) -> bytes:
    """The report as a file (.html)."""
    writer = _Writer(len(report.charts), progress)
    sections = Markup("").join(writer.section(section) for section in report.sections)
    code = _vega() + _text("report.js")
    style = _text("report.css")
    page = _PAGE.format(
        policy=_POLICY.format(style=_hash(style), scripts=_hash(code)),
        title=cleaned(report.title),
        subtitle=cleaned(report.subtitle),
        council=cleaned(report.council),
        made_on=day(report.made_on),
        facts=Markup("").join(
            Markup("<dt>{}</dt><dd>{}</dd>").format(label, _lines(value))
            for label, value in report.facts
        ),
        notice=_notice(report.notice),
        contents=_contents(report.sections),
        sections=sections,
        charts=_json(writer.specs),
        code=Markup(code),  # noqa: S704 - ours and the libraries'
        style=Markup(style),  # noqa: S704 - ours
    )
    return page.encode()


def _notice(text: str) -> Markup:
    html = Markup('<p class="notice" role="note"><strong>{}.</strong> {}</p>')
    return html.format(LABEL, text) if text else Markup("")


def _contents(sections: Sequence[ReportSection]) -> Markup:
    """Links to every section and, in it, to every heading of the second level."""
    link, names = Markup('<li><a href="#{}">{}</a>{}</li>'), _names()
    entries = []
    for section in sections:
        name = next(names)
        inside = [
            link.format(next(names), _one_line(block.text), "")
            for block in section.blocks
            if isinstance(block, SubHeading)
        ]
        listed = Markup("<ol>{}</ol>").format(Markup("").join(inside)) if inside else ""
        entries.append(link.format(name, _one_line(section.title), listed))
    return Markup("").join(entries)


def _names() -> Iterator[str]:
    """What headings are called, in their order."""
    return (f"part-{number}" for number in range(1, 100_000))


class _Writer:
    """Writes block after block; gathers the charts' specifications by name."""

    def __init__(self, charts: int, progress: Progress | None) -> None:
        self.specs: dict[str, object] = {}
        self._charts, self._progress, self._names = charts, progress, _names()

    def section(self, section: ReportSection) -> Markup:
        """A section under its heading."""
        blocks = [self._heading(2, section.title), *map(self._block, section.blocks)]
        return Markup("<section>{}</section>").format(Markup("").join(blocks))

    def _block(self, block: Block) -> Markup:
        match block:
            case SubHeading():
                return self._heading(block.level + 1, block.text)
            case Prose():
                return Markup('<p class="{}">{}</p>').format(block.kind, _lines(block.text))
            case ReportTable():
                return _table(block)
            case ReportChart():
                return self._chart(block)

    def _heading(self, level: int, text: str) -> Markup:
        html = Markup('<h{level} id="{name}">{text}</h{level}>')
        return html.format(level=level, name=next(self._names), text=_one_line(text))

    def _chart(self, block: ReportChart) -> Markup:
        name = f"chart-{len(self.specs) + 1}"
        self.specs[name] = {
            **spec_of(block.chart, "Arial, Helvetica, sans-serif", _ROOM),
            "description": cleaned(block.chart.alt),
        }
        if self._progress:
            share = len(self.specs) / self._charts
            self._progress(share, f"Chart {len(self.specs)} of {self._charts}")
        picture = b64encode(as_svg(block.chart, FONT).encode()).decode()
        html = Markup(
            "<figure><figcaption>{}</figcaption>"
            '<img id="{}" alt="{}" src="data:image/svg+xml;base64,{}"></figure>'
        )
        return html.format(cleaned(block.caption), name, cleaned(block.chart.alt), picture)


def _table(table: ReportTable) -> Markup:
    numeric = [heading in table.numeric for heading in table.headings]
    heads = Markup("").join(
        Markup('<th scope="col"{}><button type="button">{}</button></th>').format(
            Markup(' class="number"') if is_number else "", _one_line(heading)
        )
        for heading, is_number in zip(table.headings, numeric, strict=True)
    )
    rows = Markup("").join(_row(row, numeric) for row in table.rows)
    caption = cleaned(table.caption)
    html = Markup(
        '<div class="scroll" role="region" tabindex="0" aria-label="{}"><table>'
        "<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    )
    return html.format(caption, caption, heads, rows)


def _row(cells: Sequence[TextCell], numeric: Sequence[bool]) -> Markup:
    first, *others = cells
    head = Markup('<th scope="row">{}</th>').format(_cell(first))
    rest = [
        Markup("<td{}>{}</td>").format(Markup(' class="number"') if is_number else "", _cell(cell))
        for cell, is_number in zip(others, numeric[1:], strict=True)
    ]
    return Markup("<tr>{}{}</tr>").format(head, Markup("").join(rest))


def _cell(cell: TextCell) -> Markup:
    if not isinstance(cell, StatusCell):
        return _lines(cell)
    shape, tone = mark_of(cell.word)
    html = Markup('<span class="status {}">{} {}</span>{}')
    sign = Markup('<span aria-hidden="true">{}</span>').format(shape)
    remark = f" ({cleaned(cell.remark)})" if cell.remark else ""
    return html.format(tone, sign, cleaned(cell.word), remark)


def _lines(text: str) -> Markup:
    """Text as typed, with its line breaks."""
    return Markup("<br>").join(escape(line) for line in cleaned(text).split("\n"))


def _one_line(text: str) -> str:
    return cleaned(text).replace("\n", " ")


def _json(value: object) -> Markup:
    """JSON in which nothing ends the element that it stands in."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - no character of markup is left


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


@cache
def _vega() -> str:
    """The libraries that draw the charts, as the converter brings them; made once a process."""
    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    # Nothing in a script element may look like its end.
    return bundle.replace("</script", "<\\/script").replace("<!--", "<\\!--") + "\n"
