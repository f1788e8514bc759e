"""Claims: every event has a claimant, a denial is a second claim, and a dispute over a field leaves the event."""

import pytest

from schemas.vocabulary import NARRATOR, STANCES
from tests.claim_sides import physical_claims
from tests.speech_extract import extract

RAID = "قتل ستة مدنيين في غارة على مدينة الرقة. "


def test_the_outlet_speaks_where_nobody_is_quoted() -> None:
    [claim] = physical_claims("قصفت طائرات حربية تركية مستودعا للسلاح في مدينة منبج مساء الخميس.")
    assert (claim.source_text, claim.source_entity_id, claim.stance) == (NARRATOR, None, "asserts")


def test_a_ministry_claims_what_it_announces() -> None:
    [claim] = physical_claims("أعلنت وزارة الدفاع التركية أن طائراتها قصفت مستودعا للسلاح في مدينة منبج.")
    assert (claim.source_entity_id, claim.stance) == ("actor:tr-mod", "asserts")


def test_a_denial_beside_the_outlets_own_report_keeps_the_outlet() -> None:
    claims = physical_claims("قصفت طائرات روسية مشفى في مدينة إدلب الجمعة، وهو ما نفته موسكو.")
    assert {(c.source_text, c.stance) for c in claims} == {(NARRATOR, "asserts"), ("موسكو", "denies")}


@pytest.mark.parametrize(
    "text",
    [
        "وقالت مصادر طبية إن قصفا مدفعيا على دوما أوقع خمسة قتلى، بحسب وكالة رويترز.",
        "بحسب ناشطين، قتل طفلان في غارة على بلدة الأتارب، فيما نفى الجيش السوري استهداف البلدة.",
    ],
)
def test_every_claim_has_its_words(text: str) -> None:
    for claim in extract(text).claims:
        assert claim.stance in STANCES
        assert text[claim.evidence_start : claim.evidence_end] == claim.evidence
        assert claim.source_text == NARRATOR or claim.source_text in text


def test_a_western_paper_is_not_the_west() -> None:
    text = "نفى الجيش السوري قصف مدرسة في مدينة إدلب، مفندا اتهامات وسائل إعلام فرنسية بقصفها."
    claims = physical_claims(text)
    assert "actor:fr" not in {c.source_entity_id for c in claims}
    assert "denies" in {c.stance for c in claims}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وأفادت حصيلة أولية بمقتل خمسة مدنيين في غارة على إدلب.", "narrator"),
        ("وأظهرت صور أن غارة استهدفت مشفى في إدلب.", "narrator"),
        ("وقال نشطاء المرصد السوري لحقوق الإنسان إن غارة استهدفت مشفى في إدلب.", "actor:sohr"),
        ("وقال نشطاء من المدينة إن غارة استهدفت مشفى في إدلب.", "نشطاء من المدينة"),
        ("وقال بيان عن المتحدث باسم الجيش الإسرائيلي إن قواته قصفت موقعا في رفح.", "actor:il-army"),
    ],
)
def test_what_only_shows_or_counts_speaks_for_nobody(text: str, source: str) -> None:
    claims = extract(text).claims
    assert {c.source_entity_id or c.source_text for c in claims if c.field is None} == {source}


def test_a_long_denial_keeps_the_news_between_speaker_and_last_verb() -> None:
    text = (
        "ونفى العميد إيغور كوناشينكوف قصف الطائرات الروسية مشفى في مدينة سراقب بريف إدلب، مدحضا اتهامات وسائل إعلام غربية، "
        "مؤكدا أن ذلك لا أساس له من الصحة، وأنه عرض بتسجيل فيديو يزعم أنه لمشفى مدمر."
    )
    strikes = [m for m in extract(text).mentions if m.kind == "physical"]
    assert [(m.actor_ids, m.place_name_en, m.status) for m in strikes][:1] == [
        (("actor:ru-air-force",), "Saraqib", "denied")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "وقالت وزارة الدفاع الروسية إنها رصدت الهدف. وأعلنت وزارة الدفاع أن غارة استهدفت مدينة سراقب السورية.",
        "ونقلت وكالة تاس عن وزارة الدفاع قولها إن غارة استهدفت مدينة سراقب بريف إدلب في سوريا.",
    ],
)
def test_a_bare_ministry_is_the_one_named_before_or_that_of_the_agency(text: str) -> None:
    story = "قتل ثلاثة من جنود الجيش السوري في حلب وحماة. "
    strikes = {c.source_entity_id for c in extract(story + text).claims if "غارة" in c.evidence}
    assert "actor:ru-mod" in strikes
    assert "actor:sy-mod" not in strikes


