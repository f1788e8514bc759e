"""Copies, passages and forms: what two articles share, and what it proves."""

import random
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.reuse import Reuse
from tasks.dedupe.compare import Likeness, Text, conflicting_numbers, liken
from tasks.dedupe.fingerprint import fingerprint_article, shingle_text
from tasks.dedupe.numbers import number_values
from tasks.dedupe.stories import cluster_stories
from tasks.dedupe.thresholds import read_thresholds
from tasks.dedupe.verdicts import Use, compare_texts
from tasks.knowledge import load_knowledge
from tasks.text.normal import normal_form

NOON = datetime(2015, 11, 10, 12, tzinfo=UTC)
LIMITS = read_thresholds(load_knowledge())
VALUES = number_values(load_knowledge())
WORDS = [a + b for a in ("قرب", "جسر", "شارع", "مدينة", "بلدة", "سوق", "مصنع", "طريق") for b in "ابتثجحخدذرزس"]


def article(name: str, text: str, when: datetime = NOON, **fields: object) -> Article:
    base = Article(
        article_id=name, external_id=name, source_id=None, url=None, canonical_url=None, dedupe_url=None, title=None,
        author=None, section=None, published_at=when, published_precision="minute", published_basis=None,
        published_day=when.date(), modified_at=None, language="ar", language_confidence=1.0, text=text, text_sha256="",
        agency=None, dateline_place=None, dateline_date=None, revision_of=None, extraction_confidence=1.0,
        extractor="text", code_version="t", knowledge_hash="t", document_id="d", captured_at=when, batch_id="b",
    )  # fmt: skip
    return replace(base, **fields)  # type: ignore[arg-type]


def story(seed: int, n: int = 120) -> str:
    chance = random.Random(seed)  # noqa: S311 no secret, a repeatable text
    return " ".join(chance.choice(WORDS) for _ in range(n))


def relation(a: Article, b: Article, uses: dict[int, Use] | None = None) -> str | None:
    found = compare_texts(*(Text.of(x, shingle_text(x.text), VALUES) for x in (a, b)), uses or {}, LIMITS)
    return found.relation if found else None


def test_a_cut_copy_with_a_new_lead_and_local_paragraphs_is_a_copy() -> None:
    wire = story(1, 300)
    cut = f"{story(2, 20)} {' '.join(wire.split()[:90])} {story(3, 60)}"
    assert relation(article("a", wire), article("b", cut)) == "copy"


def test_orthography_leaves_no_trace() -> None:
    plain = "أعلنت وزارة الصحة أن مستشفى المدينة استقبل ١٢ جريحا بعد القصف الذي طال الأحياء الشرقية مساء الثلاثاء وفق مسعفين"
    other = (
        plain.replace("أ", "ا").replace("ى", "ي").replace("ة", "ه").replace("١٢", "12").replace("مسعفين", "مسـعفيـن")
    )
    assert fingerprint_article(article("a", plain)).hashes == fingerprint_article(article("a", other)).hashes
    assert relation(article("a", plain), article("b", other)) == "copy"


@settings(deadline=None)
@given(st.text())
def test_the_words_of_a_fingerprint_are_those_of_the_normal_form(text: str) -> None:
    assert shingle_text(text).words == tuple(re.findall(r"\w+", normal_form(text)))


def test_two_bulletins_of_one_form_with_other_numbers_are_a_template() -> None:
    form = (
        "أعلنت الوزارة أن طائراتها نفذت {} طلعة ضد {} موقعا خلال يوم واحد وأن الطيارين عادوا إلى القاعدة سالمين كما قال"
    )
    tail = " الناطق باسمها في بيان وزع على الصحفيين مساء أمس في العاصمة بحضور عدد من الضباط"
    today, yesterday = form.format(18, 12) + tail, form.format(20, 10) + tail
    found = compare_texts(
        *(Text.of(x, shingle_text(x.text), VALUES) for x in (article("a", today), article("b", yesterday))),
        {},
        LIMITS,
    )
    assert found is not None
    assert (found.relation, found.conflict) == ("template", "18 against 20")


