"""What an article reports becomes rows: each event once, with its words, its numbers and its type."""

from datetime import UTC, date, datetime

import pytest

from schemas.article import Article
from schemas.ids import content_id, text_hash
from tasks.extract.article import Extraction, extract_article
from tasks.extract.lexicon import build_lexicon
from tasks.knowledge import load_knowledge

KNOWLEDGE = load_knowledge()
LEXICON = build_lexicon(KNOWLEDGE)


def read(text: str, **fields: object) -> Extraction:
    given: dict[str, object] = dict.fromkeys(Article.__dataclass_fields__)
    given |= {"article_id": content_id(text), "text": text, "text_sha256": text_hash(text), "language": "ar"}
    given |= {"captured_at": datetime(2020, 1, 1, tzinfo=UTC), "published_day": date(2020, 3, 4)}
    return extract_article(Article(**(given | fields)), LEXICON, batch_id="b1")  # type: ignore[arg-type]


def test_a_raid_and_its_toll_are_one_event() -> None:
    found = read("شنت الطائرات ثلاث غارات جوية على البلدة، ما أسفر عن مقتل سبعة أشخاص وإصابة 12 آخرين.")
    assert [m.sub_event_type for m in found.mentions] == ["Air/drone strike"]
    numbers = {q.measure: q.best for q in found.quantities}
    assert numbers == {"raids": 3, "killed": 7, "injured": 12}


def test_what_was_denied_planned_or_feared_is_no_event() -> None:
    for text in (
        "لم تقصف المدفعية أي حي في المدينة.",
        "هدد القائد بشن غارات جوية على العاصمة.",
        "حذر الوزير سكان المدينة من هجوم مسلح على المخيم.",
        "قال إن الجيش سيقصف مواقع المسلحين.",
    ):
        assert [m for m in read(text).mentions if m.kind == "physical" and m.status == "asserted"] == []


def test_evidence_and_numbers_are_slices_of_the_text() -> None:
    text = "سقطت قذائف هاون على حي سكني، وقُتل طفلان.\nوأُصيب أربعة جنود في انفجار عبوة ناسفة."
    found = read(text)
    assert len(found.mentions) == 2
    for m in found.mentions:
        assert text[m.evidence_start : m.evidence_end] == m.evidence
    for q in found.quantities:
        assert text[q.start : q.end] == q.text


@pytest.mark.parametrize(
    "text", ["", " ", "12345 678", "\x00\ufffd\ufffd", "ا" * 200_000, "قصف " * 5000, "((((" * 9999]
)
def test_bad_input_gives_no_row_without_words(text: str) -> None:
    assert all(m.evidence for m in read(text).mentions)


def test_each_event_type_of_the_knowledge_is_one_of_the_closed_list() -> None:
    from schemas.vocabulary import SUB_EVENT_TYPES

    told = {(event.event_type, event.sub_event_type) for event in LEXICON.events.values()}
    assert told == {(kind, sub) for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}


def test_a_village_that_no_list_holds_lies_near_the_town_named_with_it() -> None:
    (near,) = read("قصفت المدفعية قرية بير الحلوف في ريف مدينة سراقب السورية.").mentions
    assert (near.place_id, near.place_precision) == (None, 2)
    assert near.lat == pytest.approx(35.86, abs=0.1)
    (governed,) = read("قصفت المدفعية قرية بير الحلوف في ريف إدلب السورية.").mentions
    assert (governed.place_id, governed.lat, governed.country) == (None, None, "SY")


def test_to_strike_is_to_besiege_only_where_a_siege_follows() -> None:
    (strike,) = read("ضربت الطائرات الروسية معسكرا لتنظيم الدولة في مدينة سراقب.").mentions
    assert strike.sub_event_type == "Air/drone strike"
    (siege,) = read("ضربت القوات الحكومية حصارا على مدينة سراقب.").mentions
    assert siege.sub_event_type != "Air/drone strike"


