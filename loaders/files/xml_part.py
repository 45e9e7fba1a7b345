"""XML parts of a package: no document types, no entities, and never a whole sheet in memory."""

from collections.abc import Generator, Iterator, Sequence, Set
from functools import lru_cache
from typing import IO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser
from xml.parsers import expat

CHUNK = 65_536
DEEPEST = 200
# A parser names an unknown encoding by a LookupError, a multi-byte one by a ValueError.
UNREADABLE = (ParseError, expat.ExpatError, ValueError, LookupError)


class PartDamagedError(Exception):
    """An XML part that is not well formed, or not what it should be; the text says why."""


class _RootReached(Exception):
    """The prolog is over, and with it the only place for a document type."""


def has_dtd(stream: IO[bytes]) -> bool:
    """Whether a part declares a document type; reads no further than its first element.

    In whatever encoding the part is. Malformed parts have none here: they are refused where they
    are read, and many are never needed.
    """
    has_type = False

    def declared(*_: object) -> None:
        nonlocal has_type
        has_type = True
        raise _RootReached

    def root(*_: object) -> None:
        raise _RootReached

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = root
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk)
    except (_RootReached, *UNREADABLE):
        return has_type
    return has_type


def read_tree(stream: IO[bytes]) -> Element:
    """A small part as a tree; tags and attributes are local names, without their namespaces."""
    growing = read_children(stream, "")
    try:
        children = []
        while True:
            children.append(next(growing))
    except StopIteration as end:
        root: Element = end.value
    root.extend(children)
    return with_local_names(root)


def with_local_names(root: Element) -> Element:
    """The same tree with local names, and only the alternatives that every reader knows."""
    for element in root.iter():
        element.tag = local(element.tag)
        for key in [key for key in element.attrib if "}" in key]:
            element.set(local(key), element.attrib.pop(key))
    _take_fallbacks(root)
    return root


def read_children(stream: IO[bytes], container: str) -> Generator[Element, None, Element]:
    """The children of one element as soon as they are whole, and in the end the rest of the part.

    `container` is a child of the root by its local name, or "" for the root itself. Each child is
    forgotten once handed out, so that memory holds a chunk of a sheet and not all of it. The part
    must have been checked for a document type. Raises PartDamagedError for malformed XML.
    """
    builder = TreeBuilder()
    holder = builder.start("part", {})
    parser = XMLParser(target=builder)  # noqa: S314 - has_dtd() comes first, so no entities
    try:
        while chunk := stream.read(CHUNK):
            parser.feed(chunk)
            parent = _container(holder, container)
            # The last child may still grow.
            whole = [] if parent is None else parent[:-1]
            if parent is not None:
                del parent[: len(whole)]
            yield from whole
        parser.close()
    except UNREADABLE as error:
        raise PartDamagedError(f"its XML cannot be read: {error}") from error
    parent = _container(holder, container)
    if parent is not None:
        yield from parent
        parent[:] = []
    return holder[0]


def read_within(stream: IO[bytes], containers: Set[str]) -> Iterator[Element]:
    """The elements of a part in their order, of which only one at a time is whole in memory.

    A container (by its full name) comes as it opens, with its attributes alone, and its children
    follow; anything else comes once it is whole. The part must have been checked for a document
    type. Raises PartDamagedError for malformed XML and for elements nested too deeply.
    """
    builder = TreeBuilder()
    holder = builder.start("part", {})
    parser = XMLParser(target=builder)  # noqa: S314 - has_dtd() comes first, so no entities
    opened: set[Element] = set()
    try:
        while chunk := stream.read(CHUNK):
            parser.feed(chunk)
            _refuse_deep(holder)
            yield from _ready(holder, containers, opened, whole=False)
        parser.close()
    except UNREADABLE as error:
        raise PartDamagedError(f"its XML cannot be read: {error}") from error
    yield from _ready(holder, containers, opened, whole=True)


def _ready(
    parent: Element, containers: Set[str], opened: set[Element], *, whole: bool
) -> Iterator[Element]:
    """What is whole of an element's children, which it then forgets; the last may still grow.

    `opened` has the containers that were handed out before and may still grow.
    """
    last = len(parent) if whole else len(parent) - 1
    for index, child in enumerate(list(parent)):
        if child.tag in containers:
            if child not in opened:
                opened.add(child)
                yield Element(child.tag, child.attrib)
            yield from _ready(child, containers, opened, whole=index < last)
            if index < last:
                opened.remove(child)
        elif index < last:
            yield child
    del parent[: max(last, 0)]


def _refuse_deep(element: Element) -> None:
    """Raise PartDamagedError where the youngest element stands too deep, before it is built on."""
    depth = 0
    while len(element):
        element, depth = element[-1], depth + 1
        if depth > DEEPEST:
            raise too_deep()


def too_deep() -> PartDamagedError:
    """The error of a part whose elements stand in one another endlessly, as attacks have them."""
    return PartDamagedError(f"its elements are nested more than {DEEPEST} deep")


# A part has few names, each many times.
@lru_cache(maxsize=1024)
def local(name: str) -> str:
    """An element's or attribute's name without its namespace."""
    return name.rpartition("}")[2]


@lru_cache(maxsize=1024)
def namespace(name: str) -> str:
    """The namespace of a name, in braces, as names of the same part begin with it."""
    return name[: len(name) - len(local(name))]


def _take_fallbacks(root: Element) -> None:
    """Where a writer offers alternatives (mc:AlternateContent), the one that every reader knows."""
    for parent in list(root.iter()):
        if parent.find("AlternateContent") is not None:
            parent[:] = [chosen for child in parent for chosen in _chosen(child)]


def _chosen(child: Element) -> Sequence[Element]:
    if child.tag != "AlternateContent":
        return [child]
    return child.findall("Fallback/*")


def _container(holder: Element, name: str) -> Element | None:
    if not len(holder) or not name:
        return holder[0] if len(holder) else None
    root = holder[0]
    return root.find(namespace(root.tag) + name)