@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.integers(1, 40)), min_size=1, max_size=12),
    st.lists(st.tuples(st.sampled_from(WORDS), st.integers(1, 40)), min_size=1, max_size=12),
)
def test_whether_numbers_conflict_does_not_hang_on_which_text_is_named_first(
    one: list[tuple[str, int]], two: list[tuple[str, int]]
) -> None:
    a, b = (
        Text.of(article(name, text), shingle_text(text), VALUES) for name, text in (("a", told(one)), ("b", told(two)))
    )
    assert (conflicting_numbers(a, b) is None) == (conflicting_numbers(b, a) is None)


def told(numbers: list[tuple[str, int]]) -> str:
    return " ".join(f"بسرعة {word} {value} كيلومترا في الساعة" for word, value in numbers)


def test_a_number_told_twice_makes_two_bulletins_no_more_of_a_form() -> None:
    first = "سرعة الرياح بين 35 كيلومترا اليوم والموج بين 35 كيلومترا اليوم والحرارة نحو 40 درجة والرطوبة قرب 20 بالمئة"
    other = "سرعة الرياح بين 32 كيلومترا اليوم والحرارة نحو 40 درجة والرطوبة قرب 20 بالمئة"
    a, b = (Text.of(article(n, t), shingle_text(t), VALUES) for n, t in (("a", first), ("b", other)))
    assert conflicting_numbers(a, b) is None
    assert conflicting_numbers(b, a) is None


def test_ordinals_spelled_as_words_tell_two_forms_apart() -> None:
    form = "وصلت إلى المطار الطائرة {} المحملة بمواد الإغاثة ضمن الجسر الجوي الذي يسيره مركز الإغاثة للمتضررين من أهل البلاد اليوم"
    assert relation(article("a", form.format("الرابعة")), article("b", form.format("الخامسة"))) == "template"


def test_the_second_convoy_before_its_noun_is_no_copy_of_the_first() -> None:
    form = "دخلت البلدة صباح اليوم {} قافلة مساعدات منذ رفع الحصار عنها وكان في استقبالها رئيس مجلسها المحلي وعدد من وجهائها"
    assert relation(article("a", form.format("أول")), article("b", form.format("ثاني"))) == "template"
    assert relation(article("a", form.format("سادس")), article("b", form.format("سابع"))) == "template"


def test_words_that_come_again_for_weeks_prove_nothing() -> None:
    weather = story(5, 80)
    old = {h: Use(articles=9, hours=700.0) for h in shingle_text(weather).kept.tolist()}
    assert (
        relation(article("a", weather + " " + story(6, 20)), article("b", weather + " " + story(7, 20)), old)
        == "template"
    )


def test_a_statement_quoted_in_different_stories_makes_passages_and_no_copies() -> None:
    statement = story(9, 40)
    stories = [article(f"s{i}", f"{story(20 + i, 160)} {statement} {story(40 + i, 120)}") for i in range(6)]
    found = {relation(a, b) for i, a in enumerate(stories) for b in stories[i + 1 :]}
    assert found == {"partial"}


def test_a_copy_after_four_days_is_no_copy_any_more() -> None:
    assert relation(article("a", story(1)), article("b", story(1), NOON + timedelta(days=9))) != "copy"


def test_empty_and_short_texts_match_nothing_but_themselves() -> None:
    assert relation(article("a", ""), article("b", "")) is None
    assert relation(article("a", "قصف على المدينة"), article("b", "قصف على البلدة")) is None
    assert relation(article("a", "قصف على المدينة"), article("b", "قصفٌ على المدينه")) == "copy"


def test_another_version_of_one_page_is_a_revision() -> None:
    a, b = article("a", story(1), dedupe_url="x.example/1"), article("b", story(2), dedupe_url="x.example/1")
    assert relation(a, b) == "revision"


def _stories(articles: list[Article]) -> dict[str, str]:
    texts = [Text.of(a, shingle_text(a.text), VALUES) for a in articles]
    pairs = [compare_texts(a, b, {}, LIMITS) for i, a in enumerate(texts) for b in texts[i + 1 :]]
    return {s.article_id: s.story_id for s in cluster_stories(articles, [p for p in pairs if p])}


