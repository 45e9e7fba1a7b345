"""Parts of a page two by two, one below the other on a phone."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar

import streamlit as st

from pages.shared import unexpected

T = TypeVar("T")


def side_by_side(
    items: Sequence[T], draw: Callable[[T], None], gap: Literal["small", "large"] = "large"
) -> None:
    """Draw each item in the left or right half of the page, each on its own."""
    for pair in (items[first : first + 2] for first in range(0, len(items), 2)):
        for column, item in zip(st.columns(2, gap=gap), pair, strict=False):
            with column, unexpected.on_its_own():
                draw(item)
