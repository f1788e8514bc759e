"""Who is named: names with clitics, demonyms beside nouns of force, doubtful words, second mentions, apposition."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.entities import EntityHit, EntityIndex, entity_rows, find_entities
from tasks.extract.entity_data import read_actors, read_demonyms, read_known
from tasks.extract.entity_meant import settle_meant
from tasks.knowledge import load_knowledge
from tasks.text.normal import normal_form, normalise

KNOWLEDGE = load_knowledge()


@cache
def index() -> EntityIndex:
    return EntityIndex.from_knowledge(KNOWLEDGE)


def hits(text: str) -> tuple[EntityHit, ...]:
    return find_entities(normalise(text), index())


def ids(text: str) -> list[str]:
    return [hit.entity_id for hit in hits(text)]


@pytest.mark.parametrize(
    ("words", "entity_id"),
    [
        ("الطيران الروسي", "actor:ru-air-force"),
        ("المقاتلات الحربية الروسية", "actor:ru-air-force"),
        ("غارات روسية", "actor:ru-air-force"),
        ("طائرة استطلاع تركية", "actor:tr-air-force"),
        ("الجنود الأتراك", "actor:tr-army"),
        ("طائرتان إسرائيليتان", "actor:il-air-force"),
        ("جيش كوريا الشمالية", "actor:kp-army"),
        ("الجيش الكوري الجنوبي", "actor:kr-army"),
        ("الخارجية الفرنسية", "actor:fr-mfa"),
        ("وزير الدفاع الأمريكي", "actor:us-mod"),
        ("وزير الدفاع الأميركي", "actor:us-mod"),
        ("مصادر أمنية يمنية", "actor:ye-security-source"),
        ("مسؤولين أفغان", "actor:af-official"),
        ("الميليشيات الحوثية", "actor:ye-houthi"),
        ("متمردين حوثيين", "actor:ye-houthi"),
    ],
)
def test_demonym_and_noun_of_force_name_an_institution(words: str, entity_id: str) -> None:
    assert ids(f"قال شهود إن {words} وصلت أمس")[1:] == [entity_id]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("قصفت مدفعية الجيش السوداني سوقا، ونفى المتحدث باسم الجيش ذلك.", "sd"),
        ("قصف الجيش السوداني سوقا في الفاشر. ونفى المتحدث باسم الجيش ذلك.", "sd"),
        ("أعلن الجيش المالي مقتل مسلحين قرب غاو، وقال المتحدث باسم الجيش إن العملية مستمرة.", "ml"),
        ("اشتبك الجيش المالي مع الجيش النيجري قرب الحدود، وقال المتحدث باسم الجيش إن الهدوء عاد.", None),
    ],
)
def test_the_spokesman_of_the_army_is_that_of_the_one_army_told_before(text: str, whose: str | None) -> None:
    told = next(hit for hit in hits(text) if hit.text == "المتحدث باسم الجيش")
    assert told.entity_id == (f"actor:{whose}-army" if whose else "actor:army")


def test_adjective_must_agree_in_gender_and_article() -> None:
    # "الطائرات الروسي" and "طائرات الروسية" are no phrases: the words belong to different parts of the sentence.
    assert "actor:ru-air-force" not in ids("الطائرات روسية الصنع")
    assert "actor:ru-air-force" not in ids("حلقت الطائرات الروسي")


def test_accusative_of_a_noun_of_force_is_read() -> None:
    assert "actor:tr-army" in ids("شهدت البلدة هجوما تركيا واسعا")
    assert "actor:ru-air-force" in ids("شهدت البلدة قصفا جويا روسيا")


def test_number_counts_people_and_not_a_state() -> None:
    assert ids("اعتقل 20 فلسطينيا") == ["actor:ps-people"]
    assert "actor:sy-people" not in ids("وصل 20 سوريا")


def test_factions_and_national_army_are_those_of_the_story() -> None:
    assert ids("استهدفت الفصائل حاجزا في ريف إدلب") == ["actor:sy-rebels"]
    assert ids("أطلقت الفصائل صاروخا من غزة") == ["actor:ps-resistance"]
    assert "actor:ye-army" in ids("تقدم الجيش الوطني في تعز على حساب الحوثيين")
    assert "actor:ly-army" in ids("تقدم الجيش الوطني في بنغازي")


def test_old_market_of_okaz_is_no_newspaper() -> None:
    assert ids("افتتح المهرجان في سوق عكاظ") == []
    assert ids("قالت صحيفة عكاظ") == ["actor:okaz"]


def test_hidden_question_particle_does_not_find_workers_inside_works() -> None:
    assert ids("توقفت أعمال الصيانة") == []


def test_two_peoples_after_one_noun_are_two_actors() -> None:
    assert ids("قصف الطيران الروسي والسوري أطراف البلدة") == ["actor:ru-air-force", "actor:sy-air-force"]


@pytest.mark.parametrize("clitic", ["", "و", "ف", "ب", "ل", "ول"])
def test_particles_in_front_do_not_hide_a_name(clitic: str) -> None:
    assert ids(f"تحدث {clitic}داعش هناك") == ["actor:is"]


def test_article_fused_with_lam_keeps_the_word_whole() -> None:
    (hit,) = hits("قصف مواقع للجيش التركي")
    assert (hit.entity_id, hit.text) == ("actor:tr-army", "للجيش التركي")


def test_quotation_marks_inside_a_name_do_not_part_it() -> None:
    (hit,) = hits("تبنى تنظيم «الدولة الإسلامية» الهجوم")
    assert (hit.entity_id, hit.text) == ("actor:is", "تنظيم «الدولة الإسلامية»")


def test_base_is_no_al_qaeda_and_al_qaeda_is_no_base() -> None:
    assert ids("هبطت الطائرة في القاعدة الجوية") == []
    assert ids("قتل ثلاثة من عناصر القاعدة في الغارة") == ["actor:al-qaeda"]


def test_one_base_in_the_story_takes_every_bare_base_from_al_qaeda() -> None:
    assert ids("تستخدم الطائرات قاعدة إنجرليك ضد داعش، وقال ضابط إن القاعدة آمنة") == ["actor:is"]


def test_ain_al_arab_is_a_town_and_not_the_arabs() -> None:
    assert ids("وصلت القافلة إلى عين العرب") == []
    assert ids("وصل الروس إلى المدينة") == ["actor:ru-people"]


def test_coalition_is_the_one_of_the_story() -> None:
    assert "actor:sa-coalition" in ids("قصف التحالف تعز، ورد الحوثيون بصاروخ على مأرب")
    assert "actor:us-coalition" in ids("قصف التحالف مواقع داعش قرب الرقة في سوريا")
    assert ids("أعلن التحالف برنامجه للمدارس") == []


def test_bare_army_belongs_to_the_country_of_the_story_or_to_no_country() -> None:
    assert "actor:ye-army" in ids("تقدم الجيش في تعز ومأرب وصعدة")
    assert ids("تقدم الجيش في الوادي") == ["actor:army"]


def test_planes_without_an_owner_are_those_named_last() -> None:
    assert ids("حلقت طائرات تركية فوق دهوك ثم قصفت المقاتلات جبلا")[-1] == "actor:tr-air-force"
    assert ids("قصفت المقاتلات جبلا") == []


def test_short_name_needs_the_full_one_before() -> None:
    assert ids("زار العبادي المدينة") == []
    assert ids("زار حيدر العبادي المدينة، وقال العبادي إن العملية انتهت") == ["actor:iq-abadi", "actor:iq-abadi"]


def test_short_name_goes_to_the_last_one_that_bears_it() -> None:
    found = ids(
        "أعلنت حركة الشباب مقتل جنود. وقالت الحركة. ثم قالت حركة النجباء. ونفت حركة الجهاد الإسلامي. وأضافت الحركة"
    )
    assert found[-1] == "actor:pij"


def test_short_name_with_an_adjective_of_its_own_is_another_body() -> None:
    assert ids("أعلن الاتحاد الأوروبي موقفه، ورد الاتحاد الدولي للنقل") == ["actor:eu"]


def test_football_federations_are_no_unions_of_states() -> None:
    assert ids("فاز الفريق بكأس الاتحاد الأفريقي بعد قرار الاتحاد الأوروبي لكرة القدم") == []


def test_office_and_person_are_one_hit() -> None:
    text = "قال المتحدث باسم وزارة الدفاع الروسية اللواء إيغور كوناشينكوف إن الضربة نفذت"
    (hit,) = hits(text)
    assert (hit.entity_id, hit.rule_id) == ("actor:ru-konashenkov", "apposition")
    assert hit.text == "المتحدث باسم وزارة الدفاع الروسية اللواء إيغور كوناشينكوف"


def test_spokesman_without_a_known_name_speaks_for_the_institution() -> None:
    (hit,) = hits("قال المتحدث باسم الجيش الأردني للصحفيين")[:1]
    assert (hit.entity_id, hit.rule_id) == ("actor:jo-army", "spokesman-of")


def test_state_named_as_a_place_is_told_apart() -> None:
    assert [h.rule_id for h in hits("وصل إلى تركيا")] == ["locative"]
    assert [h.rule_id for h in hits("اتهمت تركيا الجماعة")] == ["name"]


def test_capital_stands_for_its_government_unless_it_is_a_place() -> None:
    assert ids("نفت موسكو ذلك") == ["actor:ru"]
    assert ids("عقد الاجتماع في موسكو") == []


@pytest.mark.parametrize(
    "text",
    [
        "يتوقع طقس حار وغبار مع رياح شمالية غربية",
        "فاز الفريق بهدفين وسجل اللاعب من ركلة جزاء في الدقيقة الأخيرة",
        "ارتفع سعر السهم بعد إعلان النتائج المالية للربع الثاني",
        "تغلب الهلال على النصر بحماس كبير من الجماهير",
    ],
)
def test_pages_without_conflict_name_no_armed_actor(text: str) -> None:
    assert ids(text) == []


def test_knowledge_of_actors_holds_together() -> None:
    actors = read_actors(KNOWLEDGE)
    assert {a.parent_id for a in actors.values() if a.parent_id} <= set(actors)
    assert {d.entity_id for d in read_demonyms(KNOWLEDGE, "ar")} <= set(actors)
    assert {r["entity_id"] for r in KNOWLEDGE.rows("actors/ar/ambiguous.tsv")} <= set(actors)
    assert len(read_known(KNOWLEDGE, "actors")) >= 700


def test_no_name_means_two_actors() -> None:
    # A name of two actors would be decided by the order of a file; such words belong into ambiguous.tsv.
    owners: dict[str, set[str]] = {}
    for folder in ("actors", "weapons", "objects"):
        for known in read_known(KNOWLEDGE, folder).values():
            for name in known.names:
                owners.setdefault(f"{folder}: {normal_form(name)}", set()).add(known.entity_id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_english_index_leaves_out_acronyms_that_are_words() -> None:
    english = EntityIndex.from_knowledge(KNOWLEDGE, "en")
    found = find_entities(normalise("He is with us. The Islamic State attacked the Syrian Democratic Forces."), english)
    assert [hit.entity_id for hit in found] == ["actor:is", "actor:sdf"]


def test_entity_rows_bring_the_parents_along() -> None:
    rows = {row.entity_id: row for row in entity_rows(["actor:ru-konashenkov"], KNOWLEDGE)}
    assert list(rows) == ["actor:ru", "actor:ru-konashenkov", "actor:ru-mod"]
    assert rows["actor:ru-mod"].country == "RU"


WORDS = [
    "الطيران",
    "الروسي",
    "و",
    "\u00a0",
    " ",
    "داعش",
    "للجيش",
    "السوري",
    '"',
    "«",
    "القاعدة",
    "20",
    "فلسطينيا",
    "\n",
    "ـ",
    "قَوات",
    "النظام",
    "موسكو",
    "x",
]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_every_hit_is_a_slice_of_the_text_in_order(text: str) -> None:
    end = 0
    for hit in hits(text):
        assert text[hit.start : hit.end] == hit.text
        assert hit.text.strip()
        assert hit.start >= end
        end = hit.end


def test_a_state_without_an_adjective_is_no_failure() -> None:
    assert "actor:vatican" in ids("أعلنت وزارة خارجية الفاتيكان موقفها")


def meant(text: str) -> list[str]:
    """Who is named, with bare ministries given to whom they belong."""
    shadow = normalise(text)
    return [hit.entity_id for hit in settle_meant(find_entities(shadow, index()), index(), shadow)]


@pytest.mark.parametrize(
    ("text", "ministry"),
    [
        (
            "أعلنت وزارة الدفاع أن طائرات أمريكية ضربت مواقع في ريف الرقة وريف حلب في سوريا. وقصف آخرون في سوريا.",
            "actor:us-mod",
        ),
        (
            "ضربت طائرات روسية ريف حلب وريف إدلب في سوريا. وتحدث الكرملين عن سوريا. ونفت وزارة الدفاع مقتل أحد في سوريا.",
            "actor:ru-mod",
        ),
        (
            "قال المتحدث باسم وزارة الدفاع الجنرال إيغور كوناشينكوف إن الأهداف في سوريا دمرت، ولم يصب أحد في سوريا.",
            "actor:ru-mod",
        ),
        ("قالت وزارة الدفاع إن جنودا سوريين صدوا هجوما في سوريا قرب حلب وإدلب في سوريا.", "actor:sy-mod"),
    ],
)
def test_a_ministry_without_a_country_speaks_for_the_forces_of_its_sentence_not_for_the_country_bombed(
    text: str, ministry: str
) -> None:
    assert ministry in meant(text)
    assert len([i for i in meant(text) if i.endswith("-mod")]) == 1
