"""What residents call a thing, beside what councils and statisticians call it."""

from collections.abc import Mapping, Sequence

_WAGES = ("wages", "salary", "salaries", "earnings", "income")
# How a name's word begins, and what people type who look for it.
_CALLED: Mapping[str, Sequence[str]] = {
    "annual pay": _WAGES,
    "weekly pay": _WAGES,
    "hourly pay": _WAGES,
    "waste": ("bins", "rubbish", "refuse", "recycling"),
    "recycl": ("bins", "rubbish"),
    "fly tip": ("dumping", "rubbish"),
    "litter": ("rubbish", "street cleaning"),
    "employment": ("jobs", "work"),
    "unemployment": ("jobless", "out of work"),
    "claimant": ("benefits", "unemployment", "out of work"),
    "emissions": ("carbon", "climate", "net zero", "greenhouse gas"),
    "carbon dioxide": ("climate", "net zero", "co2"),
    "dwelling": ("homes", "houses", "housing"),
    "housing": ("homes", "houses"),
    "affordable": ("social housing", "council housing"),
    "planning": ("building permission",),
    "broadband": ("internet",),
    "gigabit": ("internet", "fast broadband"),
    "anti social": ("nuisance", "noise"),
    "domestic violence": ("domestic abuse",),
    "creditors": ("invoices", "suppliers"),
    "sickness": ("sick leave", "absence"),
    "population": ("residents", "people"),
    "leisure": ("gym", "swimming"),
    "obesity": ("overweight",),
    "smokers": ("smoking",),
    "footfall": ("shoppers", "town centre"),
}


def everyday_words(name: str) -> str:
    """Other words for what a name names; `name` in lower case without hyphens."""
    padded = f" {name}"
    called = [words for begins, words in _CALLED.items() if f" {begins}" in padded]
    return " ".join(dict.fromkeys(w for words in called for w in words if w not in name))
