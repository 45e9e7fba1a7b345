"""Pictures and frames of one measure or statistic, asked in this process."""

import io
import re
from html import unescape
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from starlette.testclient import TestClient

from access.request_refusal import is_for_programs
from access.settings import Settings
from api.interface_routes import OpenInterface
from data.actor import AccessRole
from tests.api.asking import client_of

pytestmark = pytest.mark.usefixtures("only_read")
SITES = Settings(embed_in=("https://www.example.gov.uk",), interface_rate="100000/second")


@pytest.fixture(scope="module")
def viewer() -> TestClient:
    return client_of(AccessRole.VIEWER)


@pytest.fixture(scope="module")
def embedding() -> TestClient:
    return client_of(AccessRole.VIEWER, settings=SITES)


def words_in(client: TestClient, address: str) -> str:
    """The text of a picture of lines and letters, which must load nothing."""
    response = client.get(f"/images/{address}.svg")
    assert response.headers["content-type"] == "image/svg+xml"
    root = ET.fromstring(response.content)
    assert not [e for e in root.iter() if e.tag.rpartition("}")[2] in ("image", "script", "a")]
    return re.sub(r"\s+", " ", " ".join(root.itertext()))


def test_a_chart_says_what_it_is_whose_figures_and_of_which_day(viewer: TestClient) -> None:
    words = words_in(viewer, "kpi/sp01")
    assert "Affordable homes completed (SP 01)" in words
    assert "Source: illustrative-kpi-export.xlsx, published" in words
    assert "As it stood on" in words
    assert "Illustrative: the figures are invented" in words


def test_a_row_of_a_table_is_a_picture_of_its_facts(viewer: TestClient) -> None:
    assert "target 90" in words_in(viewer, "kpi-row/SP%2001")
    words = words_in(viewer, "statistic-row/anxiety")
    assert "England" in words
    assert "Office for National Statistics" in words


def test_a_picture_for_documents_is_sharp_and_not_empty(viewer: TestClient) -> None:
    response = viewer.get("/images/statistic/anxiety.png")
    assert response.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(response.content)).convert("L")
    assert image.width > 1300
    shades = image.histogram()
    assert shades[255] > sum(shades) / 2
    assert sum(shades[:60]) > 1000


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("images/kpi/nothing.png", "There is no KPI"),
        ("images/statistic/anxietty.svg", "the nearest is anxiety"),
        ("images/kpis/SP%2001.png", "the nearest is kpi"),
        ("images/kpi/SP%2001.gif", "A picture ends with .png or .svg"),
    ],
)
def test_a_picture_of_nothing_is_a_problem(viewer: TestClient, address: str, words: str) -> None:
    response = viewer.get(f"/{address}")
    assert response.status_code == 404
    assert words in response.json()["detail"]


def test_a_frame_that_shows_nothing_says_so_to_who_looks_at_it(
    viewer: TestClient, embedding: TestClient
) -> None:
    for client, address, words in (
        (viewer, "/embed/kpi/SP%2001", "DISTRICT_EMBED_IN"),
        (embedding, "/embed/kpi/nothing", "There is no KPI &quot;nothing&quot;"),
    ):
        response = client.get(address)
        assert response.status_code == 404
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert words in response.text


def test_no_address_of_the_interface_begins_a_sign_in() -> None:
    addresses = [str(getattr(r, "path", "")) for r in OpenInterface(Settings()).routes()]
    assert len(addresses) > 8
    assert all(map(is_for_programs, addresses))


def test_a_frame_has_one_chart_with_its_words_and_no_script(embedding: TestClient) -> None:
    page = embedding.get("/embed/kpi/sp01").text
    (address,) = re.findall(r'<img src="([^"]+)"', page)
    assert embedding.get(address).status_code == 200
    (alt,) = re.findall(r'alt="([^"]+)"', page)
    assert "Illustrative" in unescape(alt)
    assert "<script" not in page


def test_a_frame_has_one_table_with_its_source(embedding: TestClient) -> None:
    page = embedding.get("/embed/kpi-table/sp01").text
    assert page.count("<table>") == 1
    assert "Q4 2024/25" in page
    assert "Source: illustrative-kpi-export.xlsx" in page
    statistic = embedding.get("/embed/statistic-table/anxiety").text
    assert '<th scope="col">England</th>' in statistic


PICTURES = {
    "control/CON%2015": ("is it more than usual variation?", "Illustrative: the figures"),
    "authorities/anxiety": ("among local authorities", "Office for National Statistics"),
    "compare/anxiety/E07000131,E92000001": ("Harborough", "Office for National Statistics"),
    "map/anxiety": ("Darker is a higher figure", "As it stood on"),
    "map/anxiety/E92000001/value/hexagons": ("England", "As it stood on"),
}


@pytest.mark.parametrize("address", PICTURES)
def test_every_kind_of_chart_is_a_picture_a_frame_and_a_table(
    viewer: TestClient, embedding: TestClient, address: str
) -> None:
    words = words_in(viewer, address)
    assert all(said in words for said in PICTURES[address])
    kind, _, rest = address.partition("/")
    page = embedding.get(f"/embed/{address}").text
    (plot,) = re.findall(r'<img src="([^"]+)"', page)
    assert embedding.get(unescape(plot)).status_code == 200
    table = embedding.get(f"/embed/{kind}-table/{rest}").text
    assert table.count("<tr>") > 3


def test_a_map_or_comparison_of_nothing_names_what_is_nearest(viewer: TestClient) -> None:
    for address, words in (
        ("map/anxiety/nowhere.png", 'There is no extent "nowhere"'),
        ("map/anxietty.png", "the nearest is anxiety"),
        ("map/anxiety/E92000001/fifth/true/more.png", "a colour and a shape"),
        ("compare/anxiety/E0700013.svg", 'There is no area "E0700013"; the nearest'),
        ("control/FOOTFALL.svg", "There is no control chart of this"),
    ):
        response = viewer.get(f"/images/{address}")
        assert response.status_code == 404, address
        assert words in response.json()["detail"]
