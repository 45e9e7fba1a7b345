"""HTML that is prepared once for everybody who makes the same choices."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from markupsafe import Markup

from insights.cache import remembered
from pages.shared import shown

P = ParamSpec("P")
_Carried = tuple[tuple[str, str], ...]


class _CarriedChanged(Exception):
    """A publish changed what a choice means while the HTML was made, as with a newer report."""


def prepared_html(function: Callable[P, Markup]) -> Callable[P, Markup]:
    """Keep what a function gives for its arguments, the edition, and what every link carries.

    It may read whom and which quarter the page shows (pages.shared.shown), and nothing else of a
    visitor. Its arguments must be hashable.
    """

    @remembered
    def kept(carried: _Carried, *args: P.args, **kwargs: P.kwargs) -> Markup:
        html = function(*args, **kwargs)
        # What is carried is read by the function: it must be what the HTML is kept under.
        if _carried() != carried:
            raise _CarriedChanged
        return html

    @wraps(function)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Markup:
        while True:
            try:
                return kept(_carried(), *args, **kwargs)
            except _CarriedChanged:
                continue

    return drawn


def _carried() -> _Carried:
    return tuple(sorted(shown.carried().items()))
