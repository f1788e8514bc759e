"""Lines that say where a text comes from leave it and become data."""

import pytest

from tests.clean_pages import STORY, clean


def origin(text: str) -> tuple[str | None, str | None, str | None, list[str]]:
    cleaned = clean(text)
    assert cleaned.article is not None
    row = cleaned.article
    return row.agency, row.dateline_place, row.author, [r.text for r in cleaned.residue]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("المصدر: وكالات", "وكالات"),
        ("المصدر : رويترز + فرانس برس", "reuters, afp"),
        ("(أ ف ب)", "afp"),
        ("رويترز", "reuters"),
        ("AFP", "afp"),
        ("Source: Reuters", "reuters"),
        ("المصدر: صحيفة النهر", "صحيفة النهر"),
        ("رويترز وفرانس برس", "reuters, afp"),
        ("صحف ووكالات", "صحف ووكالات"),
    ],
)
def test_attribution_line_leaves_and_becomes_agency(line: str, agency: str) -> None:
    assert origin(f"{STORY}\n{line}") == (agency, None, None, [line])


def test_byline_becomes_author() -> None:
    assert origin(f"كتب: سامر الحداد\n{STORY}")[2:] == ("سامر الحداد", ["كتب: سامر الحداد"])


def test_opening_of_a_sentence_keeps_its_dateline_and_tells_it() -> None:
    text = f"القاهرة (رويترز) - {STORY}"
    assert origin(text)[0] == "reuters"
    assert origin(text)[3] == []


def test_agency_behind_the_last_sentence_is_told_and_stays() -> None:
    agency, _, _, residue = origin(f"{STORY} (أ ف ب)")
    assert (agency, residue) == ("afp", [])


@pytest.mark.parametrize(
    "line",
    [
        "ونقلت رويترز عن شهود أن الحريق امتد إلى الحي المجاور قبل أن يصل رجال الإطفاء إلى المكان.",
        "مصدر أمني: الحريق مفتعل",
        "عن الذين رحلوا وتركوا البيوت",
    ],
)
def test_line_that_names_an_agency_or_a_source_in_a_sentence_stays(line: str) -> None:
    assert origin(f"{STORY}\n{line}\n{STORY}")[3] == []


@pytest.mark.parametrize(
    ("line", "place", "author"),
    [
        ("دمشق-سانا", "دمشق", None),
        ("إدلب / الأناضول", "إدلب", None),
        ("صدى الميناء ـ جدة", "جدة", None),
        ("صدى الميناء - إدلب (سامر الحداد)", "إدلب", "سامر الحداد"),
    ],
)
def test_dateline_above_the_text_leaves_and_tells_place_and_author(line: str, place: str, author: str | None) -> None:
    assert origin(f"{line}\n{STORY}")[1:] == (place, author, [line])


def test_headline_that_begins_with_a_place_stays() -> None:
    assert origin(f"سوريا - الوضع في الشمال\n{STORY}")[3] == []
