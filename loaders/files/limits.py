"""How large a file may be, and how long reading it may take, before it is refused."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Bounds that no real workbook of a large collection reached, and that hostile ones do.

    Sizes are in bytes. `ratio` is unpacked to packed, for parts over `ratio_from`; `cells` is the
    box from A1 to the last filled row and column of one sheet. `seconds` of
    computing and of `patience` by the clock, `memory` and `answer_bytes` bind the child process.
    """

    file_bytes: int = 20 * MB
    parts: int = 2_000
    unpacked_bytes: int = 150 * MB
    ratio: int = 200
    ratio_from: int = MB
    cells: int = 5_000_000
    lines: int = 200_000
    columns: int = 16_384
    seconds: float = 15.0
    patience: float = 60.0
    memory: int = 1024 * MB
    answer_bytes: int = 256 * MB


LIMITS = FileLimits()
