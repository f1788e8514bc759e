"""A reading finds each thing once, with offsets into the stored text."""

import gc
from datetime import UTC, date, datetime

import pytest

from schemas.article import Article
from schemas.ids import content_id, text_hash
from tasks.extract.article import extract_article
from tasks.extract.lexicon import build_lexicon
from tasks.extract.paradigm import expand
from tasks.extract.prepositions import read_prepositions
from tasks.extract.reading import read_article, within
from tasks.extract.reference import stated_reference
from tasks.knowledge import load_knowledge

LEXICON = build_lexicon(load_knowledge())


def article(text: str, **fields: object) -> Article:
    given: dict[str, object] = dict.fromkeys(Article.__dataclass_fields__)
    given |= {"article_id": content_id(text), "text": text, "text_sha256": text_hash(text), "language": "ar"}
    given |= {"captured_at": datetime(2020, 1, 1, tzinfo=UTC)}
    return Article(**(given | fields))  # type: ignore[arg-type]


def test_all_that_was_found_stands_where_it_says() -> None:
    text = "شنّت الطائرات غارتين على البلدة، فيما قُتل ثلاثة أشخاص.\nولم ينج أحد في القصف المدفعي."
    reading = read_article(article(text), LEXICON)
    assert {text[m.start : m.end] for m in reading.words} == {"غارتين", "قُتل", "القصف المدفعي"}
    assert len(reading.sentences) == 2
    assert [text[c.word_start : c.word_end] for c in reading.cued("boundary")] == ["فيما"]
    assert within(reading.words, reading.sentences[1].start, len(text)) == reading.words[-1:]


def test_a_cue_is_found_by_its_effect_and_by_its_list_in_the_order_of_the_text() -> None:
    text = "لم تقصف الطائرات البلدة، فيما شنت المدفعية هجوما. وقد تشن الفصائل هجوما آخر، فيما لم ترد الشرطة."
    reading = read_article(article(text), LEXICON)
    assert {c.payload.effect for c in reading.cues} > {"negated", "boundary", "support"}
    for cue in reading.cues:
        assert list(reading.cued(cue.payload.effect)) == [
            c for c in reading.cues if c.payload.effect == cue.payload.effect
        ]
        assert list(reading.cues_of(cue.payload.family)) == [
            c for c in reading.cues if c.payload.family == cue.payload.family
        ]
    assert within(reading.cued("negated"), reading.sentences[1].start, len(text)) == reading.cued("negated")[-1:]
    assert not reading.cued("no such effect")


def test_a_dateline_beats_the_day_of_publication_and_silence_stays_silence() -> None:
    assert stated_reference(article("نص")) == (None, None)
    published = article("نص", published_day=date(2019, 5, 2))
    assert stated_reference(published) == (date(2019, 5, 2), "published")
    both = article("نص", published_day=date(2019, 5, 2), dateline_date=date(2019, 5, 1))
    assert stated_reference(both) == (date(2019, 5, 1), "dateline")


PRINTED = (
    ("قصف على قرية بينين\nوكالة كذا\nالأحد، 5 آذار 2023، 14:20\nأصيب طفل صباح اليوم في القصف.", date(2023, 3, 5)),
    ("قصف على قرية بينين\nآخر تحديث: 05.03.2023 | 10:40 دمشق\nأصيب طفل أمس الجمعة في القصف.", date(2023, 3, 4)),
    ("آثار قصف على قرية بينين في 3 آذار 2020 (وكالة كذا)\nأصيب طفل صباح اليوم الأحد في القصف.", None),
    ("قصف على قرية بينين\nهدنة في درعا\n05/03/2023\nمطر في حمص\n06/03/2023\nأصيب طفل اليوم في القصف على القرية.", None),
)  # fmt: skip


@pytest.mark.parametrize(("text", "day"), PRINTED)
def test_an_undated_page_is_of_the_day_that_it_prints_and_not_of_a_photograph(text: str, day: date | None) -> None:
    head = "قصف مدفعي على قرية بينين في جبل الزاوية بريف إدلب الجنوبي يوقع عددا من الجرحى بين أهاليها وأضرارا كبيرة\n"
    assert read_article(article(head + text), LEXICON).reference_date == day


def test_a_page_put_up_on_tuesday_counts_from_the_sunday_that_its_report_calls_today() -> None:
    text = "قصفت المدفعية قرية العزيزية فجر اليوم الأحد، بعد اشتباكات دارت أمس."
    late = read_article(article(text, published_day=date(2019, 4, 30)), LEXICON)
    assert (late.reference_date, late.reference_basis) == (date(2019, 4, 28), "anchors")
    assert [hit.first for hit in late.dates] == [date(2019, 4, 28), date(2019, 4, 27)]
    same = read_article(article(text, published_day=date(2019, 4, 28)), LEXICON)
    assert (same.reference_date, same.reference_basis) == (date(2019, 4, 28), "published")
    before = read_article(article(text, published_day=date(2019, 4, 27)), LEXICON)
    assert before.reference_date == date(2019, 4, 27)  # by the clock of another zone it was still Saturday


def test_what_a_text_calls_today_dates_it_where_nothing_else_does() -> None:
    text = "قصفت المدفعية قرية العزيزية. وقال شاهد إن القصف وقع فجر اليوم الاثنين 14 آذار 2022."
    assert read_article(article(text), LEXICON).reference_date == date(2022, 3, 14)


def test_a_post_without_a_date_keeps_its_weekday_with_the_words() -> None:
    text = "قتل ثلاثة مدنيين اليوم الأحد في قصف مدفعي على بلدة كفرنبل. وقصفت الطائرات أمس مدينة سراقب وقتلت طفلا."
    told = [
        (m.weekday, m.date_text, m.date_start) for m in extract_article(article(text), LEXICON, batch_id="b").mentions
    ]
    assert told == [(7, "اليوم الأحد", None), (6, "أمس", None)]
    dated = extract_article(article(text, published_day=date(2019, 5, 5)), LEXICON, batch_id="b").mentions
    assert [m.weekday for m in dated] == [None, None]


def test_what_reading_makes_goes_without_the_collector_of_cycles() -> None:
    text = "قال ناشطون إن غارات جوية استهدفت سوقا في مدينة سراقب أمس وقتلت ثلاثة مدنيين، ونفت موسكو ذلك."
    extract_article(article(text), LEXICON, batch_id="b")
    gc.collect()
    gc.disable()
    try:
        assert extract_article(article(text), LEXICON, batch_id="b").mentions
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_prepositions_are_told_apart_by_what_they_say_and_none_are_known_of_a_language_without_a_list() -> None:
    known = LEXICON.prepositions
    assert {"من", "ل", "عبر"} <= set(known.of("means"))
    assert set(known.of("partitive")) == {"من"}
    assert "إلى" in known.of("goal")
    assert "إلى" not in known.of("dative")
    assert read_prepositions([]).of("means") == ()


def test_a_phrase_with_a_preposition_inside_takes_no_article_on_its_further_words() -> None:
    entry = {"forms": "هجوم عبر الحدود|هجوم بري", "kind": "noun"}
    inner = frozenset({"عبر"})
    forms = {form.surface for form in expand(entry["kind"], entry["forms"], inner)}
    assert "الهجوم البري" in forms  # ب is a letter of the word here, no preposition
    assert not any(form.startswith("الهجوم العبر") for form in forms)
