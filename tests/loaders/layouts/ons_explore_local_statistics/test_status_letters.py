import pytest

from tests.loaders.ons_tables import only, read_line


@pytest.mark.parametrize(
    ("status", "value", "state", "note"),
    [
        ("", "24.5", None, None),
        ("", "", "awaited", None),
        ("x", "", "suppressed", "x (not available)"),
        ("c", "", "suppressed", "c (confidential)"),
        ("u", "", "suppressed", "u (unreliable)"),
        ("u", "24.5", None, "u (unreliable)"),
        ("z", "", "not applicable", "z (not applicable)"),
        ("p", "24.5", None, "p (provisional)"),
        ("Value for two areas", "24.5", None, "Value for two areas"),
    ],
)
def test_a_status_gives_an_empty_figure_its_state_and_is_kept_in_the_note(
    status: str, value: str, state: str | None, note: str | None
) -> None:
    row = only(read_line(status=status, observation=value, lci_95="", uci_95=""))
    assert (row.value, row.state) == (float(value) if value else None, state)
    assert row.note == note
    assert row.provisional == (status == "p")
