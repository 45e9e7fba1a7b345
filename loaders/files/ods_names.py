"""The names of elements and attributes in OpenDocument's XML, each in its namespace."""

_OPEN_DOCUMENT = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}{}"


def office(name: str) -> str:
    """A name of the document as a whole, and of values."""
    return _OPEN_DOCUMENT.format("office", name)


def table(name: str) -> str:
    """A name of tables, rows, columns and cells."""
    return _OPEN_DOCUMENT.format("table", name)


def text(name: str) -> str:
    """A name of paragraphs and what stands in them."""
    return _OPEN_DOCUMENT.format("text", name)
