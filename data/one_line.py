"""Texts of others for the log: one line each, without characters that steer a screen."""


def one_line(text: str) -> str:
    r"""A text with everything that is not printable written out: a new line as `\n`."""
    return "".join(letter if letter.isprintable() else _escaped(letter) for letter in text)


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
