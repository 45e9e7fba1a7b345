"""The table of codes: everything that the source can raise is in it, documented and tested."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.findings.codes import ACCEPTABLE, CODES, FindingCode, Severity
from tests.loaders.checks.test_every_code import CASES
from tests.shared import ROOT

CODES_MODULE = ROOT / "loaders" / "findings" / "codes.py"


def raised() -> set[str]:
    """The codes that the source of loaders names, outside the table itself."""
    return {
        node.attr
        for path in (ROOT / "loaders").rglob("*.py")
        if path != CODES_MODULE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "FindingCode"
    }


def test_every_code_is_in_the_table_and_raised_by_the_source() -> None:
    assert set(CODES) == set(FindingCode)
    assert raised() == {code.name for code in FindingCode}


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted((ROOT / "loaders").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def _members(call: ast.Call, enum: str) -> set[str]:
    arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
    return {
        argument.attr
        for argument in arguments
        if isinstance(argument, ast.Attribute)
        and isinstance(argument.value, ast.Name)
        and argument.value.id == enum
    }


def test_every_severity_that_the_source_names_is_the_tables() -> None:
    for path, call in calls():
        for code in _members(call, "FindingCode"):
            can_be = {severity.name for severity in CODES[FindingCode[code]].severities}
            assert _members(call, "Severity") <= can_be, f"{path.name}: {code}"


def in_tests(code: str) -> bool:
    """Whether a test elsewhere names the code."""
    exempt = {"test_codes.py", "test_every_code.py"}
    files = (path for path in (ROOT / "tests").rglob("test_*.py") if path.name not in exempt)
    return any(f'"{code}"' in path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_test(code: str) -> None:
    assert code in CASES or in_tests(code)


def test_only_quarantined_figures_can_be_accepted() -> None:
    assert {CODES[FindingCode(code)].severities for code in ACCEPTABLE} == {(Severity.QUARANTINE,)}


def test_the_documented_table_is_this_one() -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|(.*)\|$", text, flags=re.MULTILINE)
    expected = [
        (code.code, ", ".join(code.severities), code.means, "accept" if code.acceptable else "")
        for code in CODES.values()
    ]
    documented = [
        (code, severities, means, can.strip()) for code, severities, means, can in written
    ]
    assert documented == expected
