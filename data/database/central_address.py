"""Where a central store is: the address that DISTRICT_DATABASE may name in place of a file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from data.errors import UserError

DUCKLAKE = "ducklake:"
_POSTGRESQL = ("postgresql", "postgres")
# Where the Parquet files of a DuckLake are: a folder that all servers share, or an S3 bucket.
FIGURES = "figures"
S3 = "s3://"
_FORM = (
    "ducklake:postgresql://user@host:5432/database?figures=s3://bucket/folder, or "
    "postgresql://user@host:5432/database"
)


@dataclass(frozen=True, slots=True)
class CentralAddress:
    """A PostgreSQL database, and where the figures are if they are not in it.

    `figures` is a folder or an s3:// address with a slash at its end; None for plain PostgreSQL,
    where they are in its tables. Passwords are no part of it.
    """

    host: str
    port: int
    user: str
    database: str
    figures: str | None = None
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """The address as sentences and editions name it."""
        kind = DUCKLAKE if self.figures else ""
        return f"{kind}postgresql://{self.host}:{self.port}/{self.database}"

    @property
    def connection(self) -> str:
        """How libpq is told: it takes the password from PGPASSWORD, or from its password file."""
        named = {
            "host": self.host, "port": self.port, "dbname": self.database, "user": self.user,
            # A network that swallows everything is given up after ten seconds.
            "connect_timeout": 10, "tcp_user_timeout": 10_000,
        }  # fmt: skip
        return " ".join(
            f"{name}='{_escaped(str(value))}'"
            for name, value in (named | dict(self.options)).items()
            if value
        )


def is_central(text: str) -> bool:
    """Whether a setting names a central store and no file."""
    scheme = text.removeprefix(DUCKLAKE).partition("://")[0]
    return text.startswith(DUCKLAKE) or (scheme in _POSTGRESQL and "://" in text)


def central_address(text: str) -> CentralAddress:
    """The address that a setting names.

    Raises UserError where it cannot be understood, or has a password.
    """
    in_lake = text.startswith(DUCKLAKE)
    try:
        parts = urlsplit(text.removeprefix(DUCKLAKE))
        port = parts.port or 5432
    except ValueError:
        raise _refused("its port is no number") from None
    options = dict(parse_qsl(parts.query))
    figures = options.pop(FIGURES, None)
    if parts.password is not None or "password" in options:
        raise _refused(
            "it has a password, which would stand in lists of processes. Give the password as "
            "PGPASSWORD or in a password file (PGPASSFILE)"
        )
    if parts.scheme not in _POSTGRESQL or not parts.path.strip("/"):
        raise _refused("it names no PostgreSQL database")
    if in_lake != (figures is not None):
        raise _refused(
            f"{FIGURES}= belongs to an address that begins with {DUCKLAKE}, and to none else"
        )
    return CentralAddress(
        host=unquote(parts.hostname or options.pop("host", "")),
        port=port,
        user=unquote(parts.username or ""),
        database=unquote(parts.path.strip("/")),
        figures=_folder(figures) if figures is not None else None,
        options=options,
    )


def _folder(figures: str) -> str:
    """With a slash at its end, so that a longer name is not taken for what is below it."""
    if not figures.startswith(S3) and not Path(figures).is_absolute():
        raise _refused(f"{FIGURES}= is neither a whole path nor an s3:// address")
    if not re.fullmatch(r"[\w./:+~ -]+", figures):
        raise _refused(f"{FIGURES}= has a sign that no path here may have")
    figures = figures.rstrip("/") + "/"
    # Files are listed with one, and then are not those that the catalogue names.
    if (same := with_single_slashes(figures)) != figures:
        raise _refused(
            f"{FIGURES}= has two slashes one after another. Write {FIGURES}={same}, which is the "
            "same folder: the figures stay where they are"
        )
    return figures


def with_single_slashes(figures: str) -> str:
    """A folder without slashes one after another; a bucket as it is, where those are names."""
    return figures if figures.startswith(S3) else re.sub("/+", "/", figures)


def _refused(why: str) -> UserError:
    # The address itself is not repeated: it may hold a password.
    return UserError(f"DISTRICT_DATABASE cannot be used: {why}. Write a file, or {_FORM}.")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
