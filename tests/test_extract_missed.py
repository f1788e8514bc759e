"""Events that were read as none: verbs and nouns that no list held, and words that looked like others."""

from datetime import date

import pytest

from tasks.extract.glance import without_futures
from tasks.text.normal import normalise
from tests.language_examples import extract, lexicon

DAY = date(2021, 5, 4)
# story; of each event its type and the ids of its doers
STORIES: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "قتل شرطي وجرح اثنان إثر قيام مسلحين بإطلاق النيران على حافلتهم قرب مركز سنورس بمحافظة الفيوم المصرية.",
        (("Armed clash", "armed-groups"),),
    ),
    (
        "استسلم نحو ثلاثين مقاتلا من تنظيم داعش لقوات سوريا الديمقراطية قرب بلدة هجين شرقي دير الزور.",
        (("Change to group/activity", "is"),),
    ),
    (
        "نزل آلاف الأهالي مساء أمس إلى شوارع مدينة طرابلس اللبنانية تنديدا بانقطاع الكهرباء.",
        (("Peaceful protest", ""),),
    ),
    ("قتل سبعة أشخاص في ضربة جوية في إقليم بكتيكا الأفغاني.", (("Air/drone strike", ""),)),
    ("نظم صحفيون وقفة أمام مقر الأمم المتحدة في بيروت تضامنا مع زملائهم.", (("Peaceful protest", ""),)),
    ("نفذت طائرة مسيرة ضربة على دراجة نارية قرب مدينة الباب السورية.", (("Air/drone strike", ""),)),
    ("أعلن الجيش الأوكراني أنه أسقط أربع مسيرات فوق ميكولايف.", (("Disrupted weapons use", "ua-army"),)),
    (
        "نفذ عناصر من تنظيم داعش حكم الإعدام بسبعة من أبناء مدينة الموصل العراقية.",
        (("Attack", "is"),),
    ),
    (
        "قال متحدث باسم المقاومة الشعبية اليمنية إن مقاتليها حرروا خمس مديريات من الحوثيين.",
        (("Government regains territory", "ye-popular-resistance"),),
    ),
    (
        "تعرض موكب وزير الدفاع الليبي إلى هجوم مسلح على الطريق الساحلي غرب سرت.",
        (("Attack", ""),),
    ),
    (
        "تعرضت دورية للجيش المصري صباح أمس للنيران جنوب مدينة رفح.",
        (("Attack", ""),),
    ),
    (
        (
            "شهدت مدينة بجاية الجزائرية مسيرة احتجاجية عقب صلاة الجمعة.\n"
            "وتحدثت صحف محلية عن خروج مئات الطلبة إلى الشوارع في مدينة وهران احتجاجا على الرسوم."
        ),
        (("Peaceful protest", ""), ("Peaceful protest", "")),
    ),
)


@pytest.mark.parametrize(("story", "told"), STORIES)
def test_a_word_that_no_list_held_tells_its_event(story: str, told: tuple[tuple[str, str], ...]) -> None:
    """Fire, surrender, streets, drones, districts by their number: each is an event of its own."""
    rows = [m for m in extract(story, published=DAY).mentions if m.kind == "physical"]
    assert tuple((m.sub_event_type, ",".join(a.removeprefix("actor:") for a in m.actor_ids)) for m in rows) == told


def test_the_first_letter_of_a_word_is_no_particle_of_the_future() -> None:
    """سكان, inhabitants, holds the letters of كان; سيتكرر is a future indeed."""
    shadow = normalise("قال سكان القرية إن القتال سيتكرر وسلم الجميع")
    kept = without_futures(lexicon().cues.find(shadow), shadow)
    assert {cue.payload.cue_id for cue in kept if cue.proclitics.endswith("س")} == {"mod-recur"}


def test_who_gives_himself_up_is_not_negated() -> None:
    """«وسلم» holds the letters of لم, did not, behind the same particle."""
    story = (
        "دارت معارك بين الجيش السوري ومسلحي المعارضة في بلدة كناكر، وسلم عدد من المسلحين أنفسهم للجيش السوري في البلدة."
    )
    assert any("chg-surrender" in m.rule_ids for m in extract(story, published=DAY).mentions)


def test_a_name_lies_in_the_province_that_of_leads_to_and_its_weekday_is_no_day() -> None:
    told = "اندلعت اشتباكات أمس بين الدرك الجزائري ومجموعة إرهابية بمنطقة واد السبت من ولاية البليدة."
    (clash,) = extract(told, published=DAY).mentions
    assert (clash.place_name_ar, clash.admin1, clash.date_text) == ("واد السبت", "Blida", "أمس")


@pytest.mark.parametrize(("where", "target"), [("القاعدة", ("actor:al-qaeda",)), ("القاعدة الجوية", ())])
def test_a_leader_in_al_qaeda_is_of_it_and_one_in_an_air_base_is_not(where: str, target: tuple[str, ...]) -> None:
    (raid,) = extract(f"قتل قيادي في {where} في غارة جوية في أفغانستان.", published=DAY).mentions
    assert tuple(t for t in raid.target_ids if t == "actor:al-qaeda") == target


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("اغتال مجهولون قياديا سابقا في الجيش الحر قرب بلدة المزيريب.", "asserted"),
        ("قتل مسلحون عنصراً سابقاً في تنظيم داعش في مدينة الرقة.", "asserted"),
        ("وكان مسلحون قتلوا سابقا ضابطا في مدينة الرقة.", "background"),
    ],
)
def test_what_somebody_was_before_makes_his_death_no_history(told: str, status: str) -> None:
    (killing,) = extract(told, published=DAY).mentions
    assert killing.status == status


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("تعرضت قاعدة عين الأسد غربي العراق لهجوم بثلاث طائرات مسيرة.", "Air/drone strike"),
        ("أحبط الجيش العراقي هجوما لتنظيم داعش على بلدة القيارة.", "Armed clash"),
        ("تدور معارك عنيفة بين الجيش السوري والمعارضة للسيطرة على بلدة مورك.", "Armed clash"),
        ("تمكن الجيش السوري من السيطرة على بلدة مورك بعد معارك عنيفة.", "Government regains territory"),
    ],
)
def test_drones_by_number_and_what_a_fight_is_for(told: str, kind: str) -> None:
    (event,) = extract(told, published=DAY).mentions
    assert event.sub_event_type == kind
