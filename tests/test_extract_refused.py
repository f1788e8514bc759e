"""What is refused, goes on until it is done, is dealt to no town, or is owned up to; and whose own dead fell."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2017, 3, 21)


def physical(text: str) -> list[Mention]:
    """Return the physical events of a text."""
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


@pytest.mark.parametrize(
    "sentence",
    [
        "ورفضت جنوب أفريقيا اعتقال الرئيس السوداني رغم أمر محكمتها.",
        "ورفض الجيش قصف المدنيين في درنة.",
        "وتتواصل العمليات حتى تحرير المدينة من المسلحين.",
        "ووجه ذلك ضربة قوية لعملية السلام المتعثرة مع الأكراد.",
    ],
)
def test_no_deed(sentence: str) -> None:
    """Neither what is refused or still to be done nor a blow to a peace process is an event."""
    assert len(physical("قتلت القوات الليبية أمس ثلاثة مسلحين في سرت.\n" + sentence)) == 1


def test_rejected_charges_are_told() -> None:
    """Who rejects charges denies what he is charged with."""
    text = "قتل ثلاثة جنود في تفجير قرب العريش أمس. ورفض الجيش المصري اتهامات بقصف المدنيين في رفح."
    assert [m.status for m in physical(text)] == ["asserted", "denied"]


def test_who_owns_up_to_a_killing_did_it() -> None:
    """The killing owned up to stood there with nobody as its doer, and a second time behind the statement."""
    text = (
        "أعلن متمردو حركة الشباب الصومالية مسؤوليتهم عن قتل نائب صومالي مع حارسيه السبت في مقديشو. "
        "وأعلنت الحركة في بيان مسؤوليتها عن قتل النائب."
    )
    (killing,) = physical(text)
    assert killing.actor_ids == ("actor:shabaab",)


def test_since_when_attacks_are_told_names_no_attacker() -> None:
    """The army that deposed a president killed none of its policemen."""
    text = "تضاعفت الهجمات على القوات المصرية منذ أن قام الجيش بإقصاء الرئيس وأدت إلى مقتل مئات الشرطيين."
    assert not [m for m in physical(text) if m.actor_ids]


def test_an_army_does_not_kill_its_own_in_its_blow() -> None:
    """Soldiers who fell in the fight were told as killed with the cars that their army destroyed."""
    text = (
        "أعلن المتحدث العسكري المصري الأحد مقتل 12 مسلحا في تبادل لإطلاق النار جنوب العريش، وتدمير أربع سيارات. "
        "وأضاف أن ضابطا وجنديين قتلوا وأصيب خمسة آخرون في العمليات."
    )
    told = extract(text, DAY)
    fell = {q.mention_id for q in told.quantities if (q.measure, q.best) == ("killed", 3)}
    assert not [m for m in told.mentions if m.mention_id in fell and "actor:eg-army" in m.actor_ids]
