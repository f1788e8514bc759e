"""The two sides of a saying: who speaks, and whom he asks, blames, answers or meets."""

import pytest

from tests.speech_extract import sayings

_FOUGHT = "قتل خمسة جنود في اشتباكات قرب مدينة مأرب.\n"


def test_who_is_asked_is_no_speaker() -> None:
    text = "أدانت حركة حماس القصف، ودعت الفلسطينيين إلى الصمود."
    assert {m.actor_ids for m in sayings(text)} == {("actor:hamas",)}


@pytest.mark.parametrize(
    ("words", "actor", "target"),
    [
        ("كما دعت السفارة الأميركية الحكومة السورية إلى وقف القتال.", "actor:us-embassy", "actor:sy-gov"),
        ("ودعت وزيرة الخارجية الفرنسية كاترين كولونا روسيا إلى وقف الغارات.", "actor:fr-mfa", "actor:ru"),
        ("وحثت ممثلة الاتحاد الأوروبي تركيا على وقف القصف.", "actor:eu", "actor:tr"),
    ],
)
def test_a_woman_who_holds_an_office_and_an_embassy_speak_themselves(words: str, actor: str, target: str) -> None:
    """The verb agrees with her, so that nobody told before goes on; she is not the one addressed."""
    found = [(m.actor_ids, m.target_ids) for m in sayings("أدانت منظمة العفو الدولية القصف على إدلب. " + words)]
    assert ((actor,), (target,)) in found


def test_whom_the_next_act_addresses_is_not_warned() -> None:
    """A comma and the next act end the words in which somebody is addressed."""
    text = "قصف الجيش غوما فقتل ستة مدنيين. وحذرت الأمم المتحدة من كارثة إنسانية، وحثت رواندا على سحب قواتها."
    assert [m.target_ids for m in sayings(text) if m.sub_event_type == "Warning"] == [()]
    assert ("actor:rw",) not in [m.actor_ids for m in sayings(text)]


CONTEXT = "وقتل ثلاثة جنود أمس في اشتباكات بريف حلب. "


