"""Each kind of event of ACLED, told in plain sentences: what it was, where, how many.

What is not read right yet stands in GAPS.
"""

import re
from datetime import date

import pytest

from tests.language_examples import extract

DAY = date(2015, 11, 10)
Case = tuple[str, str, str, str]
# sentence, patterns of the sub-event type and of the place's English name, numbers
KINDS: tuple[Case, ...] = (
    ("قتلت الشرطة العراقية ثلاثة متظاهرين في بغداد.", "Excessive", "Baghdad", "killed 3"),
    ("اشتبكت الشرطة مع محتجين في باريس وأصيب ستة.", "Violent", "Paris", "injured 6"),
    ("اشتبك محتجون مع قوات الأمن في الخرطوم وأصيب عشرة.", "Violent", "Khartoum", "injured 10"),
    ("طعن رجل أربعة أشخاص في مدينة ليون الفرنسية قبل أن تعتقله الشرطة.", "Attack", "Lyon", ""),
    (
        "دهست سيارة حشدا في تورونتو فقتلت عشرة أشخاص. ووصف رئيس الوزراء ما حدث بأنه هجوم مروع.",
        "Attack",
        "Toronto",
        "killed 10",
    ),
    ("صدم سائق بسيارته مشاة على جسر في لندن فقتل أربعة منهم.", "Attack", "London", "killed 4"),
    ("قتل جنديان أرمينيان في قصف أذربيجاني قرب بلدة جرموك.", "Shelling", "Jermuk", "killed 2"),
    ("قتل 13 شرطيا في كمين في ولاية ميتشواكان غرب المكسيك.", "Armed clash", "Michoac", "killed 13"),
    ("انفجرت قنبلة في سوق بزامبوانغا فقتل أربعة وجرح جندي فلبيني.", "explosive", "Zamboanga", "killed 4"),
    ("وفي أوديسا قتل جندي أوكراني حين أصابت مسيرة منزله.", "Air/drone", "Odesa", "killed 1"),
    ("أصابت مسيرة حافلة صغيرة في خيرسون وجرح جنديان أوكرانيان.", "Air/drone", "Kherson", "injured 2"),
    ("هاجم متطرف مسيرة للمعلمين في القدس بسكين وأصاب ستة من رجال الشرطة.", "Attack|clash", "Jerusalem", "injured 6"),
    ("قالت وزارة الدفاع الروسية إن دفاعاتها الجوية دمرت 17 طائرة مسيرة فوق القرم.", "Disrupted", "", "aircraft 17"),
    ("صدت الدفاعات الجوية هجوما بأربعين مسيرة على كييف.", "Disrupted", "Kyiv", ""),
    ("أسقط الجيش الأوكراني 24 من 30 صاروخا فوق كييف.", "Disrupted", "Kyiv", "munitions 24"),
    ("قتل القيادي في الحركة بمسقط رأسه في غارة إسرائيلية.", "Air/drone", "^$", "killed 1"),
    ("قتل مسلح ثلاثة في كنيسة بتكساس ثم قتلته الشرطة.", "Attack", "Texas", "killed 3"),
    ("قتل متظاهران برصاص قوات الأمن في كربلاء.", "Excessive", "Karbala", "killed 2"),
    ("أسر مقاتلو الجيش الوطني الليبي عشرين مسلحا قرب مدينة سبها.", "Arrests", "Sabha", "detained 20"),
    ("هاجمت القوات الأميركية منزلا قرب مدينة الشدادي وقتلت قياديا في تنظيم الدولة.", "", "Shaddadah", "killed 1"),
    ("قالت المقاومة الشعبية في عدن إنها سيطرت على مبنى البنك المركزي ومقر الأمن السياسي.", "overtakes", "", ""),
    ("استهدفت مسيرة تركية سيارة في مدينة كوباني وقتلت مدنيا.", "Air/drone", "Kobani", "killed 1"),
    ("أطلق مسلحو الحركة قذيفتي هاون على قاعدة للجيش في مقديشو.", "Shelling", "Mogadishu", "munitions 2"),
    ("خطف ثلاثة مقنعين الأب متى حنا في مدينة جوس.", "Abduction", "Jos", ""),
    ("شهيدان برصاص قوات الاحتلال في مخيم الفوار.", "Attack", "", "killed 2"),
    ("نفذ الجيش الإسرائيلي اقتحامات في سلفيت.", "Other", "Salfit", ""),
    ("نفذ مسلحون كمينا لقافلة عسكرية شمال غاو في مالي.", "Armed clash", "Gao", ""),
    ("عثر الأهالي على جثة شاب مقتولا بطلق ناري في مدينة الطبقة بريف الرقة.", "Attack", "Tabqa", "killed 1"),
    ("قال متحدث باسم حركة الشباب إن ضابطا من الجيش الصومالي وقع في الأسر قرب كيسمايو.", "Arrests", "Kismayo", ""),
    ("تقاتل حركة الشباب الجيش الصومالي منذ سنوات. واندلعت مواجهات في بلدة بيدوا.", "Armed clash", "Baidoa", ""),
    ("لقيت امرأة مصرعها برصاص قناص في حي الأشرفية بحلب.", "Attack", "Ashrafiyeh", "killed 1"),
    (
        "اعتقلت قوات الاحتلال الإسرائيلي، فجر الاثنين، ستة شبان في مداهمات بمدينة الخليل.",
        "Arrests",
        "Hebron",
        "detained 6",
    ),
    (
        "شنت طائرات التحالف غارة على بلدة يسيطر عليها الحوثيون في حجة، ما تسبب في مقتل تسعة مدنيين.",
        "Air/drone",
        "Hajjah",
        "killed 9",
    ),
    ("فجر انتحاري نفسه بحزام ناسف داخل مسجد في مدينة بيشاور فقتل تسعة مصلين.", "Suicide", "Peshawar", "killed 9"),
    ("قتل ستة جنود حين فجر انتحاري سيارة مفخخة عند حاجز للجيش في مدينة سيناء.", "Suicide", "", "killed 6"),
    ("هاجم انتحاريان مقر الشرطة في قندهار، فقتل أربعة من عناصرها.", "Suicide", "Kandahar", "killed 4"),
    ("انفجرت عبوة لاصقة بسيارة ضابط في حي الكرادة ببغداد وقتل الضابط على الفور.", "Remote explosive", "", "killed 1"),
    ("انفجرت دراجة نارية مفخخة في سوق شعبية في عدن فأصيب خمسة.", "Remote explosive", "Aden", "injured 5"),
    ("قتل طفلان بانفجار لغم أرضي من مخلفات الحرب في مديرية حيس.", "Remote explosive", "", "killed 2"),
    ("ألقى مجهولون قنبلة يدوية على منزل مختار القرية في البصرة من دون إصابات.", "Grenade", "Basra", ""),
    ("فككت القوات العراقية عشر عبوات ناسفة غرب الرمادي.", "Disrupted", "Ramadi", ""),
    ("اعترضت الدفاعات السعودية صاروخا باليستيا أطلقه الحوثيون على الرياض.", "Disrupted|Shelling", "Riyadh", ""),
    ("ضبطت قوات الأمن مخبأ للأسلحة والذخائر في محافظة ديالى.", "Disrupted", "Diyala", ""),
    ("أصيب العشرات بحالات اختناق جراء قصف بغاز الكلور على سراقب.", "Chemical", "Saraqib", ""),
    ("قتل سبعون شخصا على الأقل في هجوم كيماوي على خان شيخون.", "Chemical", "Khan Shay", ""),
    ("استهدفت طائرة مسيرة مجهولة سيارة على طريق القامشلي فقتل سائقها.", "Air/drone", "Qamishl", "killed 1"),
    ("قتل قياديان بضربة جوية أميركية على شمال غرب سوريا.", "Air/drone", "", "killed 2"),
    ("ألقت المروحيات براميل متفجرة على داريا.", "Air/drone", "Dar", ""),
    ("أغارت مقاتلات على مخزن للسلاح جنوب صيدا.", "Air/drone", "S.?ida|Sidon", ""),
    ("سقطت أربع قذائف هاون على حي باب توما في دمشق وأصيب مدنيان.", "Shelling", "", "injured 2 munitions 4"),
    ("أطلقت المقاومة رشقة صاروخية باتجاه عسقلان.", "Shelling", "Ashkelon|Ashqelon", ""),
    ("سقط صاروخ كاتيوشا قرب السفارة الأميركية في بغداد.", "Shelling", "Baghdad", ""),
    ("تجدد القصف المدفعي على أطراف بلدة عيتا الشعب.", "Shelling", "Aita|Ayta", ""),
    ("سيطر الجيش العراقي على حي النور شرقي الموصل.", "Government regains", "", ""),
    ("استعادت القوات الحكومية اليمنية مدينة المخا من الحوثيين.", "Government regains", "Mokha|Mocha|Mukh", ""),
    ("سقطت مدينة بصرى الحرير بيد قوات النظام.", "Government regains|overtakes", "", ""),
    ("سيطر تنظيم الدولة على بلدة القريتين بعد معارك مع قوات النظام.", "Non-state actor", "Qaryatayn", ""),
    ("انسحبت قوات سوريا الديمقراطية من منبج.", "Non-violent transfer|Change|Government|Other", "Manbij", ""),
    ("حرر الجيش الأوكراني قريتين قرب خيرسون.", "Government regains", "Kherson", ""),
    ("أطلق مسلحون النار على حافلة للركاب في بلوشستان فقتلوا ثلاثة عشر راكبا.", "Attack", "", "killed 13"),
    ("اغتال مجهولون ناشطا مدنيا أمام منزله في الناصرية.", "Attack", "Nasiriyah", "killed 1"),
    ("عثر على جثث أحد عشر شخصا مجهولي الهوية أعدموا رميا بالرصاص غربي كركوك.", "Attack", "", "killed 11"),
    ("دهس فلسطيني بسيارته جنديين إسرائيليين عند مفترق عصيون جنوبي بيت لحم.", "Attack", "", ""),
    ("قتل صحفي برصاص قناص في تعز.", "Attack", "Taiz", "killed 1"),
    ("خطف مسلحون مجهولون ثلاثة مهندسين أتراك شمال بغداد.", "Abduction", "Baghdad", "abducted 3"),
    ("اختطف الحوثيون أستاذا جامعيا من منزله في صنعاء.", "Abduction", "Sana", ""),
    (
        "اعتقلت الشرطة التركية 40 شخصا يشتبه في انتمائهم إلى تنظيم الدولة في إسطنبول.",
        "Arrests",
        "Istanbul",
        "detained 40",
    ),
    ("ألقت قوات الأمن القبض على قيادي في تنظيم القاعدة في مأرب.", "Arrests", "Ma.?rib", ""),
    ("تظاهر مئات السودانيين أمام القصر الرئاسي في الخرطوم رفضا لغلاء المعيشة.", "Peaceful protest", "Khartoum", ""),
    (
        "فرقت الشرطة بالغاز المسيل للدموع متظاهرين في العاصمة الجزائرية.",
        "Protest with intervention|Excessive",
        "Algiers",
        "",
    ),
    ("أحرق محتجون إطارات وقطعوا الطريق الدولي في بعلبك.", "Violent demonstration|Peaceful|Protest", "Baalbe", ""),
    (
        "رشق متظاهرون قوات الأمن بالحجارة في تونس العاصمة فردت بالغاز.",
        "Violent demonstration|Protest with",
        "Tunis",
        "",
    ),
    ("اقتحم محتجون مبنى مجلس المحافظة في الناصرية وأضرموا فيه النار.", "Violent demonstration", "Nasiriyah", ""),
    ("سير أنصار الحزب مسيرة حاشدة في ذمار تنديدا بالغارات.", "Peaceful protest", "Dhamar", ""),
    ("أضرم مستوطنون النار في حقول زيتون جنوب نابلس.", "Looting|Violent|Mob|Attack", "Nablus", ""),
    ("دخلت هدنة لمدة 72 ساعة حيز التنفيذ في غزة.", "Agreement", "Gaza", ""),
    ("نشرت روسيا منظومة صواريخ إس-400 في قاعدة حميميم.", "Change|Other|Headquarters", "Hm|Hum", ""),
    ("تبادل الجيش والحوثيون 20 أسيرا في تعز بوساطة محلية.", "Agreement|Other|Change", "Taiz", ""),
    ("اغتصب جنود ثلاث نساء في قرية قرب نيالا، بحسب منظمة حقوقية.", "Sexual", "Nyala", ""),
    ("أبطلت وحدات الهندسة مفعول سيارة مفخخة في الموصل.", "Disrupted", "Mosul", ""),
    ("اعتدى مستوطنون على رعاة أغنام جنوب الخليل.", "Attack", "Hebron", ""),
    ("أحرق مستوطنون مركبات في بلدة حوارة.", "Looting", "Hawara", ""),
    ("تبادلت القوات الهندية والباكستانية إطلاق النار في كشمير.", "Armed clash", "Kashmir", ""),
    ("ذبح عناصر تنظيم الدولة ثلاثة مدنيين في ريف حلب.", "Attack", "Aleppo", "killed 3"),
    ("أطلقت كتائب القسام رشقة صاروخية باتجاه عسقلان.", "Shelling", "Ashkelon", ""),
    ("أطلق حزب الله عشرين صاروخا نحو كريات شمونة.", "Shelling", "Kiryat Shmona", "munitions 20"),
    ("أطلق الحوثيون من صعدة صاروخا باليستيا باتجاه الرياض.", "Shelling", "Riyadh", ""),
    ("اعتقلت قوات الاحتلال خمسة شبان في جنين.", "Arrests", "Jenin", "detained 5"),
    ("شنت قوات الاحتلال حملة اعتقالات في الخليل.", "Arrests", "Hebron", ""),
    ("انسحبت قوات النظام من تل رفعت.", "Change", "Rifat", ""),
    ("أغارت طائرات حربية على مخازن للسلاح جنوب دمشق.", "Air/drone", "Damascus", ""),
    ("مسيرات للدعم السريع تستهدف مدينة الأبيض.", "Air/drone", "Obeid", ""),
    ("شنت إيران هجوما بالمسيرات على أربيل.", "Air/drone", "Erbil", ""),
    ("أسقط الحوثيون مسيرة أميركية فوق مأرب.", "Disrupted", "Ma'rib", ""),
    ("وصلت تعزيزات عسكرية للجيش التركي إلى ريف إدلب.", "Change", "Idlib", ""),
    ("دفع الجيش السوري بتعزيزات إلى جبهات ريف حماة.", "Change", "Hama", ""),
    ("قتل ثلاثة متظاهرين برصاص الجيش في أم درمان.", "Excessive", "Omdurman", "killed 3"),
    ("اندلعت اشتباكات عنيفة بين الجيش الليبي ومجموعة مسلحة في مدينة الزاوية.", "Armed clash", "Zaw", ""),
    ("دارت معارك ضارية بين القوات الحكومية والحوثيين في جبهة صرواح.", "Armed clash", "", ""),
    ("تبادلت القوات الهندية والباكستانية إطلاق النار عبر خط المراقبة في كشمير.", "Armed clash", "", ""),
    ("صد الجيش هجوما للمسلحين على نقطة عسكرية شمال سيناء وقتل خمسة منهم.", "Armed clash|Attack", "", "killed 5"),
    ("وقعت مواجهات مسلحة بين قبيلتين في دارفور خلفت 17 قتيلا.", "Armed clash", "Darfur", "killed 17"),
    ("قصفت «تحرير الشام» مواقع للنظام غربي حلب.", "Shelling", "Aleppo", ""),
    ("اعتقلت تحرير الشام ناشطا في مدينة إدلب.", "Arrests", "Idlib", "detained 1"),
    ("حررت هيئة تحرير الشام قرية كفر حلب من قوات النظام.", "Non-state actor", "Kafr Halab", ""),
    ("حررت المقاومة الشعبية مدينة لودر من مسلحي الحوثي.", "Government regains", "Lawdar", ""),
    ("حرر الجيش الوطني السوداني مدينة ود مدني.", "Government regains", "Madani", ""),
    ("استهدف قصف مصدره قوات النظام المتمركزة في كفرنبل بلدة كنصفرة.", "Shelling", "Kansafrah", ""),
    ("قصفت قوات النظام بلدة آفس، وذكر ناشط أن القصف مصدره مواقع النظام في سراقب.", "Shelling", "Afes", ""),
    ("اتهمت منظمة أطباء بلا حدود الجيش الروسي بقصف مدرسة في كفرنبل.", "Shelling", "Kafr Nabl", ""),
    ("قصف الطيران مقرا في مدينة تلعفر غرب الموصل.", "Air/drone", "Tall Afar", ""),
    ("قتل جنديان تركيان وثلاثة من الجيش الوطني في قصف قرب عفرين.", "Shelling", "Afrin", "killed 5"),
    ("قتل مدنيان سوريان وأربعة جنود في هجوم مسلح قرب كركوك.", "Attack", "Kirkuk", "killed 6"),
    ("دخلت قوات الدعم السريع مدينة ود مدني وأعلنت سيطرتها عليها.", "Non-state actor", "Madani", ""),
    (
        "أوقفت مخابرات الجيش اللبناني سوريين اثنين في عرسال للاشتباه بانتمائهما إلى جماعة إرهابية.",
        "Arrests",
        "Aarsal",
        "detained 2",
    ),
    ("شنت قوات الاحتلال حملة اعتقالات في الخليل طالت خمسة عشر فلسطينيا.", "Arrests", "Hebron", "detained 15"),
    ("وصلت تعزيزات عسكرية تركية إلى ريف إدلب.", "Change", "Idlib", ""),
    ("أرسلت تركيا تعزيزات عسكرية إلى مدينة إدلب.", "Change", "", ""),
    ("أوقف الجيش اللبناني في عملية منفصلة ثلاثة أشخاص في عرسال.", "Arrests", "Aarsal", "detained 3"),
    ("أحبطت الشرطة الفرنسية مخططا لتنفيذ هجوم في باريس واعتقلت أربعة أشخاص.", "Arrests", "Paris", "detained 4"),
    ("تعرض موكب المحافظ لهجوم مسلح في مدينة تعز.", "Attack", "Taiz", ""),
    ("تعرض نائب لهجوم مسلح في كركوك.", "Attack", "Kirkuk", ""),
    ("اعتدى متظاهرون على صحفيين في بيروت.", "Violent demonstration", "Beirut", ""),
    ("انسحب الحوثيون من ميناء رأس عيسى من دون قتال.", "Non-violent", "Ras Isa", ""),
    ("تعرضت بلدة مارع لقصف بغاز الخردل.", "Chemical", "Marea", ""),
    ("قال ناشط إن مروحيات ألقت براميل على الرستن.", "Air/drone", "Rastan", ""),
    ("مسيرات حاشدة في صنعاء تضامنا مع غزة.", "Peaceful protest", "Sanaa", ""),
    ("احتشد المئات أمام مبنى المحافظة في السليمانية للتنديد بالفساد.", "Peaceful protest", "Sulay", ""),
    ("افتتحت روسيا قاعدة بحرية في بورتسودان.", "Headquarters", "Port Sudan", ""),
    ("أسقطت الدفاعات الجوية ثلاث مسيرات فوق كييف.", "Disrupted|Air/drone", "Kyiv|Kiev", ""),
)
GAPS: tuple[Case, ...] = (
    ("أقدم مسلحون على ذبح راعيين في بادية الرصافة.", "Attack", "", "killed 2"),
    ("اختفى ناشط بعد اقتياده من قبل مسلحين في النجف.", "Abduction", "", ""),
    ("أضرب معلمون واعتصموا أمام وزارة التربية في عمان.", "Peaceful protest", "Amman", ""),
    ("اعتدى حشد غاضب بالضرب على سائق في لاهور حتى الموت.", "Mob", "Lahore", "killed 1"),
    ("هدمت جرافات الاحتلال ثلاثة منازل في سلوان.", "Looting|Other|Destruction", "Silwan", ""),
    ("أعلن فصيلان في الغوطة اندماجهما في تشكيل واحد.", "Change", "Ghouta", ""),
)


