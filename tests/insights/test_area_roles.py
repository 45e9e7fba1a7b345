"""What an area is to the district."""

import pytest

from insights import areas
from insights.area_roles import AreaRole, role_of

pytestmark = pytest.mark.usefixtures("only_read")


@pytest.mark.parametrize(
    ("code", "role"),
    [
        ("E07000131", AreaRole.DISTRICT),
        ("E92000001", AreaRole.ENGLAND),
        ("K02000001", AreaRole.UNITED_KINGDOM),
        ("K03000001", AreaRole.GREAT_BRITAIN),
        ("E12000004", AreaRole.REGION),
        ("E10000018", AreaRole.COUNTY),
        ("E06000001", AreaRole.OTHER),
    ],
)
def test_an_area_has_one_role(code: str, role: AreaRole) -> None:
    assert role_of(code) is role


def test_every_group_is_one_of_similar_areas() -> None:
    assert {role_of(group.code) for group in areas.groups()} == {AreaRole.SIMILAR}
