"""What Ofcom measures of broadband and mobile coverage, by the words over a column."""

import re
from collections.abc import Mapping
from functools import lru_cache

from loaders.parsing.normalise import plain, text_of
from loaders.reading import StatisticKey
from loaders.workbook import CellValue

_PERCENT = "percent"


def _available(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{words})(?: broadband)? availability % (?:of )?(?:all )?premises"
        rf"|% of premises with (?:{words})(?: broadband)?(?: availability)?"
    )


# Ofcom's numbers of premises stand under words of their own and are not read.
FIXED: Mapping[re.Pattern[str], StatisticKey] = {
    _available(r"sfbb|superfast"): StatisticKey(
        "superfast-broadband", "Superfast broadband (30 Mbit/s)", _PERCENT
    ),
    _available(r"ufbb 100 ?mbit s|ufbb100"): StatisticKey(
        "ultrafast-broadband-100", "Ultrafast broadband (100 Mbit/s)", _PERCENT
    ),
    _available(r"ufbb(?: 300 ?mbit s)?|ultrafast"): StatisticKey(
        "ultrafast-broadband", "Ultrafast broadband (300 Mbit/s)", _PERCENT
    ),
    _available(r"full fibre|fttp"): StatisticKey("full-fibre-broadband", "Full fibre", _PERCENT),
    _available(r"gigabit(?: capable)?"): StatisticKey(
        "gigabit-capable-broadband", "Gigabit capable broadband", _PERCENT
    ),
    re.compile(r"% of premises below (?:the )?uso"): StatisticKey(
        "broadband-below-universal-service", "Broadband below the universal service", _PERCENT
    ),
    re.compile(
        r"% of premises unable to receive decent broadband(?: from fixed or fwa)?"
    ): StatisticKey("no-decent-broadband", "No decent broadband", _PERCENT),
    re.compile(r"full fibre take up % of full fibre coverage"): StatisticKey(
        "full-fibre-take-up", "Full fibre taken up", _PERCENT
    ),
}
_HOMES = ("-homes", ", homes alone")
_MOBILE = re.compile(
    r"(?P<signal>4g|5g high confidence) (?P<ground>prem|geo|landmass) (?P<where>out|in) "
    r"(?P<networks>0|none|4|all)"
)
_SIGNALS = {"4g": ("4g", "4G"), "5g high confidence": ("5g", "5G")}
_WHERE = {
    ("prem", "out"): ("outdoors", "outside premises"),
    ("prem", "in"): ("indoors", "inside premises"),
    ("geo", "out"): ("area", "of the area"),
}
# Ofcom's 4G coverage of the area by any network is what ONS publishes under this code.
_PUBLISHED_CODES = {
    "4g-coverage-area-any-network": StatisticKey("4g-coverage", "4G coverage", _PERCENT)
}


def measure_under(heading: CellValue, *, homes: bool) -> tuple[StatisticKey, bool] | None:
    """What a column holds, and whether it is what is left of 100 %; None where it is not read.

    `homes` says that the file is of homes alone, without business premises.
    """
    words = plain(text_of(heading))
    fixed = next((measure for form, measure in FIXED.items() if form.fullmatch(words)), None)
    if fixed:
        return _homes_alone(fixed) if homes else fixed, False
    return _mobile(words)


def _homes_alone(measure: StatisticKey) -> StatisticKey:
    return StatisticKey(measure.code + _HOMES[0], measure.name + _HOMES[1], measure.unit)


@lru_cache(maxsize=256)
def _mobile(words: str) -> tuple[StatisticKey, bool] | None:
    """Coverage by all four networks, or by any: what is not without one."""
    match = _MOBILE.fullmatch(words)
    if match is None:
        return None
    where = _WHERE.get((match["ground"].replace("landmass", "geo"), match["where"]))
    if where is None:
        return None
    code, signal = _SIGNALS[match["signal"]]
    is_uncovered = match["networks"] in {"0", "none"}
    which = "any network" if is_uncovered else "all networks"
    measure = StatisticKey(
        f"{code}-coverage-{where[0]}-{which.replace(' ', '-')}",
        f"{signal} coverage {where[1]}, {which}",
        _PERCENT,
    )
    return _PUBLISHED_CODES.get(measure.code, measure), is_uncovered
