"""What a KPI does not tell: as its definition says, and as follows from what it is."""

from collections.abc import Sequence

from data.listed import listed
from insights.kpi_records import word
from insights.kpis import Kpi
from metrics.status import Polarity
from metrics.words.kpi_wording import capital

# Where a definition says it: the words from here to its end.
MARK = "Does not tell:"


def definition_text(kpi: Kpi) -> str:
    """Its definition without what it does not tell; empty where the plan has none."""
    return _parts(kpi)[0]


def not_told(kpi: Kpi) -> Sequence[str]:
    """What a reader may not conclude from it, a sentence each."""
    _, stated = _parts(kpi)
    sentences = [_sentence(stated)] if stated else []
    members = listed(kpi.definition["members"])
    if members:
        *first, last = members
        codes = " and ".join(filter(None, [", ".join(first), last]))
        sentences.append(f"How each of {codes} stands: it stands for them together.")
    if Polarity(kpi.definition["polarity"]) is Polarity.NONE and not stated:
        sentences.append("Whether things go well: neither more nor less is good in itself.")
    return sentences


def _parts(kpi: Kpi) -> tuple[str, str]:
    text = word(kpi.definition["definition"]) or ""
    counted, _, untold = text.partition(MARK)
    return counted.strip(), untold.strip()


def _sentence(text: str) -> str:
    return capital(text) if text.endswith(".") else f"{capital(text)}."
