"""The accessibility statement names the council, whom to write to, and who enforces."""

import pytest

from insights import areas
from tests.pages.app import opened, text

pytestmark = pytest.mark.usefixtures("only_read")
SECTIONS = [
    "Feedback and contact information", "Enforcement procedure",
    "Technical information about this dashboard", "Compliance status",
    "Non-accessible content", "Preparation of this accessibility statement",
]  # fmt: skip


def test_it_has_every_section_of_the_model_form_and_is_linked_from_about() -> None:
    page_text = text(opened("accessibility"))
    assert "Accessibility statement for Harborough performance" in page_text
    places = [page_text.index(section) for section in SECTIONS]
    assert len(places) == len(set(places))
    assert "partially compliant" in page_text
    assert "Equality and Human Rights Commission" in page_text
    assert 'href="accessibility"' in text(opened("about"))


@pytest.mark.parametrize(
    ("contact", "words"),
    [("", "has named no contact here yet"), ("Access team, 0000", "Contact: Access team, 0000.")],
)
def test_the_contact_is_the_councils_own_or_said_to_be_missing(
    contact: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISTRICT_CONTACT", contact)
    assert words in text(opened("accessibility"))


def test_in_northern_ireland_another_commission_enforces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "own_nation", lambda: "N92000002")
    page_text = text(opened("accessibility"))
    assert "Equality Commission for Northern Ireland" in page_text
    assert "EHRC" not in page_text


def test_the_councils_colour_reaches_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "--dd-navy:light-dark(#004d40" not in text(opened("about"))
    monkeypatch.setenv("DISTRICT_COLOUR", "#004D40")
    assert "--dd-navy:light-dark(#004d40," in text(opened("about"))