@pytest.mark.parametrize(
    ("text", "actors", "targets"),
    [
        ("ودعت تركيا وحليفتها قطر روسيا إلى وقف هجماتها على إدلب.", ("actor:tr", "actor:qa"), ("actor:ru",)),
        ("وحذر النائب الروسي أليكسي بوشكوف، بوتين من أن الحملة ستطول.", ("actor:ru-pushkov",), ("actor:ru-putin",)),
        ("وطلبت بغداد من واشنطن تزويدها بالذخيرة.", ("actor:iq",), ("actor:us",)),
        ("ونددت باريس بقصف القوات الروسية مدينة سراقب.", ("actor:fr",), ("actor:ru-army",)),
        ("وانتقدت ألمانيا الغارات الروسية على المدينة.", ("actor:de",), ("actor:ru",)),
        ("وتستبعد الولايات المتحدة وباريس ولندن وقف القصف.", ("actor:us", "actor:fr", "actor:gb"), ()),
        ("والتقى أردوغان في أنقرة الرئيس الروسي فلاديمير بوتين.", ("actor:tr-erdogan",), ("actor:ru-putin",)),
    ],
)
def test_a_saying_has_its_speakers_and_its_other_side(
    text: str, actors: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    assert (actors, targets) in [(m.actor_ids, m.target_ids) for m in sayings(CONTEXT + text)]


def test_who_was_hit_is_not_who_is_blamed() -> None:
    text = CONTEXT + "ونددت قطر بقصف الطائرات الإسرائيلية مدنيين فلسطينيين في رفح."
    blamed = [m.target_ids for m in sayings(text) if m.sub_event_type == "Criticism"]
    assert blamed
    assert not any("civilians" in target or target.startswith("actor:ps") for ids in blamed for target in ids)


def test_talks_have_the_two_sides_behind_between() -> None:
    text = CONTEXT + "وتجري في جنيف مباحثات بين وزيري الخارجية الروسي سيرغي لافروف والأميركي جون كيري حول الهدنة."
    talks = [m.actor_ids for m in sayings(text) if m.sub_event_type == "Talks"]
    assert talks == [("actor:ru-lavrov", "actor:us-kerry")]


def test_a_denial_answers_who_raised_the_charge() -> None:
    text = CONTEXT + "واتهمت واشنطن دمشق بقصف المستشفى. ونفت الحكومة السورية هذه الاتهامات."
    assert [m.target_ids for m in sayings(text) if m.sub_event_type == "Denial"] == [("actor:us",)]


def test_to_refuse_comment_is_against_nobody() -> None:
    text = CONTEXT + "ورفض الجيش الإسرائيلي التعليق على الهجوم، بينما قالت المعارضة السورية إنه دمر مخزنا."
    assert [m.target_ids for m in sayings(text) if m.sub_event_type == "Refusal"] == [()]


TOLD = "قصف الجيش السوري بلدة سراقب أمس. "


@pytest.mark.parametrize(
    ("text", "verbal", "target"),
    [
        ("وكان التدخل الروسي في سوريا حظي بدعم إيران.", "Support", ("actor:ru",)),
        ("وأثار الموقف الفرنسي جدلا وانتقدته تركيا.", "Criticism", ("actor:fr",)),
        ("وقدمت مصر في مجلس الأمن الدولي مشروع قرار لوقف القتال.", "Request", ("actor:un-sc",)),
        ("وتوعدت حركة حماس (فرع القطاع) إسرائيل برد قاس.", "Threat", ("actor:il",)),
        ("وحذر وزير الخارجية التركي لوكالة رويترز من موجة نزوح.", "Warning", ()),
    ],
)
def test_the_other_side_is_found_by_pronoun_office_and_behind_brackets(
    text: str, verbal: str, target: tuple[str, ...]
) -> None:
    assert (verbal, target) in [(m.sub_event_type, m.target_ids) for m in sayings(TOLD + text)]


def test_whom_only_a_description_names_is_told_in_its_words() -> None:
    found = sayings(TOLD + "ودعا المبعوث الأممي المدنيين في الأحياء الشرقية إلى الخروج.")
    (demand,) = (m for m in found if m.sub_event_type == "Demand")
    assert (demand.target_text or "").startswith("المدنيين")


def test_a_denial_answers_those_whose_charges_it_names() -> None:
    found = sayings("نفى الجيش السوري قصف مدرسة في إدلب، مفندا اتهامات وسائل إعلام ألمانية بقصفها.")
    assert "وسائل إعلام ألمانية" in {m.target_text for m in found if m.sub_event_type == "Denial"}


def test_both_sides_of_talks_are_named_by_their_capitals() -> None:
    text = "وقصفت الطائرات بلدة تل رفعت، ويتوقع أن تبدأ أنقرة وطهران الأحد مباحثات أمنية."
    assert [m.actor_ids for m in sayings(text)] == [("actor:tr", "actor:ir")]
    text = "قصفت الطائرات بلدة القائم. وأعلن المتحدث العسكري أن ممثلي طهران وبغداد ناقشوا تنسيق الغارات على الحدود."
    assert [m.actor_ids for m in sayings(text) if m.sub_event_type == "Talks"] == [("actor:ir", "actor:iq")]


@pytest.mark.parametrize(
    ("text", "verbal", "targets"),
    [
        ("انتقد الرئيس التركي من باكو الدول التي تسلح حزب العمال الكردستاني.", "Criticism", ()),
        ("اتهمت فرنسا والعديد من الدول الأوروبية المتمردين الطوارق بقتل جنود.", "Accusation", ("actor:ml-tuareg",)),
    ],
)
def test_where_somebody_speaks_and_who_joins_him_is_not_whom_he_blames(
    text: str, verbal: str, targets: tuple[str, ...]
) -> None:
    told = "قتل خمسة جنود في اشتباكات قرب مدينة كيدال. "
    assert [m.target_ids for m in sayings(told + text) if m.sub_event_type == verbal] == [targets]


@pytest.mark.parametrize(
    ("text", "verbal", "targets"),
    [
        ("دعا الرئيس الأميركي دول شرق أفريقيا التي تحارب حركة الشباب إلى إبقاء الضغط.", "Demand", ()),
        ("أدان الأمين العام للأمم المتحدة, بان كي مون بأشد العبارات الهجوم المروع.", "Criticism", ()),
    ],
)
def test_who_is_only_named_beside_an_act_is_not_its_target(text: str, verbal: str, targets: tuple[str, ...]) -> None:
    assert [m.target_ids for m in sayings(_FOUGHT + text) if m.sub_event_type == verbal] == [targets]
