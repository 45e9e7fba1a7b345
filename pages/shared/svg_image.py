"""Small drawings as images: they print, need no script, and have words for who sees none."""

from base64 import b64encode

from markupsafe import Markup, escape

# Light lines on the dark page: hues stay, lightness turns. The image follows the page's theme.
FOLLOWS_THEME = Markup(
    "<style>@media(prefers-color-scheme:dark){svg{filter:invert(1) hue-rotate(180deg)}}</style>"
)


def svg_image(body: Markup, width: float, height: float, words: str, kind: str) -> Markup:
    """An SVG drawing as an image; `words` are read in its place, `kind` is its style class."""
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'width="{width}" height="{height}">{style}{body}</svg>'
    ).format(width=width, height=height, style=FOLLOWS_THEME, body=body)
    encoded = b64encode(str(svg).encode()).decode("ascii")
    image = Markup('<img class="{}" alt="{}" src="data:image/svg+xml;base64,{}">')
    return image.format(kind, escape(words), encoded)