RUSSIA = "أعلنت وزارة الدفاع الروسية أن طائراتها قصفت مواقع لتنظيم داعش في مدينة تلبيسة بريف حمص. "


@pytest.mark.parametrize(
    ("answer", "claimant", "value"),
    [
        (
            "وقال الائتلاف الوطني السوري إن الغارات الروسية استهدفت فصائل المعارضة المعتدلة وليس تنظيم داعش.",
            "actor:sy-snc",
            "actor:sy-rebels",
        ),
        ("وأكد ناشطون من المدينة أنه لا وجود لتنظيم داعش هناك.", "ناشطون من المدينة", None),
        (
            "لكن المرصد السوري لحقوق الإنسان قال إن القصف الروسي أدى إلى مقتل عشرة مدنيين.",
            "actor:sohr",
            "actor:civilians",
        ),
    ],
)
def test_a_disputed_target_is_a_claim_on_that_field_alone(answer: str, claimant: str, value: str | None) -> None:
    done = extract(RUSSIA + answer)
    disputes = [c for c in done.claims if c.field == "target"]
    assert [(c.stance, c.source_entity_id or c.source_text, c.value) for c in disputes] == [("doubts", claimant, value)]
    strike = next(m for m in done.mentions if m.mention_id == disputes[0].mention_id)
    assert (strike.target_ids, strike.status) == (("actor:is",), "asserted")
    assert disputes[0].evidence in answer


def test_a_disputed_place_is_a_claim_on_the_place() -> None:
    text = (
        "أعلن الجيش التركي أن طائراته أسقطت مقاتلة روسية في الأراضي التركية. "
        "وقال الرئيس الروسي فلاديمير بوتين إن المقاتلة كانت في سوريا وليست في تركيا."
    )
    disputes = [c for c in extract(text).claims if c.field is not None]
    assert [(c.field, c.value, c.source_entity_id) for c in disputes] == [("place", "place:sy", "actor:ru-putin")]


def test_who_tells_an_event_disputes_nothing_of_it() -> None:
    text = RUSSIA + "وأضافت الوزارة أن الغارات استهدفت التنظيم وليس المدنيين."
    assert [c for c in extract(text).claims if c.field is not None] == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ('وقال "راديو نسيم الشام" التابع للحكومة، إن غارة استهدفت مشفى في إدلب.', "راديو نسيم الشام"),
        ("المرصد السوري لحقوق الإنسان، أشار أمس إلى مقتل عنصرين في غارة على إدلب.", "المرصد السوري لحقوق الإنسان"),
        ("وقال الناشط سامر المحمد لـ«نور سوريا» إن غارة استهدفت مشفى في إدلب.", "الناشط سامر المحمد"),
    ],
)
def test_a_speaker_is_read_past_marks_commas_and_his_audience(text: str, source: str) -> None:
    claims = extract(text).claims
    assert source in {c.source_text.strip('"').split('"')[0] for c in claims}
    assert "narrator" not in {c.source_text for c in claims}


def test_a_source_of_another_kind_is_not_the_one_before() -> None:
    text = "وقال مصدر في وزارة الداخلية إن غارة استهدفت إدلب. وقال المصدر الطبي إن غارة قتلت طفلا في سراقب."
    assert "المصدر الطبي" in {c.source_text for c in extract(text).claims}


def test_a_participle_goes_on_with_the_state_of_its_sentence() -> None:
    text = (
        "قال وزير الخارجية التركي مولود تشاوش أوغلو إن بلاده ستتحرك قريبا. "
        "وشنت تركيا غارات في شمال العراق مشيرة إلى أنها استهدفت حزب العمال الكردستاني. "
        "غير أن المراقبين يؤكدون أن الغارات قتلت مدنيين في قرية قنديل."
    )
    told = {c.source_text for c in extract(text).claims if "مشيرة" in c.evidence or "المراقبين" in c.evidence}
    assert told - {"narrator"} == {"تركيا", "المراقبين"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("ومن جهة أخرى أفادت مصادر أمنية بمقتل خمسة جنود في غارة على إدلب.", "مصادر أمنية"),
        ("وأوضح المرصد الشمالي، في بيان تلقت رويترز نسخة منه، أن غارة قتلت خمسة جنود في إدلب.", "المرصد الشمالي"),
    ],
)
def test_the_speaker_is_found_behind_adverbs_and_before_his_statement(text: str, source: str) -> None:
    assert {c.source_text for c in extract(text).claims} == {source}


def test_sources_are_no_organisation_that_spoke_before() -> None:
    text = "وقالت منظمة هيومن رايتس ووتش إن الوضع خطير. وذكرت المصادر أن غارة قتلت خمسة جنود في إدلب."
    assert "actor:hrw" not in {c.source_entity_id for c in extract(text).claims}


