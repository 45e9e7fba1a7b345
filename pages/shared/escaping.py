"""Text from files kept as plain text, in markdown and in HTML."""

import re

from markupsafe import Markup, escape

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:=&])")


def plain(text: object) -> str:
    """Text as typed, safe inside Streamlit's markdown: no character keeps a special meaning."""
    return _MARKDOWN.sub(r"\\\1", str(text)).replace("\n", "  \n")


def escaped(text: object) -> Markup:
    """Text as typed, safe inside HTML, with its line breaks; HTML of ours stays as it is."""
    return escape(text).replace("\n", Markup("<br>"))
