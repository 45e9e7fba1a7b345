"""HTML that is prepared once for everybody who makes the same choices."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from markupsafe import Markup

from insights.cache import by_edition
from pages.shared import shown

P = ParamSpec("P")


def prepared_html(function: Callable[P, Markup]) -> Callable[P, Markup]:
    """Keep what a function gives for its arguments, the edition, and what every link carries.

    It may read whom and which quarter the page shows (pages.shared.shown), and nothing else of a
    visitor. Its arguments must be hashable.
    """

    @by_edition
    def kept(  # what is carried is read by the function, and is part of what is asked
        carried: tuple[tuple[str, str], ...],  # noqa: ARG001
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Markup:
        return function(*args, **kwargs)

    @wraps(function)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> Markup:
        return kept(tuple(sorted(shown.carried().items())), *args, **kwargs)

    return drawn
