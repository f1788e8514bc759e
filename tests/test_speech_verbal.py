"""Speech that is news by itself, each act once, with its sub-type, speaker and words."""

from itertools import pairwise

import pytest

from schemas.vocabulary import VERBAL_SUB_TYPES
from tests.speech_extract import extract, sayings

CONTEXT = "وقتل ثلاثة جنود أمس في اشتباكات بريف حلب. "
TOLD = "قصف الجيش السوري بلدة سراقب أمس. "


@pytest.mark.parametrize(
    ("text", "verbal", "actor"),
    [
        ("نددت تركيا بقصف المخيم.", "Criticism", "actor:tr"),
        ("ودعت روسيا الأطراف إلى وقف القتال حول المدينة.", "Demand", "actor:ru"),
        ("هددت إيران بالرد على أي هجوم.", "Threat", "actor:ir"),
        ("ورفضت الولايات المتحدة وقف الغارات على المدينة.", "Refusal", "actor:us"),
        ("وقالت موسكو إنها لا تنوي قصف المدينة.", "Denial", "actor:ru"),
        ("وقصف الجيش التل، فيما رحبت فرنسا بالهدنة.", "Support", "actor:fr"),
        ("اتهم العراق تركيا بقصف قرية حدودية.", "Accusation", "actor:iq"),
    ],
)
def test_the_sharpest_label_that_the_words_carry(text: str, verbal: str, actor: str) -> None:
    assert (verbal, actor) in [(m.sub_event_type, m.actor_ids[0]) for m in sayings(text)]


def test_a_denial_that_the_outlet_adds_is_not_told_by_the_accuser() -> None:
    text = "اتهمت كييف موسكو بقصف محطة القطارات في كراماتورسك، الأمر الذي نفته موسكو جملة وتفصيلا."
    read = extract(text)
    (denial,) = [m.mention_id for m in read.mentions if m.sub_event_type == "Denial"]
    assert [c.source_text for c in read.claims if c.mention_id == denial] == ["narrator"]


def test_who_will_not_speak_of_a_thing_denies_nothing() -> None:
    assert [m.sub_event_type for m in sayings("وقال وزير الخارجية الأميركي إنه لن يخوض في تفاصيل الغارة.")] == [
        "Statement"
    ]


def test_who_is_burdened_with_a_deed_does_not_speak() -> None:
    """One party alone right before the charge is blamed by who spoke before; put on others, it speaks itself."""
    opening = "أكد الناطق باسم حركة طالبان مقتل ستة مزارعين في غارة على قندوز، "
    blamed = sayings(opening + "وحمل الجيش الأفغاني المسؤولية عنها.")
    assert ("actor:af-army",) in [m.target_ids for m in blamed if m.sub_event_type == "Accusation"]
    assert ("actor:af-army",) not in [m.actor_ids for m in blamed]
    blames = sayings(opening + "وحمل الجيش الأفغاني مسؤولية سقوطهم للمسلحين.")
    assert ("actor:af-army",) in [m.actor_ids for m in blames if m.sub_event_type == "Accusation"]


def test_another_party_that_speaks_up_behind_a_comma_is_in_nobodys_mouth() -> None:
    """Behind a threat that is a noun the outlet goes on by itself with what others ask for."""
    text = "هدد قائد قوات الدعم السريع بقصف ميناء بورتسودان، فيما دعت مصر إلى وقف القتال فورا."
    found = extract(text)
    demand = next(m for m in found.mentions if m.sub_event_type == "Demand")
    assert [c.source_text for c in found.claims if c.mention_id == demand.mention_id] == ["narrator"]


def test_an_acre_is_no_condemnation() -> None:
    text = "قصف الجيش القرية فقتل خمسة. وأعلن الرئيس المصري عبد الفتاح السيسي انطلاق مشروع المليون فدان وتطوير القرى."
    assert all(m.sub_event_type != "Criticism" for m in sayings(text))


def test_talks_to_come_are_planned() -> None:
    text = "بعد غارات الأمس، يتوقع أن تبدأ واشنطن وموسكو الأحد مباحثات عسكرية في جنيف."
    assert [(m.sub_event_type, m.status, m.modality) for m in sayings(text)] == [("Talks", "planned", "future")]


