"""What tells another happening than the words before it, and what a verb of several, an aim or "or" says."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2017, 3, 21)


def physical(text: str) -> list[Mention]:
    """Return the physical events of a text."""
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


def tolls(text: str) -> list[tuple[str | None, list[tuple[str, int | None]]]]:
    """Return the place and the numbers of each event."""
    told = extract(text, DAY)
    return [
        (
            m.place_name_en,
            [(q.measure, q.best) for q in told.quantities if (q.mention_id, q.victim_class) == (m.mention_id, "all")],
        )
        for m in told.mentions
        if m.kind == "physical"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "شن الجيش النيجيري هجوما على معسكر لبوكو حرام قرب مايدوغوري أمس. وقتل ثلاثة مدنيين في هجوم على سوق في كانو.",
        "هاجم مسلحون فندقا في غاو. وأوقع هجوم مماثل في كيدال أربعة قتلى.",
        "قصفت الطائرات التركية مواقع لحزب العمال في قنديل. ويأتي ذلك بعد أيام من الهجوم الذي شهده مقر للشرطة في أنقرة.",
    ],
)
def test_another_attack_has_not_the_doer_of_the_first(text: str) -> None:
    """An army that attacked a camp was told as who killed civilians on a market of another town."""
    assert not physical(text)[-1].actor_ids


def test_an_attack_that_a_verb_carries_goes_on_with_its_subject() -> None:
    """Who also carried out an attack is whoever the words before name."""
    text = "قصفت حركة الشباب قاعدة في بيدوا أمس. كما نفذت هجوما على حاجز للشرطة في مقديشو."
    assert physical(text)[-1].actor_ids == ("actor:shabaab",)


def test_a_blow_on_another_town_keeps_its_own_toll() -> None:
    """Two blasts of one sentence had the dead of both at the place of the first."""
    text = (
        "قال مصدر أمني إن تفجيرات قندهار أسفرت عن مقتل 12 شخصا وإصابة 30 آخرين، "
        "فيما خلف الانفجار الذي استهدف مسجدا في هرات ستة قتلى و14 جريحا."
    )
    assert tolls(text) == [
        ("Kandahar", [("killed", 12), ("injured", 30)]),
        ("Herat", [("killed", 6), ("injured", 14)]),
    ]


def test_a_verb_of_several_with_an_object_is_active() -> None:
    """The station that gunmen attacked was told as the attacker."""
    text = "وقال شهود إن مسلحين أطلقوا النار على حافلة قبل أن يهاجموا مركز الشرطة في مدينة قندوز الأفغانية."
    assert [m.actor_ids for m in physical(text)] == [("actor:armed-groups",)] * 2
    assert tolls("هاجم مسلحون فندقا في باماكو أمس بعد أن قتلوا حارسين وثلاثة سائقين.") == [("Bamako", [("killed", 5)])]


def test_a_verb_of_several_that_ends_its_clause_is_passive() -> None:
    """Who is missing behind the comma was told as killed by the dead."""
    text = "وقال الضابط إن خمسة جنود قتلوا، وفقد 15 آخرون في هجوم شنه التنظيم على حاجز خارج أجدابيا."
    (clash,) = physical(text)
    assert not clash.actor_ids
    assert tolls(text) == [("Ajdabiya", [("killed", 5), ("missing", 15)])]


def test_who_stands_behind_a_verb_with_its_object_did_it() -> None:
    """The pronoun on the verb is what was attacked."""
    (clash,) = physical("أنشأ الجيش المصري كمينا في رفح هاجمته عناصر مسلحة قبل يومين.")
    assert (clash.actor_ids, clash.target_ids) == (("actor:armed-groups",), ())


@pytest.mark.parametrize(
    "sentence",
    [
        "قال مسؤول جزائري إن قوات الأمن لم تتمكن من تفكيك الكتيبة أو القبض على أحد عناصرها.",
        "تصاعدت تداعيات كارثة القارب النيلي بارتفاع عدد الضحايا إلى 31 غريقا بعد انتشال 15 جثة جديدة.",
    ],
)
def test_no_event(sentence: str) -> None:
    """What could not be done is denied on either side of "or"; who drowned was hit by nobody."""
    news = "\nأعلن الجيش المصري مقتل سبعة مسلحين في العريش."
    assert len(physical(sentence + news)) == 1


def test_what_was_laid_to_hit_patrols_hit_none() -> None:
    """An aim behind "was laid" was told as a raid on each of two villages."""
    text = (
        "أبطلت القوات ست عبوات ناسفة تم زرعها على جانبي الطريق لاستهداف الآليات العسكرية في مناطق الجورة والمهدية "
        "بجنوب الشيخ زويد. وكانت مروحيات الأباتشي قصفت المعاقل قبل ذلك."
    )
    assert [m.sub_event_type for m in physical(text)][:1] == ["Disrupted weapons use"]
    assert not [m for m in physical(text)[1:] if m.place_name_ar in {"الجورة", "المهدية"}]