def test_a_chain_of_half_copies_does_not_become_one_story() -> None:
    parts = [story(60 + i, 70) for i in range(12)]
    chain = [article(f"c{i:02}", f"{parts[i]} {parts[i + 1]}", NOON + timedelta(minutes=i)) for i in range(11)]
    sizes = list(_stories(chain).values())
    assert max(sizes.count(s) for s in sizes) <= 3


def copied(a: str, b: str, share: float) -> Reuse:
    return Reuse(
        a=a, b=b, relation="copy", containment_ab=share, containment_ba=share, longest_run=30, longest_run_text=None,
        conflict=None, state="provisional",
    )  # fmt: skip


@settings(deadline=None)
@given(st.permutations([("first", "wire", 0.9), ("second", "other", 0.8), ("first", "second", 0.3)]))
def test_two_stories_that_borrow_one_passage_stay_two_whoever_came_first(links: list[tuple[str, str, float]]) -> None:
    # The borrowers are the earliest: by order of publication they would be one story before their wires are seen.
    names = ("first", "second", "wire", "other")
    rows = cluster_stories(
        [article(n, story(i), NOON + timedelta(hours=i)) for i, n in enumerate(names)], [copied(*x) for x in links]
    )
    assert {r.article_id: r.story_id for r in rows} == {
        "first": "first", "wire": "first", "second": "second", "other": "second"
    }  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from([0.25, 0.5, 0.75, 1.0])), max_size=40)
)
def test_half_of_the_pairs_of_a_story_are_copies_and_the_order_of_rows_says_nothing(
    drawn: list[tuple[int, int, float]],
) -> None:
    links = {(min(i, j), max(i, j)): share for i, j, share in drawn if i != j}
    pairs = [copied(f"{i:02}", f"{j:02}", share) for (i, j), share in links.items()]
    articles = [article(f"{i:02}", story(i)) for i in range(12)]
    rows = cluster_stories(articles, pairs)
    assert rows == cluster_stories(articles[::-1], pairs[::-1])
    of = {r.article_id: r.story_id for r in rows}
    for name in set(of.values()):
        inside = [a for a in of if of[a] == name]
        copies = sum(of[p.a] == name == of[p.b] for p in pairs)
        assert copies >= len(inside) * (len(inside) - 1) / 4


def test_the_earliest_is_the_origin_and_a_day_without_an_hour_does_not_win() -> None:
    wire = article("w", story(1), source_id="wire")
    copy = article("c", story(1), NOON.replace(hour=0), published_precision="day")
    citing = article("d", story(1), NOON - timedelta(hours=2), agency="wire")
    pairs = [
        compare_texts(*(Text.of(x, shingle_text(x.text), VALUES) for x in p), {}, LIMITS)
        for p in ((wire, copy), (wire, citing), (copy, citing))
    ]
    rows = cluster_stories([copy, citing, wire], [p for p in pairs if p], {"wire": 0})
    assert {r.origin_id for r in rows} == {"w"}
    assert {r.article_id: r.role for r in rows} == {"w": "origin", "c": "copy", "d": "copy"}


FEW_WORDS = st.lists(st.sampled_from(["بين", "جسر", "سوق", "12", "15"]), max_size=30).map(" ".join)


def longest_common_run(a: list[str], b: list[str]) -> int:
    """Words of the longest run that both hold, by looking at all of them."""
    return max(
        (n for i in range(len(a)) for j in range(len(b)) for n in range(len(a) + 1) if a[i : i + n] == b[j : j + n]
         and i + n <= len(a) and j + n <= len(b)), default=0,
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(FEW_WORDS, st.lists(FEW_WORDS, min_size=1, max_size=4))
def test_a_text_beside_many_is_what_it_is_beside_each_and_from_either_side(one: str, others: list[str]) -> None:
    texts = [
        Text.of(a, shingle_text(a.text), VALUES) for a in (article(f"{i}", t) for i, t in enumerate([*others, one]))
    ]
    found: list[Likeness] = liken(texts[-1], texts[:-1])
    assert found == [liken(other, [texts[-1]])[0] for other in texts[:-1]]
    words = one.split()
    for other, like in zip(others, found, strict=True):
        run = longest_common_run(words, other.split())
        assert like.run == (run if run > 2 or like.equal else 0)
        assert like.run_text is None or like.run_text in one