def test_a_statement_that_only_tells_an_event_is_no_row() -> None:
    text = "أعلنت وزارة الدفاع الروسية أن طائراتها نفذت 14 غارة على مواقع في ريف حماة يوم الاثنين."
    assert sayings(text) == []


def test_a_saying_told_by_another_speaker_is_his_claim() -> None:
    text = "وقال مسؤول أميركي إن روسيا هددت بقصف القاعدة."
    done = extract(text)
    threats = {m.mention_id for m in done.mentions if m.sub_event_type == "Threat"}
    assert [c.source_text for c in done.claims if c.mention_id in threats] == ["مسؤول أميركي"]


def test_rows_hold_their_words_and_the_closed_list() -> None:
    text = "حذرت الأمم المتحدة من كارثة بعد القصف، وطالبت تركيا روسيا بوقف الغارات، وأعربت عن قلقها."
    found = sayings(text)
    assert found
    for mention in found:
        assert mention.sub_event_type in VERBAL_SUB_TYPES
        assert text[mention.evidence_start : mention.evidence_end] == mention.evidence
        assert mention.place_id is None


def test_to_be_still_there_is_no_denial() -> None:
    text = "بعد القصف، قالت أنقرة إنها لا تزال ملتزمة بالهدنة في إدلب."
    assert "Denial" not in {m.sub_event_type for m in sayings(text)}


def test_who_performed_the_act_goes_on() -> None:
    text = (
        CONTEXT
        + "وندد رئيس الوزراء العراقي حيدر العبادي بالهجوم. وقال في بيان: «ندين هذه الجريمة وندعو إلى محاسبة الجناة»."
    )
    demands = [m.actor_ids for m in sayings(text) if m.sub_event_type == "Demand"]
    assert demands == [("actor:iq-abadi",)]


def test_what_is_not_yet_known_is_no_denial() -> None:
    text = CONTEXT + "وقال وزير الداخلية إنه لم يتم بعد التعرف على هوية المهاجمين."
    assert "Denial" not in {m.sub_event_type for m in sayings(text)}


@pytest.mark.parametrize(
    ("text", "verbal"),
    [
        ("وقال وزير الدفاع الروسي إن بلاده ستبقي طائراتها في القاعدة.", "Statement"),
        ("وقال وزير الدفاع الروسي إن الحملة تسير وفق خطتها.", "Statement"),
        ("وأكدت السعودية دعمها للحكومة اليمنية.", "Support"),
        ("وأكدت إيران رفضها لأي تفتيش.", "Refusal"),
        ("وقال الرئيس الأوكراني إنه لا يمكنه التنبؤ بموعد اللقاء.", "Statement"),
    ],
)
def test_a_statement_is_a_position_of_the_speakers_own_side(text: str, verbal: str) -> None:
    assert [m.sub_event_type for m in sayings(CONTEXT + text)] == [verbal]


def test_what_a_speaker_tells_of_others_is_no_statement_of_his() -> None:
    assert sayings(CONTEXT + "وأكد وزير الداخلية العراقي أن معظم السكان غادروا منازلهم.") == []


def test_who_made_a_demand_goes_on_in_the_next_sentence() -> None:
    text = CONTEXT + "ودعا المبعوث الأممي هانس غروندبرغ الأطراف إلى ضبط النفس. كما دعا إلى تجديد الهدنة."
    assert [m.actor_ids for m in sayings(text)] == [("actor:ye-grundberg",)] * 2


def test_a_bare_group_is_the_last_one_named() -> None:
    text = CONTEXT + "وتراجعت الملاحة في الميناء بعد اتهام الحوثيين بزرع الألغام قربه، وهو الأمر الذي تنفيه الجماعة."
    assert ("Denial", ("actor:ye-houthi",)) in [(m.sub_event_type, m.actor_ids) for m in sayings(text)]
    assert "Accusation" not in {m.sub_event_type for m in sayings(text)}


def test_a_plural_verb_goes_on_with_no_single_speaker() -> None:
    text = CONTEXT + "وأعرب وزير الخارجية الأميركي جون كيري عن قلقه من القصف. ودعوا إلى حماية الصحفيين."
    assert "Demand" not in {m.sub_event_type for m in sayings(text)}


