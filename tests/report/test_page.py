"""The page holds every word of the districts, safely, needs nothing from outside, and can be used by anyone."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from tests.programs import chromium
from tests.report.html_tables import unbalanced
from tests.report.years import SAID, YEARS, largest, real_plans, simulated_year
from tests.unit.merging.returns import TERTIAL, returned
from xlplan import merge
from xlplan.report.page import html_bytes

every_year = pytest.mark.parametrize("name", YEARS)
SCREENS = [(320, False), (320, True), (1280, False), (1280, True)]


@every_year
def test_elements_are_closed_and_names_are_one_of_a_kind(name: str) -> None:
    page = html_bytes(*YEARS[name]()).decode()
    assert unbalanced(page) == []
    names = re.findall(r' id="([^"]+)"', page)
    assert len(set(names)) == len(names)
    headings = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


@every_year
def test_the_page_asks_for_nothing_from_outside(name: str) -> None:
    page = html_bytes(*YEARS[name]()).decode()
    assert re.findall(r"<[^>]*\s(?:src|srcset|action|data)=|@import|url\((?!#)", page) == []
    assert set(re.findall(r'href="([^"#]*)', page)) == {""}
    assert "default-src 'none'" in unescape(page)


@every_year
def test_the_same_plan_is_the_same_page(name: str) -> None:
    assert html_bytes(*YEARS[name]()) == html_bytes(*YEARS[name]())


def test_every_word_and_source_of_every_follow_up_stands_on_the_page() -> None:
    plan, form = simulated_year()
    articles = re.findall(r"<article.*?</article>", html_bytes(plan, form).decode(), re.DOTALL)
    assert len(articles) == len(plan.actions)
    for action, article in zip(plan.actions, articles, strict=True):
        words = unescape(re.sub(r"<[^>]+>", "", article))
        for text in (*action.values.values(), *(each.text for each in action.follow_ups.values())):
            assert text in words
        assert all(source.file in words for source in action.sources)
    assert SAID not in "".join(articles), "what looks like markup is text"


def test_words_that_try_to_be_markup_stay_words() -> None:
    attack = "</script><script>alert(1)</script>\" onload='x' \x00 &amp; <!--"
    plan = merge(
        [returned([{"action": attack, "cause": attack, "follow_up_vb": "Målet är ej uppfyllt " + attack}])], TERTIAL
    )
    page = html_bytes(plan, TERTIAL).decode()
    assert page.count("<script>") == page.count("</script>") == 1
    assert "&lt;/script&gt;&lt;script&gt;alert(1)" in page
    assert unbalanced(page) == []


def test_a_form_in_english_gives_a_page_in_english() -> None:
    plan, form = simulated_year()
    page = html_bytes(plan, replace(form, language="en")).decode()
    assert '<html lang="en">' in page
    assert "Annual summary" in page
    assert "Måluppfyllelse" not in re.sub(r"<article.*?</article>", "", page)


@pytest.mark.needs("chromium")
@pytest.mark.parametrize(("width", "dark"), SCREENS)
@pytest.mark.parametrize("name", YEARS)
def test_a_browser_finds_nothing_amiss(name: str, width: int, dark: bool, tmp_path: Path) -> None:
    """axe-core: WCAG 2.1 A and AA and its best practice; besides no request, no error, nothing beyond the screen."""
    path = tmp_path / "sida.html"
    path.write_bytes(html_bytes(*YEARS[name]()))
    seen = chromium.browse(path, width=width, dark=dark)
    assert seen["violations"] == []
    assert seen["passes"] > 20
    assert seen["asked"] == [path.as_uri()]
    assert (seen["said"], seen["overflow"]) == ([], 0)
    assert (seen["ground"] == "rgb(255, 255, 255)") is not dark


@pytest.mark.needs("chromium")
def test_the_keyboard_alone_filters(tmp_path: Path) -> None:
    """Tab to the district office's list, choose with its first letter, and back with the button."""
    path = tmp_path / "sida.html"
    plan, form = real_plans()
    path.write_bytes(html_bytes(plan, form))
    tabs = stops(path)
    to_district = ["Tab"] * (tabs.index("district") + 1)
    one = chromium.browse(path, width=1280, dark=False, keys=[*to_district, "J"])
    assert one["focus"] == "district"
    assert len(one["shown"]) == 17
    assert all("Järva" in heading for heading in one["shown"])
    assert one["told"] == "Visar 17 av 37 åtgärder. Uppfyllt 11, Ej uppfyllt 1, Utan besked 5."
    both = chromium.browse(path, width=1280, dark=False, keys=[*to_district, "J", "Tab", "E", "E"])
    assert both["told"] == "Visar 1 av 37 åtgärder. Ej uppfyllt 1."
    again = chromium.browse(path, width=1280, dark=False, keys=[*to_district, "J", "Tab", "Tab", "Enter"])
    assert (again["focus"], len(again["shown"])) == ("BUTTON", 37)


def stops(path: Path) -> list[str]:
    """What has the focus after each press of Tab."""
    seen = chromium.browse(path, width=1280, dark=False, tabs=60)
    found: list[str] = seen["stops"]
    return found


@pytest.mark.slow
@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [320, 1280])
def test_the_largest_plan_stays_within_the_screen(width: int, tmp_path: Path) -> None:
    path = tmp_path / "sida.html"
    plan, form = largest()
    assert len(plan.actions) == 660
    path.write_bytes(html_bytes(plan, form))
    seen = chromium.browse(path, width=width, dark=False, axe=False)
    assert (seen["overflow"], len(seen["shown"])) == (0, 660)
