"""What stands above and below a story goes where nothing claims it for the story; lists of the dead never do."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.article import restore_text
from tests.clean_pages import clean

STORY = (
    "أعلنت بلدية الميناء مساء الاثنين أن قذائف سقطت على السوق القديم، وأن فرق الإسعاف نقلت خمسة جرحى إلى المشفى.",
    "وقال مدير المشفى إن حالة اثنين من الجرحى خطرة، وإن الأطباء يحتاجون إلى دم من كل الفصائل.",
    "وأغلقت الشرطة الطرق المؤدية إلى السوق حتى صباح اليوم التالي خشية سقوط قذائف أخرى.",
)
LINKS = (
    "وزير النقل يفتتح محطة القطار الجديدة",
    "ارتفاع أسعار الخبز في أسواق العاصمة",
    "بطولة الشطرنج تنطلق غدا بمشاركة عشر دول",
    "أمطار غزيرة تغلق طريق الجبل",
)
NAMES = ("سليم عواد الخطيب", "هناء سليم الخطيب", "مروان درويش", "خالد صبحي النجار", "رنا فؤاد حداد")


def removed(*lines: str, title: str | None = None) -> list[str]:
    cleaned = clean("\n".join(lines), title_hint=title)
    return [row.text for row in cleaned.residue]


def test_headlines_of_other_stories_below_a_text_go_without_a_heading() -> None:
    assert removed(*STORY, *LINKS) == list(LINKS)


def test_menu_above_the_headline_goes_and_the_headline_stays() -> None:
    menu = ["لقاء الأسبوع", "حكايات المدينة", "عدسة القراء", "أخبار وتقارير"]
    title = "قذائف على السوق القديم في الميناء"
    assert removed(*menu, title, *STORY, title=f"{title} - صحيفة الساحل") == menu


@pytest.mark.parametrize(
    "lead", ["أسماء الضحايا", "وهم:", "الشهداء", "وهؤلاء هم القتلى الذين عرفت أسماؤهم حتى الآن بحسب المشفى:"]
)
def test_names_of_the_dead_below_a_story_stay(lead: str) -> None:
    assert removed(*STORY, lead, *NAMES) == []


def test_names_without_a_lead_stay_also_above_the_buttons_of_a_page() -> None:
    assert removed(*STORY, *NAMES, "فيسبوك", "تويتر") == ["فيسبوك", "تويتر"]


def test_tolls_by_place_stay() -> None:
    tolls = [f"{place} سقط فيها {n} قتلى بحسب المجلس" for place, n in (("الميناء", 4), ("الحميدية", 7), ("الرمل", 3))]
    short = ["الميناء: 4", "الحميدية: 7", "الرمل: 3"]
    assert removed(*STORY, *tolls) == []
    assert removed(*STORY, *short) == []


def test_numbered_demands_stay() -> None:
    assert removed(*STORY, "1- فتح المعابر أمام الجرحى", "2- وقف القصف على الأحياء", "3- إطلاق المحتجزين") == []


def test_last_paragraph_without_a_full_stop_stays_with_what_stands_above_it() -> None:
    last = "وما زالت فرق الإنقاذ تبحث عن مفقودين تحت الركام"
    own = ("قذائف على السوق القديم", "جرحى في المشفى", "طرق أغلقت خشية سقوط قذائف")
    assert removed(*STORY, *own, last) == []
    assert last not in removed(*STORY, *LINKS, last)


def test_tags_go_where_they_repeat_the_story_and_a_signature_stays() -> None:
    tags = ["السوق القديم", "فرق الإسعاف", "الميناء"]
    assert removed(*STORY, *tags, *LINKS) == [*tags, *LINKS]
    signature = ["نادر سليمان الحكيم", "باحث في التاريخ", "مدير مركز الدراسات"]
    assert removed(*STORY, *signature) == []


def test_teasers_among_headlines_below_a_story_go() -> None:
    teaser = "افتتح الوزير اليوم محطة القطار الجديدة في العاصمة بعد سنتين من العمل فيها."
    assert removed(*STORY, *LINKS, teaser, LINKS[0]) == [*LINKS, teaser, LINKS[0]]


def test_text_whose_paragraphs_are_not_closed_keeps_its_end() -> None:
    open_story = [line.rstrip(".") for line in STORY]
    assert removed(*open_story, *LINKS) == []


def test_name_between_headline_and_date_becomes_the_author() -> None:
    title = "قذائف على السوق القديم في الميناء"
    cleaned = clean("\n".join([title, "سامر العابد", "12 مارس 2021", *STORY]), title_hint=title)
    assert cleaned.article is not None
    assert cleaned.article.author == "سامر العابد"
    assert cleaned.article.text.startswith(title)


def test_whole_stories_below_a_heading_go_where_their_headlines_are_printed_twice() -> None:
    others = [part for link in LINKS[:2] for part in (link, "بيروت: رامي الحلو", link, STORY[1], STORY[2])]
    assert removed(*STORY, "مقالات ذات صلة", *others) == ["مقالات ذات صلة", *others]
    assert removed(*STORY[:2], "مقالات ذات صلة", LINKS[0], STORY[2]) == ["مقالات ذات صلة"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*STORY, *LINKS, *NAMES, "", "فيسبوك", "الأكثر قراءة", "وهم:"]), min_size=1, max_size=25)
)
def test_what_goes_can_be_put_back(lines: list[str]) -> None:
    text = "\n".join(lines)
    cleaned = clean(text)
    if cleaned.article is not None:
        assert restore_text(cleaned.article.text, cleaned.residue) == text


def test_outlet_named_as_in_the_title_goes_and_its_writer_becomes_the_author() -> None:
    title = "قذائف على السوق القديم في الميناء - صحيفة الساحل"
    cleaned = clean("\n".join(["صحيفة الساحل – سامر العابد", *STORY, "صحيفة الساحل"]), title_hint=title)
    assert [row.rule_id for row in cleaned.residue] == ["margin-outlet"] * 2
    assert cleaned.article is not None
    assert cleaned.article.author == "سامر العابد"


def test_embedded_posts_below_a_story_are_of_the_story() -> None:
    post = "سقوط قذائف على السوق القديم في الميناء وإصابة خمسة مدنيين بجروح pic.twitter.com/a1b2c3"
    assert removed(*STORY, post, *LINKS) == list(LINKS)
    assert removed(*STORY, post) == []


def test_long_headlines_with_figures_go_and_short_entries_with_figures_stay() -> None:
    headlines = [f"{line} بعد {n} سنوات من الانتظار والعمل المتواصل" for n, line in enumerate(LINKS, 3)]
    assert removed(*STORY, *headlines) == headlines
    entries = [f"{line} في {n} آذار" for n, line in enumerate(LINKS, 3)]
    assert removed(*STORY, *entries) == []


def test_many_headings_and_many_labels_take_no_time() -> None:
    lines = [*STORY, *["مقالات ذات صلة", LINKS[0], STORY[1]] * 4_000, *["وسم قصير"] * 12_000]
    started = time.process_time()
    assert STORY[0] not in removed(*lines)
    assert time.process_time() - started < 20