def test_a_name_that_nobody_knows_is_the_subject_of_its_verb() -> None:
    text = CONTEXT + "وأدانت فرنسا القصف. وطالبت سوزانا بفتح تحقيق في القصف."
    assert [m.sub_event_type for m in sayings(text)] == ["Criticism"]


@pytest.mark.parametrize(
    ("text", "verbal", "actor"),
    [
        ("وبعد لقاء أردوغان أعربت الولايات المتحدة عن قلقها من القصف.", "Criticism", "actor:us"),
        ("وفصائل الحشد الشعبي التي ترفض واشنطن التنسيق معها لم تشارك.", "Refusal", "actor:us"),
    ],
)
def test_who_stands_behind_a_verb_without_object_is_its_subject(text: str, verbal: str, actor: str) -> None:
    assert (verbal, (actor,)) in [(m.sub_event_type, m.actor_ids) for m in sayings(CONTEXT + text)]


def test_what_a_paper_calls_a_war_is_no_act_of_a_party() -> None:
    assert sayings(CONTEXT + "وقالت صحيفة نيويورك تايمز إن ما يحدث في المدينة جريمة حرب.") == []


def test_residents_who_stand_before_their_verb_demand_for_themselves() -> None:
    text = CONTEXT + "غير أن أهالي المدينة طالبوا الجيش بوقف القصف."
    assert [(m.sub_event_type, m.actor_text) for m in sayings(text)] == [("Demand", "أهالي المدينة")]


def test_who_will_not_be_named_neither_asks_nor_refuses() -> None:
    text = CONTEXT + "وقال مسؤول أمني عراقي رفض الكشف عن اسمه إن غارة دمرت مخزنا."
    assert sayings(text) == []


@pytest.mark.parametrize(
    ("text", "verbal"),
    [
        ("وتعهد الرئيس الإيراني بالثأر لمقتل القائد.", "Threat"),
        ("وتعهدت ألمانيا بتقديم مساعدات للنازحين.", "Statement"),
        ("وأعلن الأطباء أن الإصابات مهددة للحياة.", None),
    ],
)
def test_a_promise_is_a_threat_only_where_it_threatens(text: str, verbal: str | None) -> None:
    assert [m.sub_event_type for m in sayings(CONTEXT + text)] == ([verbal] if verbal else [])


def test_a_national_security_council_is_not_that_of_the_united_nations() -> None:
    text = CONTEXT + "وحذر مجلس الأمن القومي الإسرائيلي من السفر إلى تركيا."
    assert [m.actor_ids for m in sayings(text)] == [("actor:il-nsc",)]


def test_each_act_of_one_speaker_has_its_own_words() -> None:
    text = CONTEXT + (
        "وحملت حركة حماس إسرائيل المسؤولية عن التصعيد، ودعت الفلسطينيين إلى الصمود. "
        "وتوقع مسعود بارزاني هزيمة المسلحين، مطالبا السكان بعدم العودة الآن."
    )
    found = sayings(text)
    assert [(m.sub_event_type, m.actor_ids) for m in found] == [
        ("Accusation", ("actor:hamas",)),
        ("Demand", ("actor:hamas",)),
        ("Statement", ("actor:iq-masoud-barzani",)),
        ("Demand", ("actor:iq-masoud-barzani",)),
    ]
    assert all(one.evidence_end <= two.evidence_start for one, two in pairwise(found))


def test_a_bare_network_is_the_outlet_named_before() -> None:
    text = CONTEXT + "وجاء ذلك في بيان لشبكة الجزيرة. ودانت الشبكة الهجوم على المدينة."
    assert ("Criticism", ("actor:al-jazeera",)) in [(m.sub_event_type, m.actor_ids) for m in sayings(text)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("وقال وزير الدفاع الفرنسي في بغداد السبت إن بلاده ستواصل تدريب القوات العراقية.", "بغداد"),
        ("واجتمع الرئيس المصري عبد الفتاح السيسي مع وزير الخارجية الروسي في القاهرة.", "القاهرة"),
        ("ودعا المبعوث الأممي الأطراف في عدن إلى ضبط النفس.", None),
        ("وقال وزير الدفاع الفرنسي إن بلاده ستواصل تدريب القوات في بغداد.", None),
    ],
)
def test_a_saying_has_a_place_only_where_it_was_said(text: str, place: str | None) -> None:
    assert {m.place_name_ar for m in sayings(TOLD + text)} == {place}


