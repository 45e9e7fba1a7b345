"""Text from files kept as plain text, in markdown and in HTML."""

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import Markup, escape

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:=&])")

# What has a meaning within a line, and what has one at its beginning.
_INLINE = re.compile(r"([\\`*_\[\]<>~$]|:(?=\w+[:\[]))")
_LIST_OR_HEADING = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([#+.)-])")
_WORD_JOINER = "\u2060"


def plain(text: object) -> str:
    """Text as typed, safe inside Streamlit's markdown: no character keeps a special meaning."""
    return _MARKDOWN.sub(r"\\\1", _unlinked(text)).replace("\n", "  \n")


# The titles of all pages are asked for at every click.
@lru_cache(maxsize=512)
def page_title(text: str) -> str:
    """Text as typed for the menu, which is markdown, and the tab, which shows each backslash.

    So only what has a meaning where it stands is escaped: `Well-being` stays as it is.
    """
    return _LIST_OR_HEADING.sub(r"\1\\\2", _INLINE.sub(r"\\\1", _unlinked(text)))


def _unlinked(text: object) -> str:
    """A word joiner, which is not seen, keeps a bare address from becoming a link."""
    return re.sub(r"(?i)(:)(//)|\b(www)(\.)", f"\\1\\3{_WORD_JOINER}\\2\\4", str(text))


def escaped(text: object) -> Markup:
    """Text as typed, safe inside HTML, with its line breaks; HTML of ours stays as it is."""
    html = escape(text)
    return html.replace("\n", Markup("<br>")) if "\n" in html else html


def joined(parts: Iterable[Markup]) -> Markup:
    """HTML of ours end to end; every part is escaped, so that none is looked at again."""
    return Markup("".join(parts))  # noqa: S704 - parts of this type are escaped