def test_targets_are_no_scorers_and_a_town_is_no_illness() -> None:
    text = (
        "قتل 6 مدنيين في غارة على بلدة أورم الكبرى، بحسب الدفاع المدني السوري الذي قال إن المدربين وأهدافهم بعيدة عنها."
    )
    (raid,) = read(text).mentions
    assert raid.place_name_en == "Urum al Kubra"


def counted(text: str) -> dict[tuple[str, str], int | None]:
    return {(q.measure, q.victim_class): q.best or q.low for q in read(text).quantities}


def test_who_the_victims_were_stands_behind_a_word_that_leaves_it_open() -> None:
    found = counted("سقط جريحان مدنيان وأربعة قتلى من الجنود جراء قصف مدفعي على بلدة الحولة.")
    assert found["injured", "civilian"] == 2
    assert found["killed", "combatant"] == 4


def test_what_the_two_dead_were_to_each_other_is_no_number() -> None:
    assert counted("استشهد مواطنان اثنان (أب وابنه) في قصف مدفعي على مدينة صعدة.") == {
        ("killed", "all"): 2,
        ("killed", "civilian"): 2,
    }


def test_units_that_a_raid_hit_are_no_wounded() -> None:
    assert ("injured", "all") not in counted("شنت الطائرات غارات أصابت تسع وحدات للتنظيم قرب مدينة القائم.")


def test_whom_an_operation_is_out_for_was_not_killed_by_it() -> None:
    text = "قصفت طائرات حربية حي السكري في مدينة حلب. وقال الناطق إن عملية تجري للقضاء على آخر المسلحين في الحي."
    assert read(text).quantities == ()


def test_since_the_capture_of_a_town_tells_an_older_capture() -> None:
    found = read("قصفت طائرات تركية قرية شيراوا. ومنذ احتلال القوات التركية مدينة عفرين نزح آلاف السكان.")
    assert {m.status for m in found.mentions if m.event_type == "Battles"} <= {"background"}


def test_victims_told_one_by_one_before_a_number_are_added_to_it() -> None:
    assert counted("تسبب القصف المدفعي على بلدة الحولة بمقتل رجل وزوجته وأربعة من أقاربهما.")["killed", "all"] == 6


def test_soldiers_told_by_rank_and_name_are_counted() -> None:
    text = "استشهد الرقيب ماهر العلي والجندي أول فارس حسن الكريم والعريف زيد محمد في قصف على مركز حدودي في نجران."
    assert counted(text) == {("killed", "all"): 3, ("killed", "combatant"): 3}


def test_children_among_the_dead_without_a_number_are_at_least_one() -> None:
    found = counted("أوقعت الغارات الجوية على مدينة صعدة 19 قتيلا بينهم أطفال.")
    assert found == {("killed", "all"): 19, ("killed", "child"): 1}


def test_a_death_that_a_fall_led_to_is_no_sign_of_an_attack() -> None:
    assert counted("سقطت قذائف على منزل في مدينة نجران أدت إلى وفاة مواطن.")["killed", "all"] == 1
    fallen = read("سقطت سيارة من منحدر وجرفت رجلا كان جالسا ما أدى إلى وفاة سائقها.")
    assert [m for m in fallen.mentions if m.kind == "physical"] == []


@pytest.mark.parametrize(
    ("sentence", "villages"),
    [
        ("تعرضت قرى بيلون وبشمارون وبشلامون في ريف إدلب لقصف مدفعي من قوات النظام السوري.", 3),  # none has a point
        ("سيطر الجيش السوري على قرى أم الحصى وتل العنب وأم الرجم في ريف إدلب.", 3),  # short heads: أم, وتل
    ],
)
def test_each_village_of_a_list_is_a_row_of_its_own(sentence: str, villages: int) -> None:
    named = [m.place_name_ar for m in read(sentence).mentions if m.kind == "physical"]
    assert len(named) == len(set(named)) == villages
