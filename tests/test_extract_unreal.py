"""What nobody did: threatened, ordered, failed in, nearly done, rumoured; told of eight deeds, with the doer between."""

from dataclasses import dataclass
from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2023, 6, 15)
NEWS = "عقد مجلس الأمن جلسة طارئة بشأن الأزمة يوم الاثنين.\n"


@dataclass(frozen=True)
class Deed:
    """Who would do it, the verb in the present, what it is done to, and the noun of the act with that."""

    doer: str
    verb: str
    rest: str
    act: str


DEEDS = (
    Deed("القوات التركية", "تقصف", "بلدة عين عيسى", "قصف بلدة عين عيسى"),
    Deed("قوات الدعم السريع", "تقتحم", "مدينة الفاشر", "اقتحام مدينة الفاشر"),
    Deed("جماعة الحوثي", "تعتقل", "ستة موظفين في صنعاء", "اعتقال ستة موظفين في صنعاء"),
    Deed("قوات الاحتلال الإسرائيلي", "تشن", "غارات على مخيم النصيرات", "شن غارات على مخيم النصيرات"),
    Deed("حركة الشباب", "تسيطر", "على بلدة عدالي", "السيطرة على بلدة عدالي"),
    Deed("القوات الروسية", "تفجر", "جسرا في خيرسون", "تفجير جسر في خيرسون"),
)
UNREAL = (
    "وسمحت الحكومة ل{doer} ب{act}.",
    "وأغلقت الشوارع تحسبا من {act}.",
    "ونشرت الحكومة حواجز لحماية الأهالي من {act}.",
    "وقال الوزير إن العقوبات تضعف قدرة {doer} على {act}.",
    "وهدد قائد ميداني في {doer} ب{act} إذا انهارت المحادثات.",
    "وهدد متحدث بأن {doer} سوف {verb} {rest}.",
    "وكادت {doer} أن {verb} {rest} لولا الوساطة.",
    "وأعلن وزير الدفاع نية {doer} {act}.",
    "وأوعز القائد العام إلى {doer} ب{act}.",
    "وأخفقت {doer} في {act}.",
    "وتحدث السكان عن محاولة {doer} {act}.",
    "وتراجعت {doer} عن {act}.",
    "ويتمنى الخصوم أن {verb} {doer} {rest}.",
    "واستبعد خبراء عسكريون أن {verb} {doer} {rest}.",
    "ويدرس قادة {doer} {act}.",
    "وقال شاهد إن القرار كان التفاوض بدلا من {act}.",
    "وراجت شائعات عن {act}.",
    "ووافق البرلمان على {act}.",
    "ويسأل الناس: متى {verb} {doer} {rest}؟",
    "وتجمعت الآليات في انتظار {act}.",
)
DONE = (
    "وتمكنت {doer} أمس من أن {verb} {rest}.",
    "وقال شهود إن {doer} {verb} {rest} قبل أن تنسحب.",
)


@pytest.mark.parametrize("words", UNREAL)
def test_what_nobody_did_is_no_event(words: str) -> None:
    """Nothing is asserted: at most it is planned."""
    told = [words.format(**vars(deed)) for deed in DEEDS]
    assert [s for s in told if statuses(s) - {"planned", "denied"}] == []


@pytest.mark.parametrize("words", DONE)
def test_what_was_done_is_an_event_beside_the_same_words(words: str) -> None:
    """Who managed to do it, or is seen doing it, did it."""
    told = [words.format(**vars(deed)) for deed in DEEDS]
    assert [s for s in told if "asserted" not in statuses(s)] == []


def test_an_attack_that_failed_was_an_attack() -> None:
    """The noun behind the verb of failure is no deed that it governs."""
    assert statuses("وفشل هجوم شنه الحوثيون على مواقع الجيش في مأرب أمس.") == {"asserted"}


def statuses(sentence: str) -> set[str]:
    """Return the statuses of the physical events of a sentence behind a line of news."""
    return {m.status for m in extract(NEWS + sentence, DAY).mentions if m.kind == "physical"}


def test_a_line_that_begins_with_its_year_is_history() -> None:
    text = "1974 - اشتباكات بين قوات الكتائب ومسلحين فلسطينيين في بيروت: عشرة قتلى.\n1996 - تفجير في حديقة في أتلانتا يقتل شخصين."
    told = [m for m in extract(NEWS + text, DAY).mentions if m.kind == "physical"]
    assert [m.status for m in told] == ["background"] * 2


def test_the_weather_is_no_air_raid() -> None:
    text = "وفي رانغون قتل 27 شخصا بسبب الفيضانات، وحذرت الحكومة من مزيد من الظروف الجوية الصعبة."
    fight = "قتل جنديان أمس في اشتباك مع متمردين قرب ماندالاي.\n"
    told = [m for m in extract(fight + text, DAY).mentions if m.kind == "physical"]
    assert [m.sub_event_type for m in told] == ["Armed clash"]


@pytest.mark.parametrize(
    "text",
    [
        "وحاصر الجيش الرمادي من ثلاث جهات تمهيدا لاقتحامها وتحريرها من تنظيم داعش.",
        "ووصلت أفواج إلى الفلوجة استعدادا للشروع بالمرحلة الأخيرة من عملية تطهير المدينة من داعش.",
    ],
)
def test_what_is_only_prepared_was_not_taken(text: str) -> None:
    told = [m for m in extract(NEWS + text, DAY).mentions if m.sub_event_type.startswith("Government regains")]
    assert [m.status for m in told if m.status == "asserted"] == []
