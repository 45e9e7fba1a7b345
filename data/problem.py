"""What the store says when it cannot do what was asked."""

from data.mendable import Mendable


class StoreProblem(Mendable):
    """The store cannot do what was asked; the text is a sentence that says what to do."""


class InUse(StoreProblem):
    """Another process has the database open."""


class BasisChanged(StoreProblem):
    """Somebody changed what is published after a preview was made; the preview must be renewed."""
