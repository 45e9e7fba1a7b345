"""Reference results for intervals, bands and trends, from a file beside the project."""

import json
import math
from typing import Any

import pytest

from tests.shared import SHARED

VECTORS = "vectors/benchmark.json"


def reference(name: str) -> list[Any]:
    """The reference cases of one set; where the file is absent, one that is skipped."""
    path = SHARED / VECTORS
    if not path.exists():
        absent = pytest.mark.skip(reason=f"../shared/{VECTORS} is not here")
        return [pytest.param({}, id="absent", marks=absent)]
    cases: list[Any] = json.loads(path.read_text())[name]
    return cases


def same(path: float | None, expected: float) -> bool:
    """Whether a number is the reference's, to nine digits."""
    return path is not None and math.isclose(path, expected, rel_tol=1e-9)