def misread(case: Case) -> list[str]:
    """Return what is read wrong of a sentence, empty where all is right."""
    text, kind, place, numbers = case
    found = extract(text, DAY)
    rows = [m for m in found.mentions if m.kind == "physical"]
    if len(rows) != 1:
        return [f"{len(rows)} rows"]
    (row,) = rows
    wrong = [] if re.search(kind, row.sub_event_type or "") else [row.sub_event_type or "no kind"]
    wrong += [] if re.search(place, row.place_name_en or "") else [f"place {row.place_name_en}"]
    told = {(q.measure, q.best) for q in found.quantities}
    words = numbers.split()
    wanted = {(measure, int(number)) for measure, number in zip(words[::2], words[1::2], strict=True)}
    return wrong if wanted <= told else [*wrong, f"numbers {sorted(map(str, told))}"]


def test_each_kind_of_event_is_read_from_a_plain_sentence() -> None:
    assert {case[0]: wrong for case in KINDS if (wrong := misread(case))} == {}


@pytest.mark.parametrize("case", GAPS)
def test_known_gap_is_still_one(case: Case) -> None:
    """Move what is read right up to KINDS."""
    assert misread(case)


def sources(text: str) -> set[str]:
    """Return who tells the events of a text, in the words of the text."""
    found = extract(text, DAY)
    physical = {m.mention_id for m in found.mentions if m.kind == "physical"}
    return {claim.source_text for claim in found.claims if claim.mention_id in physical and claim.source_text}


