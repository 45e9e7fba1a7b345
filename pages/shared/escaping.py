"""Text from files kept as plain text, in markdown and in HTML."""

import re

from markupsafe import Markup, escape

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:=&])")


_WORD_JOINER = "\u2060"


def plain(text: object) -> str:
    """Text as typed, safe inside Streamlit's markdown: no character keeps a special meaning."""
    # A word joiner, which is not seen, keeps a bare address from becoming a link.
    unlinked = re.sub(r"(?i)(:)(//)|\b(www)(\.)", f"\\1\\3{_WORD_JOINER}\\2\\4", str(text))
    return _MARKDOWN.sub(r"\\\1", unlinked).replace("\n", "  \n")


def escaped(text: object) -> Markup:
    """Text as typed, safe inside HTML, with its line breaks; HTML of ours stays as it is."""
    return escape(text).replace("\n", Markup("<br>"))
