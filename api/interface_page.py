"""The interface described for people: a plain page without any script."""

from collections.abc import Sequence

from markupsafe import Markup

from api.open_tables import TABLES, OpenTable
from api.openapi_document import ROOT
from api.parameters import Parameter
from api.table_formats import FORMATS
from data.actor import Actor

_PAGE = Markup("""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{title}: open interface</title>
<style>
body {{ font: 1.05rem/1.5 sans-serif; color: #0b0c0c; max-width: 60rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: break-word; }}
a {{ color: #0f4c81; }}
table {{ border-collapse: collapse; width: 100%; margin: 0 0 1rem; }}
caption {{ text-align: left; font-weight: 600; padding: .4rem 0; }}
th, td {{ text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0;
  border-bottom: 1px solid #c9d1d9; }}
th {{ font-weight: 600; }}
code {{ background: #f3f5f7; padding: 0 .2rem; }}
:focus-visible {{ outline: 3px solid #f46a25; outline-offset: 2px; }}
</style>
</head>
<body>
<main>
<h1>{title}: open interface</h1>
<p>What the pages show, for other programs. Nothing can be changed through it. Figures marked
illustrative are invented to show the software.</p>
<p>Begin with <a href="{root}/kpis">{root}/kpis</a>. The end of an address says the format:
{formats}. Without one it is JSON. A CSVW file describes the columns of the CSV of its name.</p>
<p>An unknown word, or one that stands twice, is refused with the nearest one. Long answers come in
parts: follow <code>next</code>. Send the <code>ETag</code> of an answer back as
<code>If-None-Match</code>: nothing is sent again until something is published.</p>
<p>For programs: <a href="{root}/openapi.json">description (OpenAPI 3.1)</a>,
<a href="/datapackage.json">data package (Frictionless)</a>,
<a href="/dcat.jsonld">catalogue record (DCAT)</a>.</p>
<p>To subscribe to: <a href="/feeds/changes.atom">what changed (Atom)</a>, and
<a href="/feeds/due.ics">when figures are due (calendar)</a>, of one
<code>portfolio</code>, <code>lead</code> or <code>service</code> where the address names it.</p>
{sections}
<p><a href="/">Back to the dashboard</a></p>
</main>
</body>
</html>
""")
_SECTION = Markup("""<h2 id="{name}">{title}</h2>
<p>{description}: <a href="{root}/{name}">{root}/{name}</a>, also as {links}.</p>
<table><caption>Words that choose</caption><thead><tr><th scope="col">Word</th>
<th scope="col">What it does</th></tr></thead><tbody>{parameters}</tbody></table>
<table><caption>Columns of the table</caption><thead><tr><th scope="col">Column</th>
<th scope="col">What it holds</th></tr></thead><tbody>{columns}</tbody></table>
""")
_ROW = Markup('<tr><th scope="row"><code>{}</code></th><td>{}</td></tr>\n')
_LINK = Markup('<a href="{root}/{name}.{format}">.{format}</a>')


def interface_page(title: str, actor: Actor) -> str:
    """The page, with the tables that somebody may see."""
    tables = [table for table in TABLES.values() if table.is_for(actor)]
    return _PAGE.format(
        title=title,
        root=ROOT,
        formats=", ".join(f".{name}" for name in FORMATS),
        sections=Markup("").join(map(_section, tables)),
    )


def _section(table: OpenTable) -> Markup:
    links = (_LINK.format(root=ROOT, name=table.name, format=name) for name in FORMATS)
    return _SECTION.format(
        root=ROOT,
        name=table.name,
        title=table.title,
        description=table.description,
        links=Markup(", ").join(links),
        parameters=_parameters(table.parameters),
        columns=Markup("").join(_ROW.format(c.name, c.description) for c in table.columns),
    )


def _parameters(parameters: Sequence[Parameter]) -> Markup:
    return Markup("").join(_ROW.format(p.name, p.description) for p in parameters)
