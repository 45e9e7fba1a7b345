"""The errors that a person can mend, those of the store among them; everything else is a bug."""


class UserError(Exception):
    """Its text is the sentence on the screen: where, what was found, what to do.

    Caught in two places, the command line and the frame around every page.
    """


class StoreProblem(UserError):
    """The store cannot do what was asked; the text is a sentence that says what to do."""


class HoldsLess(StoreProblem):
    """A backup holds less than the one of the same day, so it stands beside that one."""


class DiskFull(StoreProblem):
    """The disk has no room for what was to be stored."""


class InUse(StoreProblem):
    """Another process has the database open."""


class BasisChanged(StoreProblem):
    """Somebody changed what is published after a preview was made; the preview must be renewed."""


class PublishedMeanwhile(UserError):
    """Something was published again and again while an answer was worked out."""
