"""What emissions statistics count: which gases, of which sector, all of them or a subset."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from loaders.parsing.normalise import plain
from loaders.reading import StatisticKey
from loaders.statistics.statistic_cells import slug

DERIVED = "derived: kilotonnes divided by the mid-year population in thousands of the same file"


@dataclass(frozen=True, slots=True)
class Family:
    """Emissions that may be compared with each other: the same gases, the same scope.

    A subset is read in all and per head, without its sectors.
    """

    code: str
    name: str
    gases: str
    subset: bool = False

    def of_sector(self, sector: str) -> StatisticKey:
        """Kilotonnes of a sector, of all of them where it is the empty text."""
        code = f"{self.code}-{sector}" if sector else self.code
        name = f"{self.name}: {sector.replace('-', ' ')}" if sector else self.name
        return StatisticKey(code, name, f"kilotonnes {self.gases}")

    def per_head(self, note: str | None = None) -> StatisticKey:
        """Tonnes a resident."""
        name = f"{self.name} per head"
        return StatisticKey(f"{self.code}-per-head", name, f"tonnes {self.gases}", note)


GREENHOUSE = Family("territorial-emissions", "Territorial emissions", "CO2e")
GREENHOUSE_WITHIN = Family(
    "emissions-within-influence", "Emissions within influence", "CO2e", subset=True
)
CARBON = Family("carbon-dioxide-emissions", "Carbon dioxide emissions", "CO2")
CARBON_WITHIN = Family(
    "carbon-dioxide-within-influence",
    "Carbon dioxide emissions within influence",
    "CO2",
    subset=True,
)
WITHIN_INFLUENCE = re.compile(r"\bscope of influence\b|\binfluence of l|\bsubset\b")
_OTHER_GAS = re.compile(r"\bmethane\b|\bnitrous oxide\b|\bch4\b|\bn2o\b")
_CARBON = re.compile(r"\bcarbon dioxide\b|\bco2 emissions\b")
_SUBSCRIPT = str.maketrans("\u2082\u2084", "24")

# The words of a column or a line, as plain() gives them, and the sector that they stand for.
SECTOR_TOTALS: Mapping[str, str] = {
    "grand total": "",
    "industry total": "industry",
    "commercial total": "commercial",
    "industry and commercial total": "industry-and-commercial",
    "industrial and commercial total": "industry-and-commercial",
    "public sector total": "public-sector",
    "domestic total": "domestic",
    "transport total": "transport",
    "lulucf net emissions": "land-use",
    "lulucf total": "land-use",
    "agriculture total": "agriculture",
    "waste total": "waste",
    "waste management total": "waste",
}
SECTORS: Mapping[str, str] = {
    "industry": "industry",
    "commercial": "commercial",
    "industry and commercial": "industry-and-commercial",
    "public sector": "public-sector",
    "domestic": "domestic",
    "transport": "transport",
    "road transport": "road-transport",
    "lulucf": "land-use",
    "agriculture": "agriculture",
    "waste": "waste",
    "waste management": "waste",
}


@lru_cache(maxsize=1024)
def sector_of(words: str) -> str:
    """The sector that a line names; one that is not known keeps its own words."""
    return SECTORS.get(plain(words), slug(words))


def family_of(title: str, besides: str = "") -> Family | None:
    """The family that words speak of; `besides` is asked for the gases where they are silent.

    None where they speak of no emissions, or of methane or nitrous oxide alone.
    """
    words = plain(title.translate(_SUBSCRIPT))
    gases = _gases(words) or _gases(plain(besides.translate(_SUBSCRIPT)))
    if gases is None or gases == "other":
        return None
    within = WITHIN_INFLUENCE.search(words) is not None
    if gases == "CO2":
        return CARBON_WITHIN if within else CARBON
    return GREENHOUSE_WITHIN if within else GREENHOUSE


def _gases(words: str) -> str | None:
    greenhouse = "greenhouse gas" in words
    if not greenhouse and _OTHER_GAS.search(words):
        return "other"
    if not greenhouse and _CARBON.search(words):
        return "CO2"
    if greenhouse or "co2e" in words:
        return "CO2e"
    return "CO2" if "co2" in words else None