def test_who_alleges_does_not_call_his_own_words_false() -> None:
    text = (
        "وقال الحوثيون إن غارة للتحالف العربي قتلت عشرة مدنيين في صعدة. "
        "وقال التحالف العربي إن ادعاءات الحوثيين بوجود قتلى في صعدة عارية عن الصحة."
    )
    deniers = {c.source_entity_id for c in extract(text).claims if c.stance == "denies"}
    assert deniers == {"actor:sa-coalition"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("وقتل خمسة جنود في غارة على إدلب، بحسب وكالة الأنباء الرسمية.", "وكالة الأنباء الرسمية"),
        ("ونشرت صحيفة الصباح الجديد تقريرا قالت فيه إن غارة قتلت خمسة جنود في إدلب.", "صحيفة الصباح الجديد"),
    ],
)
def test_a_paper_is_neither_its_report_nor_an_agency_without_its_name(text: str, source: str) -> None:
    assert source in {c.source_text for c in extract(text).claims}


def test_what_is_held_unlikely_is_no_event() -> None:
    done = extract("أشاد القائد العراقي بجنوده، لكنه استبعد أن يتم تحرير مدينة تلعفر قبل الشتاء. " + RAID)
    assert [m.place_name_en for m in done.mentions if m.kind == "physical"] == ["Ar Raqqah"]


@pytest.mark.parametrize(
    ("said", "verbal"), [("تؤيد فتح تحقيق في الهجوم", "Support"), ("ترفض أي هجوم على المدينة", "Refusal")]
)
def test_where_a_side_stands_is_told_by_the_verb_it_says_of_itself(said: str, verbal: str) -> None:
    done = extract(f"استهدف هجوم مسلح مركزا للشرطة في مدينة مصراتة. وقال وزير الخارجية التركي إن بلاده {said}.")
    assert [m.sub_event_type for m in done.mentions if m.kind == "verbal"] == [verbal]


def test_whom_the_law_wants_told_tells_nothing() -> None:
    done = extract("قصفت طائرات تركية قرية قرب أربيل. ويتعين إبلاغ مجلس الأمن الدولي بأي عمل عسكري.")
    assert "Notification" not in {m.sub_event_type for m in done.mentions}


OPENING = "قالت قيادة عمليات الأنبار إن طائراتها قصفت رتلا لتنظيم داعش قرب الرطبة.\n"


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (OPENING + "وأشارت إلى مقتل ثلاثة مدنيين في انفجار عبوة ناسفة في الفلوجة.", "قيادة عمليات الأنبار"),
        ("ولفت المتحدث العسكري محمد سمير إلى تدمير نفق للمسلحين في رفح بالصواريخ.", "المتحدث العسكري محمد سمير"),
        ("أفاد بيان لقيادة عمليات الرافدين بأن الطيران قصف وكرا لتنظيم داعش في مكحول.", "قيادة عمليات الرافدين"),
    ],
)
def test_who_goes_on_by_a_noun_or_in_his_statement_tells_the_event(text: str, claimant: str) -> None:
    found = extract(text)
    last = max((m for m in found.mentions if m.kind == "physical"), key=lambda m: m.evidence_start)
    assert [c.source_text for c in found.claims if c.mention_id == last.mention_id] == [claimant]


def test_who_tells_an_attack_may_clear_a_side_of_it() -> None:
    text = (
        "هاجم مسلحون من تنظيم الدولة الإسلامية فندقا في مدينة زليتن الليبية وقتلوا أربعة من نزلائه. "
        "وأكدت الشرطة الليبية أن الهجوم خلف أربعة قتلى، نافية تبني التنظيم للهجوم."
    )
    claims = physical_claims(text)
    assert [(c.stance, c.source_text) for c in claims if c.field == "actor"] == [("doubts", "الشرطة الليبية")]


def test_he_who_is_called_by_a_name_claims_nothing() -> None:
    text = 'أدى قصف مدفعي على بلدة كفرنبل إلى سقوط شهيد مدني، يدعى "سالم العمر"، نقلته فرق الدفاع المدني.'
    assert [c.source_text for c in physical_claims(text)] == [NARRATOR]


def test_a_mans_family_is_not_the_man() -> None:
    [claim] = physical_claims("قالت عائلة بشار الأسد إن الطائرات الروسية قصفت منزلا في دوما أمس.")
    assert (claim.source_text, claim.source_entity_id) == ("عائلة بشار الأسد", None)


def test_a_source_behind_its_verb_speaks_whoever_stands_before() -> None:
    claims = physical_claims("وفي محافظة الشرقية التي تقع شمال شرقي القاهرة قالت مصادر أمنية إن مسلحين قتلوا جنديا.")
    assert [c.source_text for c in claims] == ["مصادر أمنية"]
