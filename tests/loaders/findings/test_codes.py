"""The table of codes: everything that the source can raise is in it, documented and tested."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.findings.codes import ACCEPTABLE, CODES
from loaders.reading import Severity
from tests.loaders.checks.test_every_code import CASES
from tests.shared import ROOT

# The functions that make a finding of a code and words.
MAKERS = {"Finding", "Unreadable", "doubt", "noticed", "refusal", "_about", "_warning"}
A_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in sorted((ROOT / "loaders").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in MAKERS:
                yield path, node


def _name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def raised(call: ast.Call) -> Iterator[str]:
    """The code among the first arguments of a call; the words after it have spaces."""
    for argument in call.args[:3]:
        text = argument.value if isinstance(argument, ast.Constant) else None
        if isinstance(text, str) and A_CODE.fullmatch(text):
            yield text
            return


def test_every_code_that_the_source_raises_is_in_the_table_and_none_besides() -> None:
    found = {code for _, call in calls() for code in raised(call)}
    assert len(found) > 60
    assert found == set(CODES)


def test_every_severity_that_the_source_names_is_the_tables() -> None:
    for path, call in calls():
        for code in raised(call):
            named = {
                argument.attr
                for argument in call.args
                if isinstance(argument, ast.Attribute)
                and isinstance(argument.value, ast.Name)
                and argument.value.id == "Severity"
            }
            can_be = {severity.name for severity in CODES[code].severities}
            assert named <= can_be, f"{path.name}: {code}"


def in_tests(code: str) -> bool:
    """Whether a test elsewhere names the code."""
    own = {"test_codes.py", "test_every_code.py"}
    files = (path for path in (ROOT / "tests").rglob("test_*.py") if path.name not in own)
    return any(f'"{code}"' in path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_test(code: str) -> None:
    assert code in CASES or in_tests(code)


def test_only_quarantined_figures_can_be_accepted() -> None:
    assert {CODES[code].severities for code in ACCEPTABLE} == {(Severity.QUARANTINE,)}


def test_the_documented_table_is_this_one() -> None:
    text = (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")
    written = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|(.*)\|$", text, flags=re.MULTILINE)
    expected = [
        (code.code, ", ".join(code.severities), code.means, "accept" if code.acceptable else "")
        for code in CODES.values()
    ]
    found = [(code, severities, means, can.strip()) for code, severities, means, can in written]
    assert found == expected
