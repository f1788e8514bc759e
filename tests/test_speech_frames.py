"""Who says so: the speaker, the words he governs, and the speaker who goes on."""

from dataclasses import dataclass

import pytest

from tasks.extract.reading import Reading
from tasks.extract.speech import hear
from tasks.extract.speech_frame import Frame
from tests import speech_extract


@dataclass(frozen=True)
class Named:
    """An actor for a test: frames are judged apart from the list of actors."""

    entity_id: str
    kind: str
    start: int
    end: int
    text: str
    rule_id: str = "name"


def read(text: str, **actors: str) -> Reading:
    """Read a text in which only the given words name actors, each as id=words or id=words/kind."""
    reading = speech_extract.read(text)
    found = []
    for entity_id, words in actors.items():
        surface, _, kind = words.partition("/")
        start = text.find(surface)
        while start >= 0:
            found.append(Named(entity_id, kind or "ministry", start, start + len(surface), surface))
            start = text.find(surface, start + 1)
    reading.entities = tuple(sorted(found, key=lambda n: n.start))  # type: ignore[assignment]
    return reading


def frames(text: str, **actors: str) -> list[Frame]:
    return list(hear(read(text, **actors)).frames)


def said(text: str, frame: Frame) -> str:
    return text[frame.scope[0].start : frame.scope[0].end]


def test_a_ministry_before_its_clause() -> None:
    text = "أعلنت وزارة الدفاع التركية أن طائراتها أغارت على مخزن للسلاح."
    [frame] = frames(text, mod="وزارة الدفاع التركية")
    assert (frame.source_entity_id, frame.source_text, frame.stance) == ("mod", "وزارة الدفاع التركية", "asserts")
    assert said(text, frame) == "طائراتها أغارت على مخزن للسلاح."


def test_a_spokesman_unknown_to_us_speaks_for_the_institution_beside_him() -> None:
    text = "وقال العميد سامر الخطيب المتحدث باسم الجيش اللبناني إن الدورية تعرضت لإطلاق نار."
    [frame] = frames(text, army="الجيش اللبناني")
    assert frame.source_entity_id == "army"
    assert frame.source_text == "العميد سامر الخطيب المتحدث باسم الجيش اللبناني"


def test_an_unnamed_source_stays_a_description() -> None:
    text = "وأفاد مصدر طبي في المدينة بأن المستشفى استقبل تسعة جرحى."
    [frame] = frames(text)
    assert (frame.source_entity_id, frame.source_kind) == (None, "unnamed")
    assert frame.source_text.startswith("مصدر طبي")


def test_a_verb_without_a_speaker_goes_on_with_the_last_one_of_its_gender() -> None:
    text = "أكدت الوزارة التركية أن القافلة وصلت. وأفاد ناشطون بأن الطريق قطعت. وأضافت أن القافلة عادت."
    found = frames(text, mod="الوزارة التركية")
    assert [f.source_text for f in found] == ["الوزارة التركية", "ناشطون", "الوزارة التركية"]
    assert [f.carried for f in found] == [False, False, True]


def test_a_source_after_the_news_governs_all_before_it() -> None:
    text = "قصفت المدفعية قرية الزيتون كما قصفت التل المجاور، بحسب مصدر أمني، وعاد الهدوء لاحقا."
    [frame] = frames(text)
    assert frame.source_text == "مصدر أمني"
    assert said(text, frame).startswith("قصفت المدفعية")
    assert said(text, frame).endswith("المجاور،")


def test_an_agency_that_relays_a_spokesman_is_the_way_not_the_claimant() -> None:
    text = "استهدفت الغارات ثلاثة مواقع وفقا لما ذكرته وكالة الأفق نقلا عن المتحدث باسم الجيش اللبناني."
    [frame] = frames(text, agency="وكالة الأفق/agency", army="الجيش اللبناني")
    assert (frame.source_entity_id, frame.via_entity_id) == ("army", "agency")


def test_what_follows_at_once_is_no_part_of_the_name() -> None:
    text = "أعلن الجيش اللبناني تفكيك عبوتين في الجرود."
    [frame] = frames(text, army="الجيش اللبناني")
    assert frame.source_text == "الجيش اللبناني"
    assert said(text, frame) == "تفكيك عبوتين في الجرود."


def test_the_object_of_a_charge_is_no_second_speaker() -> None:
    text = "واتهم جنرال أميركي موسكو بقصف القافلة."
    [frame] = frames(text, ru="موسكو/state")
    assert (frame.source_text, frame.verbal_type) == ("جنرال أميركي", "Accusation")