def test_what_a_statement_demands_is_demanded_by_who_spoke_in_it() -> None:
    text = "أعربت مصر والأردن عن قلقهما من قصف المخيم. وطالب البيان إسرائيل بوقف الغارات فورا."
    demand = next(m for m in sayings(text) if m.sub_event_type == "Demand")
    assert (set(demand.actor_ids), demand.target_ids) == ({"actor:eg", "actor:jo"}, ("actor:il",))


def test_a_ministry_that_prints_what_others_said_adds_no_act_of_its_own() -> None:
    text = "نشرت وزارة الخارجية الأردنية بيانا أشار إلى أن مصر والسعودية تعربان عن قلقهما من الغارات على غزة."
    assert {m.actor_ids for m in sayings(text)} == {("actor:eg", "actor:sa")}


def test_a_verb_in_the_plural_has_no_subject_behind_it() -> None:
    text = "قصفت طائرات أميركية سوقا في مدينة مأرب. وقالت صحيفة إن المشرعين حثوا الجيش الأميركي على فتح تحقيق."
    assert [m for m in sayings(text) if m.actor_ids == ("actor:us-army",)] == []


@pytest.mark.parametrize(
    "text",
    [
        "قتل سبعة أشخاص في انفجار قرب سوق في نيروبي. وأكدت الشرطة الكينية أن الانفجار ليس عملا إرهابيا.",
        "قتل شاب برصاص الجنود في جنين. وقالت حركة حماس إنها في حالة انعقاد للرد على جرائم الاحتلال.",
    ],
)
def test_what_is_no_charge(text: str) -> None:
    assert [m for m in sayings(text) if m.sub_event_type == "Accusation"] == []


def test_papers_that_criticise_are_not_the_president_whose_visit_they_mean() -> None:
    text = "قتل جندي فرنسي في انفجار لغم في مالي.\nوانتقدت صحف مغربية زيارة ماكرون، ووصفتها بالمستفزة."
    assert all("actor:fr-macron" not in m.actor_ids for m in sayings(text))


def test_a_saying_of_the_headline_is_told_once() -> None:
    text = (
        "فرنسا تدين الهجوم على سوق مزدحم في بغداد\n"
        "قتل عشرون مدنيا في هجوم على سوق في بغداد اليوم.\n"
        "ودانت فرنسا الهجوم على السوق ووصفته بالوحشي."
    )
    assert [m.actor_ids for m in sayings(text) if m.sub_event_type == "Criticism"] == [("actor:fr",)]


_FOUGHT = "قتل خمسة جنود في اشتباكات قرب مدينة مأرب.\n"


@pytest.mark.parametrize(
    ("text", "verbal"),
    [
        ("وقبلت أنقرة الشرط الذي رفضته واشنطن بشأن القاعدة.", "Denial"),
        ("وبدأت أمس محاكمة 29 متهما في الهجوم على الفندق.", "Accusation"),
        ("وأبلغ مسؤول حكومي آخر وكالة رويترز بأن القوات انتشرت على الحدود.", "Notification"),
    ],
)
def test_what_is_no_such_saying(text: str, verbal: str) -> None:
    assert [m.actor_ids for m in sayings(_FOUGHT + text) if m.sub_event_type == verbal and m.actor_ids] == []


def test_who_denies_reports_stands_before_them() -> None:
    text = "أقرت الولايات المتحدة بإرسال صواريخ إلى القاعدة، لكنها نفت تقارير في وسائل الإعلام التركية عن نقلها."
    told = [m.actor_ids for m in sayings(_FOUGHT + text) if m.sub_event_type == "Denial"]
    assert all("actor:tr-media" not in ids for ids in told)


def test_a_spokesman_does_not_blame_his_own_state() -> None:
    text = "وقال جون كيربي إن الولايات المتحدة تشعر بقلق بالغ من تصاعد الهجمات."
    assert all("actor:us" not in m.target_ids for m in sayings(_FOUGHT + text))


def test_who_did_something_in_a_sentence_goes_on_to_speak() -> None:
    text = (
        "أعلن الجيش اللبناني أن وحدة منه أوقفت خمسة مسلحين في عرسال.\n"
        "وتابع سمير جعجع زيارته إلى الرياض. وأوضح أن كل ما يحكى عن تسوية مع دمشق لا صحة له."
    )
    assert all("actor:lb-army" not in m.actor_ids for m in sayings(text) if m.sub_event_type == "Denial")


