"""Example workbooks: one and more for every layout and trap, each with the reading it must give.

Every module here whose name begins with `k`, `trap` or `other` has EXAMPLES. All figures are
invented; codes and names are the plan's. `python -m tests.examples FOLDER` writes the files.
"""

import importlib
import pkgutil
from collections.abc import Sequence

from tests.examples.example import Example


def examples() -> Sequence[Example]:
    """Every example of every module in this folder, found by being here."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [
        importlib.import_module(f"{__name__}.{name}")
        for name in names
        if name.startswith(("k", "trap", "other"))
    ]
    return [example for module in modules for example in module.EXAMPLES]
