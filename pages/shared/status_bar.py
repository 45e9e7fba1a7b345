"""How many measures have each status, as one bar with a shape and a number in every part."""

from markupsafe import Markup

from metrics.rag_summary import RagSummary
from metrics.words.summary_words import summary_words

_PARTS = (("good", "●"), ("near", "▲"), ("miss", "■"), ("quiet", "○"))


def status_bar(summary: RagSummary) -> Markup:
    """The bar's HTML; its name says the same in words. Empty where nothing is counted."""
    numbers = (summary.green, summary.amber, summary.red, sum(summary.by_state.values()))
    part = Markup('<span class="{}" style="flex-grow:{}">{} {}</span>')
    parts = Markup("").join(
        part.format(tone, number, shape, number)
        for (tone, shape), number in zip(_PARTS, numbers, strict=True)
        if number
    )
    bar = Markup('<div class="dd-status-bar" role="img" aria-label="{}">{}</div>')
    return bar.format(summary_words(summary), parts) if parts else Markup("")
