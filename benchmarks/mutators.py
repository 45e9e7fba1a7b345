"""Ways to damage a file: bytes flipped, cut or spliced, parts exchanged, XML and text edited."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from random import Random

Mutator = Callable[[bytes, Sequence[bytes], Random], bytes]
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
PLACES = re.compile(rb'="([^"<>]*)"|>([^<>]+)<')
UNPACKED = 20_000_000  # the largest package that is unpacked to be edited
ODD_VALUES = (
    b"", b"-1", b"0", b"99999999999999999999", b"1e308", b"-1e999", b"NaN", b"9" * 400, b"&#0;",
    b"&#x10FFFF;", b"&undefined;", b"\xff\xfe", b"A1:XFD1048576", b"XFD1048577", b"A0", b"1A", b"s",
    b"inlineStr", b"e", b"d", b"n", b"true", b"2958466", b"-0.5", b"rId1", b"../../../sheet1.xml",
    b"0.0%;[Red]0", b"yyyy", b'"' * 3, b"#REF!", b"2024/05", b"Q1 2024/25", b"x" * 40_000,
)  # fmt: skip
ODD_BYTES = (
    b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n\r\n", b"\0", b"\xff", b"\x80",
    b"\xef\xbb\xbf", "\u20ac".encode(), b"9" * 400, b"1e999", b"=1+1", b"Q1 2024/25", b"2024/05",
    b"sep=;\n",
)  # fmt: skip


def flipped(content: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    """Up to twenty bytes are others."""
    changed = bytearray(content)
    for _time in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut_short(content: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    """The end is missing."""
    return content[: chance.randrange(len(content))]


def spliced(content: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """A piece of this or another file stands where it does not belong, or a piece is missing."""
    donor = chance.choice((content, b"", chance.choice(others)))
    start, at = chance.randrange(len(donor) + 1), chance.randrange(len(content))
    piece = donor[start : start + chance.randint(1, 5_000)]
    over = chance.choice((0, len(piece), chance.randint(1, 5_000)))
    return content[:at] + piece + content[at + over :]


def parts_exchanged(content: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Two parts of a package have each other's content, or one is missing or from elsewhere."""
    parts = unpacked(content)
    if len(parts) < 2:
        return flipped(content, others, chance)
    first, second = chance.sample(sorted(parts), 2)
    match chance.randrange(3):
        case 0:
            parts[first], parts[second] = parts[second], parts[first]
        case 1:
            del parts[first]
        case _:
            elsewhere = unpacked(chance.choice(others))
            parts[first] = elsewhere.get(first, parts[second])
    return packed(parts)


def xml_edited(content: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """Up to five attributes or texts in a part of a package say something odd."""
    parts = unpacked(content)
    names = [name for name in sorted(parts) if name.endswith((".xml", ".rels", ".vml"))]
    if not names:
        return flipped(content, others, chance)
    name = chance.choice(names)
    for _ in range(chance.randint(1, 5)):
        places = [match.span(match.lastindex or 0) for match in PLACES.finditer(parts[name])]
        if places:
            start, end = chance.choice(places)
            parts[name] = parts[name][:start] + chance.choice(ODD_VALUES) + parts[name][end:]
    return packed(parts)


def part_damaged(content: bytes, others: Sequence[bytes], chance: Random) -> bytes:
    """A part of a package is damaged like any file, and packed with the right checksum."""
    parts = unpacked(content)
    names = [name for name in sorted(parts) if parts[name]]
    if not names:
        return flipped(content, others, chance)
    name = chance.choice(names)
    way = ANY_FILE[chance.choice(sorted(ANY_FILE))]
    parts[name] = way(parts[name], others, chance)
    return packed(parts)


def text_changed(content: bytes, _: Sequence[bytes], chance: Random) -> bytes:
    """Signs that matter in tables of text stand at up to ten places."""
    changed = content
    for _time in range(chance.randint(1, 10)):
        at = chance.randrange(len(changed) + 1)
        changed = changed[:at] + chance.choice(ODD_BYTES) + changed[at + chance.randrange(2) :]
    return changed


ANY_FILE: Mapping[str, Mutator] = {
    "bytes flipped": flipped,
    "cut short": cut_short,
    "spliced": spliced,
}
PACKAGES: Mapping[str, Mutator] = {
    "parts exchanged": parts_exchanged,
    "part damaged": part_damaged,
    "XML edited": xml_edited,
    "XML edited again": xml_edited,
}
TEXTS: Mapping[str, Mutator] = {"text changed": text_changed}


def mutators_for(content: bytes) -> Mapping[str, Mutator]:
    """The ways to damage a file of this kind; a package's XML is edited more often."""
    return {**ANY_FILE, **(PACKAGES if content.startswith(b"PK") else TEXTS)}


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of a package by name; none where it is damaged, encrypted or very large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > UNPACKED:
                return {}
            return {part.filename: archive.read(part) for part in archive.infolist()}
    except ZIP_ERRORS:
        return {}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()
