"""What parent and child send each other as JSON: a request, and an answer of our own types.

The parent does not trust the child: whatever is not of these types is no answer.
"""

from collections.abc import Iterable, Sequence
from math import isfinite

import msgspec

from loaders.files.limits import FileLimits
from loaders.findings.finding import Finding
from loaders.layouts import Hints
from loaders.reading import FirstRows, Reading, Row


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file to be read: what is known of it, and how many bytes of it and its companion follow.

    `companion` is the name of the JSON description published beside the file.
    """

    name: str
    size: int
    companion: str | None
    companion_size: int
    hints: Hints
    limits: FileLimits


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="read"):
    """The answer about a file that a layout read."""

    reading: Reading


class Refused(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="refused"):
    """The answer about a file that is refused, with its first rows where no layout reads it."""

    finding: Finding
    first_rows: Sequence[FirstRows] = ()


Answer = Read | Refused

_encoder = msgspec.json.Encoder()
_requests = msgspec.json.Decoder(Request)
_answers: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


class NotAnAnswer(ValueError):
    """What the child sent is no answer: not JSON, or of other types than ours."""


def encoded_request(request: Request) -> bytes:
    """A request as one line of JSON."""
    return _encoder.encode(request) + b"\n"


def decoded_request(line: bytes) -> Request:
    """The request that encoded_request() gave."""
    return _requests.decode(line)


def encoded_answer(answer: Answer) -> bytes:
    """An answer as JSON; ValueError where a figure is no number, for which JSON has no word."""
    if isinstance(answer, Read):
        reading = answer.reading
        _refuse_endless((*reading.rows, *reading.unread, *reading.unread_targets))
    return _encoder.encode(answer)


def decoded_answer(content: bytes | bytearray) -> Answer:
    """The answer that encoded_answer() gave; NotAnAnswer for anything else."""
    try:
        return _answers.decode(content)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotAnAnswer(str(error)) from error


def _refuse_endless(rows: Iterable[Row]) -> None:
    for row in rows:
        for number in (row.value, row.target, row.target_upper, row.lower, row.upper):
            if number is not None and not isfinite(number):
                raise ValueError(f"{number} at sheet {row.sheet}, cell {row.cell} is no number")
