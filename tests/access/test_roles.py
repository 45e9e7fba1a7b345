"""Which role a sign-in gives, and which mistakes in the role file are told."""

from pathlib import Path
from typing import Any

import pytest

from access.__main__ import main
from access.roles import NoRole, path_of_roles, read_roles
from data.errors import UserError

ROLES = """
public_reading = true
[roles]
"Viewers" = "viewer"
"Analysts" = "analyst"
[groups]
"g-managers" = "manager"
[email]
"Ann@Example.gov.uk" = "administrator"
"""
VERIFIED = {"email": "ann@example.GOV.uk", "email_verified": True}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "roles.toml"
    path.write_text(ROLES)
    return path


@pytest.mark.parametrize(
    ("claims", "role", "by"),
    [
        ({"roles": ["Analysts", "Viewers"]}, "analyst", "roles"),
        ({"roles": ["Viewers"], "groups": ["g-managers"]}, "viewer", "roles"),
        ({"roles": "Viewers"}, "viewer", "roles"),
        ({"roles": ["Others"], "groups": ["x", "g-managers"]}, "manager", "groups"),
        ({"groups": ["x"], **VERIFIED}, "administrator", "email"),
        ({"email": "ann@example.gov.uk", "email_verified": "true"}, "administrator", "email"),
        ({"roles": ["Analysts"], "hasgroups": True}, "analyst", "roles"),
    ],
)
def test_roles_go_before_groups_and_groups_before_addresses(
    path: Path, claims: dict[str, Any], role: str, by: str
) -> None:
    decision = read_roles(path).decide(claims)
    assert decision.role == role
    assert f"the claim “{by}”" in decision.why


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({}, "roles: none; groups: none; email: none"),
        ({"roles": ["analysts"]}, "“analysts”"),
        ({"roles": {"Analysts": 1}}, "is no list of texts"),
        ({"roles": ["Analysts", 7]}, "is no list of texts"),
        ({"groups": [["g-managers"]]}, "is no list of texts"),
        ({"hasgroups": True, **VERIFIED}, "too many groups"),
        ({"_claim_names": {"groups": "src1"}, **VERIFIED}, "too many groups"),
        ({"email": "ann@example.gov.uk"}, "is verified"),
        ({"email": "ann@example.gov.uk", "email_verified": False}, "is verified"),
        ({"email": "ann@example.gov.uk", "email_verified": 1.5}, "is verified"),
        ({"email": ["ann@example.gov.uk"], "email_verified": True}, "nobody has given you"),
        ({"groups": [f"g{n}" for n in range(15)]}, "and 5 more"),
    ],
)
def test_a_claim_that_gives_no_role_is_refused_in_words(
    path: Path, claims: dict[str, Any], words: str
) -> None:
    with pytest.raises(NoRole, match=words.replace("(", r"\(")):
        read_roles(path).decide(claims)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[roles]\n'A' = 'analist'", '"A": "analist" is no role'),
        ("[roles]\n'A' = 'public'", '"public" is no role'),
        ("[roles]\n'A' = 7", '"A": 7 is no role'),
        ("[role]\n'A' = 'analyst'", 'has "role", which nobody knows'),
        ("roles = 'analyst'", "write \\[roles\\] and below it"),
        ("public_reading = 'yes'", "write true or false"),
        ("[email]\n'ann' = 'analyst'", '"ann" is no e-mail address'),
        ("[roles", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_told_in_a_sentence(path: Path, text: str, words: str) -> None:
    path.write_text(text)
    with pytest.raises(UserError, match=words):
        read_roles(path)


def test_the_file_that_comes_with_the_software_gives_nobody_a_role() -> None:
    role_file = read_roles(path_of_roles())
    assert not role_file.public_reading
    assert not any(role_file.by_claim.values())


@pytest.mark.parametrize(
    ("claims", "code", "words"),
    [
        ('{"roles": ["Analysts"]}', 0, "analyst: “Analysts” of the claim “roles” is analyst"),
        ("{}", 1, "nobody has given you a role"),
        ("[]", 2, "holds no JSON object"),
        ("{", 2, "cannot be read as JSON"),
    ],
)
def test_the_command_line_says_which_role_and_why(
    path: Path, claims: str, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = path.with_name("claims.json")
    file.write_text(claims)
    assert main(["who", "--claims", str(file), "--roles", str(path)]) == code
    out, err = capsys.readouterr()
    assert words in (err if code else out)
    assert code or "Show for: everyone" in out


@pytest.mark.parametrize(
    ("claims", "owner"),
    [
        ({"groups": ["g-managers"]}, "Finance"),
        ({"groups": ["g-managers"], **VERIFIED}, "D. Atkinson"),
        ({"groups": ["g-managers"], **VERIFIED, "email_verified": False}, "Finance"),
        ({"roles": ["Viewers"]}, None),
        ({}, None),
    ],
)
def test_an_address_says_before_a_group_what_somebody_sees_first(
    path: Path, claims: dict[str, Any], owner: str | None
) -> None:
    lines = '[show_for]\n"g-managers" = "Finance"\n"Ann@example.gov.uk" = " D. Atkinson "\n'
    path.write_text(f"{ROLES}{lines}")
    assert read_roles(path).owner_shown(claims) == owner


@pytest.mark.parametrize("lines", ['show_for = "Finance"\n', '[show_for]\n"x" = 3\n'])
def test_a_mistake_in_what_is_shown_first_is_told(path: Path, lines: str) -> None:
    path.write_text(lines)
    with pytest.raises(UserError, match=r"show_for.*: write"):
        read_roles(path)
