"""Who did it to whom in short stories: the other side of a front, an answer, a claim, men told without their name."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2019, 11, 10)
Story = tuple[str, tuple[tuple[str, str], ...]]
# story; of each event in order the ids of its doers and of those it hit
STORIES: tuple[Story, ...] = (
    (
        (
            "شنت الطائرات الروسية ثلاث غارات على أطراف بلدة كفر نبل جنوبي إدلب، من دون وقوع إصابات.\n"
            "وفي ريف حلب قصفت المدفعية التركية مواقع لقوات النظام قرب بلدة عنجارة، ما أسفر عن مقتل جنديين.\n"
            "وردت قوات النظام بقصف صاروخي على مدينة الأتارب أوقع أربعة قتلى بين المدنيين."
        ),
        (("ru-air-force", ""), ("tr-army", "sy-army"), ("sy-army", "civilians")),
    ),
    (
        (
            "قتل شرطي تركي وأصيب ثلاثة آخرون في هجوم بسيارة مفخخة على مركز للشرطة في ديار بكر.\n"
            "ونسب مكتب الوالي الهجوم إلى حزب العمال الكردستاني.\n"
            "وردا على ذلك قصفت طائرات تركية معسكرات للحزب في شمال العراق."
        ),
        (("pkk", "tr-police"), ("tr-air-force", "pkk")),
    ),
    (
        (
            "اغتال مجهولون القيادي السابق في الجيش الحر محمود البردان بالرصاص في مدينة طفس غربي درعا.\n"
            "وفي بلدة المزيريب أصيب عنصر في المخابرات الجوية باستهداف سيارته بعبوة ناسفة."
        ),
        (("gunmen-unknown", "sy-fsa"), ("", "sy-air-intel")),
    ),
    (
        (
            "تعرضت قاعدة عين الأسد التي تضم جنودا أميركيين في محافظة الأنبار لهجوم بطائرتين مسيرتين، دون خسائر.\n"
            "وردت واشنطن بضربات جوية على مقر لكتائب حزب الله في جرف الصخر، قتل فيها ثلاثة من عناصرها."
        ),
        (("", "us-army"), ("us", "iq-kataib-hezbollah")),
    ),
    (
        (
            "أفشل الجيش اليمني هجوما لميليشيا الحوثي على مواقعه في جبهة الكسارة غربي مأرب، وقتل تسعة من المهاجمين.\n"
            "وشنت مقاتلات التحالف ست غارات على تعزيزات للحوثيين في صرواح.\n"
            "وأصيب أربعة مدنيين بقصف حوثي على مخيم للنازحين شمالي المدينة."
        ),
        (("ye-army", "ye-houthi"), ("sa-coalition", "ye-houthi"), ("ye-houthi", "displaced civilians")),
    ),
    (
        ("قالت مصادر محلية في ولاية قندوز إن ستة متمردين قتلوا فجرا في غارة جوية على مديرية إمام صاحب الأفغانية."),
        (("", "rebels"),),
    ),
    (
        ("ذكرت شبكة طبية أن قوات الدعم السريع قتلت منذ صباح الجمعة وحتى المساء أحد عشر مدنيا في حي بري بالخرطوم."),
        (("sd-rsf", "civilians"),),
    ),
    (
        (
            "شنت مجموعات مسلحة تابعة لهيئة تحرير الشام هجوما على مواقع قوات النظام السوري في جبل الزاوية "
            "جنوبي إدلب، وقتلت أربعة جنود."
        ),
        (("hts", "sy-army"),),
    ),
    (
        "أسقطت الدفاعات الجوية التابعة للجيش السوداني طائرتين مسيرتين في سماء مدينة مروي شمالي البلاد.",
        (("sd-army", ""),),
    ),
    (
        ("استهدفت المضادات الأرضية التابعة لقوات حكومة الوفاق طائرة حربية كانت تحلق فوق مدينة مصراتة الليبية."),
        (("ly-gna-forces", ""),),
    ),
    (
        ("اقتحم الجيش الإسرائيلي مدينة طولكرم صباح الثلاثاء، ثم انسحب منها بعد قصفه بناية سكنية وإصابة ستة فلسطينيين."),
        (
            ("il-army", ""),
            ("il-army", "ps-people"),
        ),
    ),
    (
        (
            "اتهمت منظمة حقوقية قوات النظام السوري بارتكاب انتهاكات في حمص من خلال استهدافها للمدنيين "
            "بالبراميل المتفجرة في حي الوعر."
        ),
        (("sy-army", "civilians"),),
    ),
    (
        (
            "أفادت وسائل إعلام بمقتل أربعين عنصرا من تنظيم الدولة في معارك قرب الرطبة غربي العراق، فيما سقط "
            "جرحى منهم في غارات للتحالف الدولي على القائم."
        ),
        (
            ("", "is"),
            ("us-coalition", "is"),
        ),
    ),
    (
        (
            "تراجع مقاتلو بوكو حرام من أطراف بلدة باما النيجيرية، بعد غارات نفذها سلاح الجو النيجيري على "
            "مواقعهم شرقي البلدة."
        ),
        (("ng-air-force", "boko-haram"),),
    ),
    (
        "هاجم مسلحون متشددون ثكنة للجيش المالي في مدينة موبتي وقتلوا خمسة عسكريين.",
        (("extremists", "ml-army"),),
    ),
    (
        (
            "سيطر مقاتلو الجيش الوطني اليمني على مركز مديرية الزاهر في البيضاء بعد معارك مع الحوثيين. وقال "
            "قائد ميداني إن هذه القوات استعادت أيضا تلة الدير المطلة على المدينة."
        ),
        (
            ("ye-army", "ye-houthi"),
            ("ye-army", ""),
        ),
    ),
    (
        "أفاد سكان بأن تسعة مسلحين قتلوا صباحا بغارة لطائرة مسيرة قرب بلدة وانا في إقليم وزيرستان.",
        (("", "armed-groups"),),
    ),
    (
        ("قالت هيئة إغاثة إن جماعة الحوثي قتلت خلال الأسبوع الماضي وحده خمسة مدنيين في حي الروضة بمدينة تعز."),
        (("ye-houthi", "civilians"),),
    ),
    (
        ("نصبت فصائل مسلحة تابعة للجيش الوطني السوري كمينا لعناصر قسد على طريق تل تمر، ما أدى إلى مقتل ثلاثة منهم."),
        (("sy-sna", "sdf"),),
    ),
    (
        "اعترضت الدفاعات الجوية التابعة للجيش الأوكراني صاروخين فوق مدينة دنيبرو ليلة الخميس.",
        (("ua-army", ""),),
    ),
    (
        ("أعلن التحالف العربي تدمير مخزن أسلحة للحوثيين في محافظة حجة، فيما قتل عشرة منهم في غارات على منطقة حرض."),
        (
            ("sa-coalition", "ye-houthi"),
            ("sa-coalition", "ye-houthi"),
        ),
    ),
    (
        (
            "أكدت مصادر في قوات سوريا الديمقراطية السيطرة على قرية الصفصافة بريف الطبقة الشمالي بعد انسحاب "
            "مسلحي داعش منها."
        ),
        (("sdf", "is"),),
    ),
    (
        "تدور مواجهات منذ أمس بين كتيبة أنصار المدينة وقوات حكومة الوفاق في محيط مطار طرابلس.",
        (("", "ly-gna-forces"),),
    ),
)


def _sides(story: str) -> list[tuple[str, str]]:
    told = [m for m in extract(story, DAY).mentions if m.kind == "physical" and m.status != "background"]
    told.sort(key=lambda m: m.evidence_start)
    return [(_names(m.actor_ids), _names(m.target_ids)) for m in told]


def _names(ids: Sequence[str]) -> str:
    return " ".join(one.removeprefix("actor:") for one in ids)


@pytest.mark.parametrize(("story", "sides"), STORIES)
def test_each_event_of_a_story_has_its_own_doer_and_whom_it_hit(story: str, sides: tuple[tuple[str, str], ...]) -> None:
    assert _sides(story) == list(sides)


def test_a_force_that_sights_somebody_does_not_report() -> None:
    told = extract("رصدت قوات الشرطة الاتحادية العراقية أربع عجلات لتنظيم داعش غرب تلعفر ودمرتها.", DAY)
    assert {claim.source_text for claim in told.claims} == {"narrator"}


def test_who_was_taken_is_taken_at_home_where_no_other_place_is_told() -> None:
    told = extract("واعتقلت قوات الاحتلال الإسرائيلي فجر الاثنين ثلاثة شبان من بلدة سلواد بعد تفتيش منازلهم.", DAY)
    assert [m.place_name_en for m in told.mentions if m.kind == "physical"] == ["Silwad"]


def test_who_condemns_an_attack_did_not_make_it() -> None:
    told = extract(
        "يستنكر الأزهر الشريف الهجوم الذي استهدف حافلة للشرطة المصرية في مدينة طنطا وأوقع تسعة قتلى؛ "
        "فإنه يعرب عن تعازيه لأسر شهداء هذا الهجوم.",
        DAY,
    )
    assert {m.actor_ids for m in told.mentions if m.kind == "physical"} == {()}


def test_states_that_a_border_parts_are_not_hit() -> None:
    told = extract("نصب مسلحو بوكو حرام كمينا لدورية من الجيش على الطريق قرب الحدود بين نيجيريا والكاميرون.", DAY)
    assert all(not {"actor:ng", "actor:cm"} & set(m.target_ids) for m in told.mentions)


def test_raids_that_help_are_not_those_of_whom_they_help() -> None:
    told = extract(
        "تمكنت قوات الجيش العراقي من دخول بلدة الكرمة، مدعومة بغارات مكثفة من طائرات التحالف الدولي على مواقع داعش.",
        DAY,
    )
    raids = [m for m in told.mentions if m.sub_event_type == "Air/drone strike"]
    assert raids
    assert all("actor:iq-army" not in m.actor_ids for m in raids)