def test_an_expert_speaks_for_nobody_of_whom_he_knows() -> None:
    text = "وتوقع هشام النجار، الخبير في شؤون الجماعات الإسلامية، أن تنقسم الجماعة بعد الهجوم."
    assert all(m.actor_ids == () for m in sayings(_FOUGHT + text))


@pytest.mark.parametrize(
    ("text", "verbal"),
    [
        ("وتأمل المنظمات الإنسانية أن يحث أوباما الأطراف على وقف القتال.", "Demand"),
        ("وقال البيت الأبيض إن الهجوم مؤلم. كما اتفق الزعيمان على ضرورة هزيمة الإرهاب.", "Agreement"),
    ],
)
def test_what_nobody_named_did(text: str, verbal: str) -> None:
    assert [m.actor_ids for m in sayings(_FOUGHT + text) if m.sub_event_type == verbal] == []


def test_who_left_his_office_speaks_for_nobody() -> None:
    text = "وندد وزير الخارجية الإسرائيلي السابق بتراخي الشرطة مع المصلين."
    assert all("actor:il-mfa" not in m.actor_ids for m in sayings(_FOUGHT + text))


@pytest.mark.parametrize(
    ("text", "verbal", "actors"),
    [
        (
            "وقال المحلل العسكري بيير لوران إن الهجوم يكشف ضعف الحكومة. ويرفض قسم من الحركة عرض السلام.",
            "Refusal",
            [],
        ),
        ("وقالت قناة الجزيرة إنها أحالت الملف. كما طالبت المقررة الأممية بتحقيق في القصف.", "Demand", []),
        ("وقال وزير الدفاع الهندي إن الجيش سيرد على الهجوم. كما أدانت المستشارة القصف.", "Criticism", []),
        (
            "وقال وزير الدفاع الهندي إن الجيش سيرد. ودعا الحكومة الباكستانية إلى وقف القصف.",
            "Demand",
            [("actor:in-mod",)],
        ),
        (
            "وقالت قيادة الفرقة 30 إن مسلحين خطفوا ستة من عناصرها. وطالبت الفرقة المسلحين بإطلاقهم.",
            "Demand",
            [("actor:sy-division-30",)],
        ),
        ("والمنظمة التي مقرها لندن دعت إلى وقف قصف المدنيين.", "Demand", []),
        ("وحث كيسنجر الدول الغربية على التفاوض، محذرا من إطالة أمد القصف.", "Warning", []),
        (
            "وقال مسؤول لعكاظ إن رئيس الأركان الأميركي طالب العبادي بالحفاظ على التزامه بوقف القصف مهددا بإجراءات أميركية إذا استمر القصف.",
            "Threat",
            [("actor:us-army",)],
        ),
        ("وقال الجيش إنه اعتقل إرهابيين. وحثت اللجنة على توسيع التحقيق في القصف.", "Demand", []),
        ("ويبلغ عدد سكان المدينة 21 ألفا، لكن معظم رجال الشرطة من خارجها.", "Notification", []),
        (
            "وقال المتحدث باسم الخارجية الروسية إن كييف تماطل. ودعا أوكرانيا إلى وقف القصف.",
            "Demand",
            [("actor:ru-mfa",)],
        ),
        (
            "وقال ستولتنبرغ إن الحلف قلق. واتهم روسيا بقصف المدارس.",
            "Accusation",
            [("actor:nato-stoltenberg",)],
        ),
        ("لكن الجانب الأوكراني نفى ذلك القصف.", "Denial", [("actor:ua",)]),
        ("\n1956 - مصر تطالب فرنسا بوقف القصف.", "Demand", []),
        ("وقال بوتين إن بلاده ستضرب «مواقع المسلحين»، كما طلب وقف القصف.", "Request", [("actor:ru-putin",)]),
    ],
)
def test_who_goes_on_is_told_by_gender_and_by_the_noun_behind(
    text: str, verbal: str, actors: list[tuple[str, ...]]
) -> None:
    assert [m.actor_ids for m in sayings(_FOUGHT + text) if m.sub_event_type == verbal] == actors
