"""The cheap look at a zip package, before anything in it is believed."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from loaders.files.kinds import SAVE_AS, UPLOAD, password
from loaders.files.limits import LIMITS, MB, FileLimits
from loaders.files.refusal import damaged, refusal, wrong_kind
from loaders.files.xml_part import has_dtd
from loaders.findings.codes import FindingCode

ENCRYPTED = 0x1
FLAGS_AT = 6
ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
OTHER_PACKAGES = (
    ("word/document.xml", "a Word document", UPLOAD),
    ("ppt/presentation.xml", "a PowerPoint presentation", UPLOAD),
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)", SAVE_AS),
    ("index/document.iwa", "an Apple Numbers or Pages document", SAVE_AS),
)


class Archive:
    """The parts of a package by name: `/` between folders, capitals and small letters alike."""

    def __init__(self, file: str, packed: zipfile.ZipFile) -> None:
        self.file = file
        self._packed = packed
        self.parts: Mapping[str, zipfile.ZipInfo] = {
            part_name(info.filename): info for info in packed.infolist() if not info.is_dir()
        }

    def __contains__(self, part: str) -> bool:
        return part_name(part) in self.parts

    @contextmanager
    def open(self, part: str) -> Iterator[IO[bytes]]:
        """A part to read from; raises FileRefused when it is missing or its bytes are damaged."""
        if part not in self:
            raise damaged(self.file, f"its part {part} is missing")
        try:
            with self._packed.open(self.parts[part_name(part)]) as stream:
                yield stream
        except ZIP_ERRORS as error:
            raise damaged(self.file, f"its part {part} cannot be unpacked") from error

    @contextmanager
    def open_xml(self, part: str) -> Iterator[IO[bytes]]:
        """An XML part to read from, whatever its name; a document type in it is refused."""
        with self.open(part) as stream:
            if has_dtd(stream):
                problem = "declares a document type in its XML, as attacks do and Excel never does"
                raise refusal(self.file, FindingCode.DTD, problem, SAVE_AS, found=part)
            stream.seek(0)
            yield stream


def part_name(name: str) -> str:
    """A part's name as packages compare them: no leading slash, `/`, small letters."""
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()


def open_archive(file: str, content: bytes, limits: FileLimits = LIMITS) -> Archive:
    """The zip in `content` once it keeps to every limit; raises FileRefused with the first broken.

    Nothing is unpacked before the sizes that the zip declares are within limits; zipfile never
    unpacks more of a part than it declares, and its checksum fails where the declaration lied.
    """
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_ERRORS as error:
        raise damaged(file, "it is cut short or not a whole zip package") from error
    _check_directory(file, packed.infolist(), limits)
    _check_local_headers(file, packed.infolist(), content)
    _check_bytes(file, packed)
    archive = Archive(file, packed)
    _check_dtd(archive)
    return archive


def refuse_other_packages(archive: Archive) -> None:
    """Raise FileRefused for a zip that holds another known kind of document."""
    for part, kind, action in OTHER_PACKAGES:
        if part in archive:
            raise wrong_kind(archive.file, kind, action)


def _check_directory(file: str, parts: list[zipfile.ZipInfo], limits: FileLimits) -> None:
    if not parts:
        raise refusal(file, FindingCode.EMPTY, "is an empty zip archive", UPLOAD)
    if len(parts) > limits.parts:
        problem = f"holds {len(parts):,} parts, more than the {limits.parts:,} allowed"
        raise refusal(file, FindingCode.TOO_MANY_PARTS, problem, SAVE_AS)
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise password(file)
    names = [part_name(part.filename) for part in parts]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        problem = f"holds its part {twice} twice, so that readers disagree about its content"
        raise refusal(file, FindingCode.DUPLICATE_PARTS, problem, SAVE_AS, found=twice)
    _check_sizes(file, parts, limits)


def _check_sizes(file: str, parts: list[zipfile.ZipInfo], limits: FileLimits) -> None:
    total = sum(part.file_size for part in parts)
    if total > limits.unpacked_bytes:
        most = limits.unpacked_bytes // MB
        problem = f"would unpack to {total // MB:,} MB, more than the {most:,} MB allowed"
        raise refusal(file, FindingCode.UNPACKS_TOO_LARGE, problem, "split it into smaller files")
    for part in parts:
        packed = max(part.compress_size, 1)
        if part.file_size > limits.ratio_from and part.file_size > limits.ratio * packed:
            times = part.file_size // packed
            problem = f"would unpack to {times:,} times its size, as no real workbook does"
            raise refusal(
                file, FindingCode.UNPACKS_TOO_LARGE, problem, SAVE_AS, found=part.filename
            )


def _check_local_headers(file: str, parts: list[zipfile.ZipInfo], content: bytes) -> None:
    """A part may be marked as encrypted where it stands, though the directory does not say so."""
    for part in parts:
        flags = content[part.header_offset + FLAGS_AT : part.header_offset + FLAGS_AT + 2]
        if int.from_bytes(flags, "little") & ENCRYPTED:
            raise password(file)


def _check_bytes(file: str, packed: zipfile.ZipFile) -> None:
    try:
        broken = packed.testzip()
    except ZIP_ERRORS as error:
        raise damaged(file, "a part of it cannot be unpacked") from error
    if broken is not None:
        raise damaged(file, f"its part {broken} does not match its checksum")


def _check_dtd(archive: Archive) -> None:
    for part in archive.parts:
        if not part.endswith((".xml", ".rels", ".vml")):
            continue
        with archive.open_xml(part):
            pass
