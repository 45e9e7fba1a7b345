"""Kinds of fly-tipping incident: where waste was left, of what it was, and how much."""

from collections.abc import Mapping

from loaders.statistics.area_table import Measure
from loaders.statistics.statistic_cells import slug

# The words over a column, as plain() gives them without `incidents`, and how the kind is named.
LAND = {
    "highway": "on highways",
    "footpath bridleway": "on footpaths and bridleways",
    "back alleyway": "in back alleyways",
    "railway": "on railways",
    "council land": "on council land",
    "agricultural": "on agricultural land",
    "private residential": "on private and residential land",
    "commercial industrial": "on commercial and industrial land",
    "watercourse bank": "on watercourses and banks",
    "other unidentified": "on other land",
}
WASTE = {
    "animal carcass": "animal carcasses",
    "green": "green waste",
    "vehicle parts": "vehicle parts",
    "white goods": "white goods",
    "other electrical": "other electrical goods",
    "tyres": "tyres",
    "asbestos": "asbestos",
    "clinical": "clinical waste",
    "constr demol excav": "construction and demolition",
    "black bags commercial": "black bags, commercial",
    "black bags household": "black bags, household",
    "chemical drums oil fuel": "chemical drums, oil and fuel",
    "other household waste": "other household waste",
    "other commercial waste": "other commercial waste",
    "primary waste type measures other unidentified": "other waste",
}
SIZES = {
    "single black bag": "a single black bag",
    "single item": "a single item",
    "car boot or less": "a car boot or less",
    "small van load": "a small van load",
    "transit van load": "a transit van load",
    "tipper lorry load": "a tipper lorry load",
    "significant multi loads": "several loads",
}


def _kinds() -> Mapping[str, Measure]:
    names = {words: f"Fly-tipping incidents {where}" for words, where in LAND.items()}
    for kinds in (WASTE, SIZES):
        names |= {words: f"Fly-tipping incidents: {kind}" for words, kind in kinds.items()}
    return {words: Measure(slug(name), name, "number") for words, name in names.items()}


KINDS = _kinds()
