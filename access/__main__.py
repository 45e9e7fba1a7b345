"""`python -m access who --claims FILE`: which role a sign-in would have, and why."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from access import roles
from access.roles import NoRole
from data.errors import UserError

DONE, REFUSED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """0 with the role, 1 with the reason where there is none, 2 for a file with a mistake."""
    options = _parser().parse_args(arguments)
    try:
        role_file = roles.read_roles(options.roles or roles.path_of_roles())
        claims = roles.read_claims(options.claims)
        decision = role_file.decide(claims)
    except NoRole as problem:
        print(problem, file=sys.stderr)
        return REFUSED
    except UserError as problem:
        print(problem, file=sys.stderr)
        return USAGE
    print(f"{decision.role}: {decision.why}.")
    print(f"Show for: {role_file.owner_shown(claims) or 'everyone'}, at first.")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m access", description=__doc__)
    who = parser.add_subparsers(required=True).add_parser("who", help=main.__doc__)
    who.add_argument("--claims", required=True, type=Path, metavar="FILE", help="claims as JSON")
    who.add_argument("--roles", type=Path, metavar="FILE", help="the role file to be used")
    return parser


if __name__ == "__main__":
    sys.exit(main())