def test_the_head_of_another_house_is_not_whoever_spoke_before() -> None:
    told = "أعلنت روسيا شن غارة على تلبيسة.\nوقال مدير المشفى إن الغارة قتلت 14 مدنيا."
    assert sources(told) == {"روسيا", "مدير المشفى"}
    told = "قال مدير المرصد السوري رامي عبد الرحمن إن غارة استهدفت تلبيسة. وقال مدير المشفى إن الغارة قتلت ستة."
    assert sources(told) == {"مدير المرصد السوري رامي عبد الرحمن", "مدير المشفى"}
    told = "قال وزير الدفاع السوداني يس إبراهيم إن الجيش قصف كبكابية. وأضاف وزير الدفاع أن القصف أوقع عشرين قتيلا."
    assert sources(told) == {"وزير الدفاع السوداني يس إبراهيم"}


def test_each_place_of_a_chain_has_the_thing_that_was_hit_there() -> None:
    found = extract("دمر الجيش مقرا في إدلب ومستودعا للذخيرة في شمال حمص ومعسكرا في حماة.", DAY)
    hit = {m.place_name_ar: m.target_objects for m in found.mentions if m.kind == "physical"}
    assert [hit[name] for name in sorted(hit)] == [("مقرا",), ("معسكرا",), ("مستودعا",)]