def test_the_source_means_the_source_named_before() -> None:
    text = "قال مصدر في الدفاع المدني إن الحريق أخمد. وذكر المصدر أن عائلة نجت."
    found = frames(text)
    assert {f.source_text for f in found} == {"مصدر في الدفاع المدني"} or len({f.source_start for f in found}) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("الجيش التركي يعلن تحييد سبعة مسلحين", "الجيش التركي"),
        ("لكن النائب سمير الحلو، أكد أن الغارة أصابت مدرسة.", "النائب سمير الحلو"),
        ("وكان الجيش التركي قد أعلن الأحد مقتل جنديين.", "الجيش التركي"),
        ("وقال في بيان نشره اليوم مصدر قضائي إن التحقيق بدأ.", "مصدر قضائي"),
        ("الهجوم الذي أعلن عنه الجيش التركي أوقع قتيلين.", "الجيش التركي"),
        ("وقع الانفجار ليلا، وهو ما أكده الجيش التركي.", "الجيش التركي"),
        ("وفقا لما ذكره شهود عيان لمراسلنا، اندلعت الاشتباكات فجرا.", "شهود عيان"),
        ("كتب سامر الخطيب على حسابه قائلا: «القصف لم يتوقف منذ الفجر حتى هذه الساعة».", "سامر الخطيب"),
        ("وبحسب بيان الجيش التركي عن عملياته، قتل جنديان.", "بيان الجيش التركي"),
        ("ناشطون: قصف عنيف على أطراف المدينة", "ناشطون"),
        ("نشر الجيش التركي الجمعة بيانا أشار إلى أن القصف توقف.", "الجيش التركي"),
        ("وكان مسؤول في الإغاثة أبلغ الصحفيين بأن القافلة عادت.", "مسؤول في الإغاثة"),
        ("سقط جرحى في السوق، حسبما ذكرت إدارة الإسعاف.", "إدارة الإسعاف"),
    ],
)
def test_the_speaker_is_found_wherever_he_stands(text: str, speaker: str) -> None:
    assert speaker in [f.source_text for f in frames(text, army="الجيش التركي/army")]


def test_a_participle_goes_on_with_the_speaker_of_its_gender() -> None:
    text = "ونفى المتحدث تهم وسائل إعلام محلية تحدثت عن القصف، مؤكدا أن الطائرات لم تقلع."
    found = {f.rule_id: f.source_text for f in frames(text)}
    assert found["speech.say-affirm.that"] == "المتحدث"


def test_an_outer_speaker_goes_on_after_the_one_he_quotes() -> None:
    text = "قال الوزير التركي إن ناشطين أفادوا بأن الجسر دمر. وأضاف أن الطريق مغلقة."
    found = frames(text, minister="الوزير التركي/person")
    assert found[-1].source_entity_id == "minister"


def test_direct_speech_ends_with_its_quotation() -> None:
    text = "وأضاف المصدر الطبي: «استقبلنا تسعة جرحى بينهم طفلان هذا الصباح»، في وقت وصل وفد دولي إلى المدينة."
    [frame] = frames(text)
    assert "وفد" not in said(text, frame)


@pytest.mark.parametrize(
    "text",
    [
        "تهدد العاصفة سكان المخيم.",
        "شنت المقاتلات غارة على مخزن تابع لهم عبر الحدود.",
        "وقصفت المدفعية مقر اللواء وسط البلدة.",
        "ويذكر أن المدينة محاصرة منذ شهور.",
        "ولم تعلن أي جهة أنها نفذت الهجوم.",
        "سارت القافلة وفق الخطة الزمنية المقررة.",
        "عاد السكان بعد أن هدأ القصف.",
        "مرت القافلة بين التلال حتى أن الغبار حجبها.",
    ],
)
def test_nobody_speaks_here(text: str) -> None:
    assert frames(text) == []


def test_offsets_point_at_the_words() -> None:
    text = "المصدر الأول: «صحيفة الصباح» قالت إنّ القصف توقّف، مضيفةً أنّ الطرق فُتحت."
    for frame in frames(text, paper="صحيفة الصباح/outlet"):
        assert text[frame.source_start : frame.source_end] == frame.source_text
        assert 0 <= frame.evidence_start <= frame.trigger_start < frame.evidence_end <= len(text)
