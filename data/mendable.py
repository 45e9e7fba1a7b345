"""The one kind of error that a person can mend; everything else is a bug."""


class Mendable(Exception):
    """Its text is the sentence on the screen: where, what was found, what to do.

    Caught in two places, the command line and the frame around every page.
    """