def test_who_gives_no_name_speaks_and_denies_nothing() -> None:
    told = "قال مسؤول محلي، طلب عدم ذكر اسمه، إن انفجارا في كركوك قتل ثلاثة."
    assert sources(told) == {"مسؤول محلي"}
    assert extract(told.replace("،", ""), DAY).quantities


def test_who_turns_a_charge_round_denies_it_and_charges_the_other() -> None:
    told = "اتهمت كييف موسكو بقصف محطة في زابوريجيا. ونفت موسكو الاتهام وقالت إن القوات الأوكرانية هي التي قصفتها."
    found = extract(told, DAY)
    stands = {
        (m.actor_ids, claim.stance, claim.source_text)
        for m in found.mentions
        for claim in found.claims
        if claim.mention_id == m.mention_id and m.kind == "physical"
    }
    assert stands == {
        (("actor:ru",), "asserts", "كييف"),
        (("actor:ru",), "denies", "موسكو"),
        (("actor:ua-army",), "asserts", "موسكو"),
    }


@pytest.mark.parametrize("subject", ["سبعة", "سبعة من الحراس", "سبعة آخرين"])
def test_a_number_before_its_verb_counts_without_a_unit(subject: str) -> None:
    found = extract(f"قال مصدر إن {subject} قتلوا في انفجار عبوة في بعقوبة.", DAY)
    assert {q.best for q in found.quantities if (q.measure, q.victim_class) == ("killed", "all")} == {7}


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("استشهد شاب بعدما أصيب برصاص الاحتلال في مخيم بلاطة.", {("killed", 1)}),
        ("استشهد شاب بعد إصابته برصاص قوات الاحتلال في مخيم بلاطة.", {("killed", 1)}),
        ("قالت الشرطة إن سيارة الجنرال أصيبت في هجوم صاروخي في العاصمة مقديشو.", set()),
        ("أصيبت سيارة الضابط بقذيفة هاون في مقديشو، وقتل ضابط.", {("killed", 1)}),
        ("قتل ضابط وأصيب آخر برصاص مسلحين في مقديشو.", {("killed", 1), ("injured", 1)}),
    ],
)
def test_neither_a_thing_nor_who_died_of_it_is_wounded(told: str, wanted: set[tuple[str, int]]) -> None:
    """A car that was hit counts no wounded, nor does who is told dead in the same words."""
    assert {(q.measure, q.best or q.low) for q in extract(told, DAY).quantities if q.victim_class == "all"} == wanted


def test_a_tally_that_has_risen_is_one_event_with_its_dead_and_its_wounded() -> None:
    """The number stands before what it counts, and the rest of the sentence goes on with the same sum."""
    found = extract(
        "يرتفع إلى 91 تعداد العسكريين والمدنيين الذين قتلوا بقصف بري في ريف إدلب منذ مطلع الصيف، وذلك خلال 70"
        " عملية بين قنص واشتباكات وهجمات متفرقة، كما أصيب فيها أكثر من 44 من الجنود.",
        DAY,
    )
    events = [m for m in found.mentions if m.kind == "physical"]
    assert [m.status for m in events] == ["background"]
    assert {(q.measure, q.best or q.low) for q in found.quantities if q.victim_class == "all"} >= {
        ("killed", 91),
        ("injured", 44),
    }
