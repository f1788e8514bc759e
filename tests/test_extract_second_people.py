"""Whom people killed or took who are told between the verb and them, and what "by" and "to come" belong to."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2017, 3, 21)
NEWS = "أعلن الجيش النيجيري رفع حالة التأهب في الشمال.\n"


def physical(text: str) -> list[Mention]:
    """Return the physical events of a text."""
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


def counted(text: str, measure: str) -> list[tuple[int | None, int | None]]:
    """Return the bounds of the whole numbers of a measure."""
    told = (q for q in extract(text, DAY).quantities if q.measure == measure and q.victim_class == "all")
    return [(q.low, q.best) for q in told]


# sentence; its doer, whom it hit, the dead
KILLED = (
    ("قتل أربعة مسلحين من حركة الشباب 67 شخصا على الأقل في مركز تجاري بالعاصمة نيروبي.", "shabaab", "", (67, None)),
    ("قتل مهاجم انتحاري يعتقد أنه من جماعة بوكو حرام 17 شخصا في سوق بمدينة مايدوغوري.", "boko-haram", "", (17, 17)),
    ("قتل متشددون من بوكو حرام ما لا يقل عن 30 قرويا في ولاية بورنو.", "boko-haram", "", (30, None)),
    ("قتل مسلحون على دراجات نارية 25 شخصا في قرية شمال نيجيريا.", "armed-groups", "", (25, 25)),
    ("وفي كمين قرب غاو قتل المتمردون خمسة جنود ماليين.", "rebels", "ml-army", (5, 5)),
    ("قتل قناص من الحوثيين مدنيا في تعز.", "ye-houthi", "civilians", (1, 1)),
    ("قتل انتحاري 12 شرطيا في كابول.", "", "police", (12, 12)),
)


@pytest.mark.parametrize(("sentence", "doer", "target", "dead"), KILLED)
def test_people_who_are_followed_by_others_did_it(
    sentence: str, doer: str, target: str, dead: tuple[int | None, int | None]
) -> None:
    """Unvowelled, such a verb was read as a passive: the killers were told as the dead, by their own number."""
    event = physical(NEWS + sentence)[-1]
    assert event.actor_ids == ((f"actor:{doer}",) if doer else ())
    assert event.target_ids == ((f"actor:{target}",) if target else ())
    assert counted(NEWS + sentence, "killed")[-1] == dead


@pytest.mark.parametrize(
    ("sentence", "dead"),
    [
        ("قتل ثلاثة جنود من الجيش المالي وخمسة مسلحين في كمين قرب غاو.", (8, 8)),
        ("قتل ضابط نيجيري في كمين استهدف قافلة من 30 جنديا قرب مايدوغوري.", (1, 1)),
        ("قتل سائق شاحنة عسكرية تقل 12 جنديا في كمين قرب مايدوغوري.", (1, 1)),
    ],
)
def test_people_who_are_followed_by_no_object_fell(sentence: str, dead: tuple[int, int]) -> None:
    """A number behind "and", a preposition or another verb is no object."""
    event = physical(NEWS + sentence)[-1]
    assert not event.actor_ids
    assert counted(NEWS + sentence, "killed")[-1] == dead


def test_by_of_what_befell_people_names_no_doer() -> None:
    """Who recruited those who are arrested did not arrest them."""
    (event,) = physical("ألقت القوات الحكومية القبض على عشرات الشبان الذين جندوا من قبل المتمردين في مدينة بيدوا.")
    assert event.actor_ids == ("actor:so-army",)


def test_authorities_are_not_arrested() -> None:
    """A man whom no list knows is the object of the authorities behind the verb."""
    (event,) = physical("اعتقلت السلطات الهندية المعارض راجيف كومار مدير الحزب المحظور في كشمير، بحسب الجيش الهندي.")
    assert event.actor_ids == ("actor:in-authorities",)
    assert not event.target_ids


@pytest.mark.parametrize(
    "sentence",
    [
        "قالت فرنسا إن التحالف سيشن قريبا من قواعد في النيجر معركة شاملة ضد بوكو حرام في شمال نيجيريا.",
        "أيدت واشنطن حق كينيا في قصف حركة الشباب داخل الصومال.",
        "من حق كينيا شن غارات على حركة الشباب في الصومال، بحسب الوزير.",
        "قال المحامي إن موكله متهم بالتحريض على قتل رجال الشرطة في القاهرة.",
    ],
)
def test_rights_incitement_and_what_is_to_come_are_no_deeds(sentence: str) -> None:
    """None of them has happened by these words."""
    assert not [m for m in physical(sentence) if m.status in {"asserted", "background"}]


def test_leave_to_strike_is_no_strike() -> None:
    """Who lets others strike tells what is to come; against a people is no right of theirs."""
    (strike,) = physical("سمحت الجزائر لطائرات فرنسية بشن غارات على مسلحين في شمال مالي.")
    assert strike.status == "planned"
    (massacre,) = physical("ارتكب التنظيم مذابح بحق الأقباط في سرت أمس وقتل سبعة منهم.")
    assert massacre.status == "asserted"


def test_wounded_behind_tens_of_dead_are_no_dead() -> None:
    """A word that its own number counts takes none that stands behind it."""
    text = "خلف التفجير عشرات القتلى وأكثر من 50 جريحا في كابول."
    assert counted(text, "killed") == [(20, None)]
    assert counted(text, "injured") == [(50, None)]


def test_a_month_speaks_for_nobody() -> None:
    """The day of a saying stands between its verb and what is said."""
    text = "وكان المتحدث العسكري، أحمد المسماري، أعلن أيلول الماضي، أن الجيش قتل ثلاثة مسلحين في درنة."
    assert [c.source_text for c in extract(text, DAY).claims] == ["المتحدث العسكري، أحمد المسماري"]
