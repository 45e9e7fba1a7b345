"""Small pages of our own, for what stands in front of the dashboard."""

from html import escape

from starlette.responses import HTMLResponse

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{head}<title>{title}</title>
<style>
body {{ font: 1.1rem/1.5 sans-serif; color: #0b0c0c; max-width: 38rem; margin: 3rem auto;
  padding: 0 1rem; }}
a {{ color: #0f4c81; }}
button {{ font: inherit; color: #fff; background: #12436d; border: 0; padding: .6rem 1.2rem; }}
:focus-visible {{ outline: 3px solid #f46a25; outline-offset: 2px; }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def plain_page(  # noqa: PLR0913 - the parts that such a page may have
    title: str,
    sentences: list[str],
    *,
    link: tuple[str, str] | None = None,
    form: tuple[str, str] | None = None,
    leads_to: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """A page with sentences, then a form or a link, each as address and words.

    `leads_to` is where the browser goes by itself; kept by nobody.
    """
    head = f'<meta http-equiv="refresh" content="0; url={escape(leads_to)}">\n' if leads_to else ""
    body = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    if form:
        action, button = map(escape, form)
        body += f'\n<form method="post" action="{action}"><button>{button}</button></form>'
    if link:
        address, words = map(escape, link)
        body += f'\n<p><a href="{address}">{words}</a></p>'
    content = _PAGE.format(head=head, title=escape(title), body=body)
    return HTMLResponse(content, status, {"Cache-Control": "no-store"})
