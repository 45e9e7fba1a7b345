"""What an area is to the district: itself, a nation, its region, its county or similar areas."""

from enum import StrEnum

from insights import areas
from insights.cache import remembered

_BY_CODE = {areas.UNITED_KINGDOM: "united-kingdom", areas.GREAT_BRITAIN: "great-britain"}


class AreaRole(StrEnum):
    """What an area is to the district; every chart draws a role in one colour.

    The nation of a council elsewhere has the role of England.
    """

    DISTRICT = "district"
    ENGLAND = "england"
    UNITED_KINGDOM = "united-kingdom"
    GREAT_BRITAIN = "great-britain"
    REGION = "region"
    COUNTY = "county"
    SIMILAR = "similar"
    OTHER = "other"


@remembered
def role_of(code: str) -> AreaRole:
    """The role of an area, or of a group of councils, by its code."""
    if code == areas.home()[0]:
        return AreaRole.DISTRICT
    if code in _BY_CODE:
        return AreaRole(_BY_CODE[code])
    if code == areas.own_nation():
        return AreaRole.ENGLAND
    if code in {group.code for group in areas.groups()}:
        return AreaRole.SIMILAR
    if code in areas.compared():
        return AreaRole.REGION if code.startswith("E12") else AreaRole.COUNTY
    return AreaRole.OTHER
