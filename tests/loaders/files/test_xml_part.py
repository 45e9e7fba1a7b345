"""XML parts read piece by piece: the same elements, wherever the pieces end."""

import io
from xml.etree.ElementTree import Element

import pytest

from loaders.files import xml_part
from loaders.files.xml_part import PartDamagedError, read_within

PART = (
    '<d><s name="styles"><a/></s><t name="one"><g><r n="1"><c>x</c><c/></r><r n="2"/></g>'
    '<r n="3">tail</r></t> <t name="two"/><n><t name="inner"/></n></d>'
)
CONTAINERS = frozenset(("d", "t", "g"))
READ = [
    ("d", {}, 0),
    ("s", {"name": "styles"}, 1),
    ("t", {"name": "one"}, 0),
    ("g", {}, 0),
    ("r", {"n": "1"}, 2),
    ("r", {"n": "2"}, 0),
    ("r", {"n": "3"}, 0),
    ("t", {"name": "two"}, 0),
    ("n", {}, 1),
]


@pytest.mark.parametrize("chunk", [1, 7, 40, 1000])
def test_containers_come_open_and_the_rest_whole_whatever_the_size_of_a_piece(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_part, "CHUNK", chunk)
    elements = list(read_within(io.BytesIO(PART.encode()), CONTAINERS))
    assert [(element.tag, element.attrib, len(element)) for element in elements] == READ
    assert elements[6].text == "tail"


@pytest.mark.parametrize("tag", ["t", "r"])
@pytest.mark.parametrize(("depth", "is_refused"), [(200, False), (201, True)])
def test_elements_nested_without_end_are_refused(
    tag: str,
    depth: int,
    is_refused: bool,
) -> None:
    part = f"<{tag}>" * depth + f"</{tag}>" * depth
    if not is_refused:
        assert list(read_within(io.BytesIO(part.encode()), CONTAINERS))
        return
    with pytest.raises(PartDamagedError, match="more than 200 deep"):
        list(read_within(io.BytesIO(part.encode()), CONTAINERS))


def test_what_was_whole_before_the_damage_still_came() -> None:
    reading = read_within(io.BytesIO(b"<d><t>" + b"<r/>" * 50_000 + b"<r>"), CONTAINERS)
    elements: list[Element] = []
    with pytest.raises(PartDamagedError, match="cannot be read"):
        elements.extend(reading)
    assert len(elements) > 40_000
