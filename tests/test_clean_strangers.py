"""Headlines and texts that share nothing with a story are of other stories; names of the dead and captions never are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.clean.article import restore_text
from tests.clean_pages import clean, page

TITLE = "قذائف على السوق القديم في الميناء"
STORY = (
    "أعلنت بلدية الميناء مساء الاثنين أن قذائف سقطت على السوق القديم، وأن فرق الإسعاف نقلت خمسة جرحى إلى المشفى.",
    "وقال مدير المشفى إن حالة اثنين من الجرحى خطرة، وإن الأطباء يحتاجون إلى دم من كل الفصائل.",
    "وأغلقت الشرطة الطرق المؤدية إلى السوق حتى صباح اليوم التالي خشية سقوط قذائف أخرى.",
)
TICKER = (
    "وزير النقل يفتتح محطة القطار الجديدة بعد سنتين من التأخير",
    "ارتفاع أسعار الخبز في أسواق العاصمة للشهر الثالث",
    "بطولة الشطرنج تنطلق غدا بمشاركة عشر دول من آسيا",
    "هل تعود الرحلات البحرية بين الجزيرتين قبل الصيف؟",
)
MATCH = (
    "خسر فريق الجامعة أمام ضيفه بهدفين نظيفين في افتتاح الدوري، وغاب عنه حارسه المصاب منذ نيسان.",
    "وسجل المهاجم الشاب هدفه الأول في الدقيقة العاشرة، ثم أضاف زميله الهدف الثاني برأسه قبيل الاستراحة.",
    "ويلتقي الفريقان مجددا في حزيران على كأس الاتحاد، ويغيب المدرب الموقوف عن تلك المباراة.",
)


def removed(*lines: str, title: str | None = TITLE) -> list[str]:
    return [row.text for row in clean("\n".join(lines), title_hint=title).residue]


def test_headlines_of_other_stories_above_a_story_go() -> None:
    assert removed(TITLE, *TICKER[:2], *STORY) == list(TICKER[:2])


def test_headlines_of_other_stories_between_paragraphs_go() -> None:
    assert removed(TITLE, STORY[0], *TICKER[:2], *STORY[1:]) == list(TICKER[:2])


def test_two_headlines_below_a_story_go() -> None:
    assert removed(TITLE, *STORY, *TICKER[2:]) == list(TICKER[2:])


@pytest.mark.parametrize(
    "own",
    [
        ("سقوط قذائف على السوق القديم وإصابة خمسة", "الشرطة تغلق الطرق المؤدية إلى السوق"),
        ("فرق الإسعاف تنقل الجرحى إلى المشفى - أرشيف", "مدير المشفى يتحدث عن حالة الجرحى"),
    ],
)
def test_captions_and_decks_of_the_story_stay(own: tuple[str, ...]) -> None:
    assert removed(TITLE, *own, *STORY) == []


def test_one_strange_line_stays() -> None:
    assert removed(TITLE, TICKER[0], *STORY) == []


def test_names_of_the_dead_stay() -> None:
    names = ("سليم عواد محمود الخطيب الحلبي", "هناء سليم عواد محمود الخطيب", "مروان درويش عبد القادر النجار")
    assert removed(TITLE, STORY[0], *names, *STORY[1:]) == []
    ages = [f"{name} {age} سنة" for name, age in zip(names, (31, 7, 54), strict=True)]
    assert removed(TITLE, STORY[0], *ages, *STORY[1:]) == []


def test_what_a_colon_leads_to_stays() -> None:
    assert removed(TITLE, STORY[0], "وطالب المجلس بما يلي:", *TICKER[:2], *STORY[1:]) == []


def test_a_quotation_that_goes_on_in_the_next_line_stays() -> None:
    quoted = (
        "في تمام الساعة الرابعة رأى الصيادون زورقا غريبا يقترب من",
        "حاجز الأمواج ثم انطفأت مصابيحه كلها فجأة وقد",
    )
    assert removed(TITLE, STORY[0], *quoted, *STORY[1:]) == []


def test_the_whole_story_of_another_day_goes() -> None:
    assert removed(TITLE, *STORY, *TICKER, *MATCH) == [*TICKER, *MATCH]


def test_the_rest_of_the_story_below_headlines_of_others_stays() -> None:
    told_on = "وكان السوق القديم في الميناء قد تعرض لقذائف قبل شهر، وقالت البلدية يومها إن الجرحى خرجوا من المشفى."
    assert removed(TITLE, *STORY, *TICKER, told_on, *MATCH[:1]) == list(TICKER)


def test_a_page_saved_before_its_text_had_come_is_no_article() -> None:
    cleaned = clean("\n".join([*TICKER, "غرق قارب صيد في البحيرة الشمالية", "كوردي", "عربي"]), title_hint=TITLE)
    assert cleaned.article is None
    assert [issue.kind for issue in cleaned.issues] == ["no-story"]


def test_a_short_report_that_says_its_title_is_an_article() -> None:
    cleaned = clean("\n".join(["سقوط قذائف على السوق القديم في الميناء", *TICKER, *TICKER]), title_hint=TITLE)
    assert cleaned.article is not None


def test_what_an_extractor_chose_from_a_page_is_not_held_for_a_page_without_a_story() -> None:
    short = "".join(f"<p>{line}</p>" for line in (*TICKER, *MATCH[:1], *TICKER))
    cleaned = clean(page(f"<article><h1>{TITLE}</h1>{short}</article>", f"<title>{TITLE}</title>"), "text/html")
    assert "no-story" not in [issue.kind for issue in cleaned.issues]


def test_lines_without_blanks_are_not_held_for_a_page_without_a_story() -> None:
    lines = ["手順を変える", "設定を開く", "画面を閉じる", "再起動する", "確認する", "完了する"]
    assert clean("\n".join(lines), title_hint="起動 方法 確認 手順 紹介").article is not None


def test_without_a_title_nothing_is_held_for_a_page_without_a_story() -> None:
    assert clean("\n".join([*TICKER, *TICKER])).article is not None


def test_a_note_of_one_open_sentence_below_a_comment_button_stays() -> None:
    note = "وعرف من بين المصابين في السوق كل من رامي الحلو وسعاد الحلو ونادر الحكيم وهم من سكان الحي الغربي…"
    cleaned = clean(f"قذائف على السوق القديم\nأضف تعليقا\n{note}\nفيسبوك")
    assert cleaned.article is not None
    assert note in cleaned.article.text


def test_a_story_that_is_printed_twice_stays() -> None:
    assert removed(TITLE, *STORY, *STORY, title="بيان من بلدية ساحلية عن حوادث الأسبوع") == []
    assert set(removed(TITLE, *STORY, *TICKER, *STORY)) <= set(TICKER)


def test_teasers_that_a_saved_page_prints_twice_go_with_their_headlines() -> None:
    box = (TICKER[0], MATCH[0], TICKER[0], MATCH[0], TICKER[1], MATCH[1], TICKER[1], MATCH[1])
    assert removed(TITLE, *STORY, *box) == list(box)


def test_tags_that_say_what_the_story_says_go() -> None:
    tags = ["السوق القديم", "الميناء", "فرق الإسعاف", "الشرطة"]
    assert removed(TITLE, *STORY, *tags) == tags


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([TITLE, *STORY, *TICKER, *MATCH, "", "وهم:"]), min_size=1, max_size=25))
def test_what_goes_can_be_put_back(lines: list[str]) -> None:
    text = "\n".join(lines)
    cleaned = clean(text, title_hint=TITLE)
    if cleaned.article is not None:
        assert restore_text(cleaned.article.text, cleaned.residue) == text
