"""What a page is about decides whether its words of war count: matches, markets, novels, festivals, anniversaries."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2019, 5, 14)
QUIET = {
    "football": (
        "مهاجم الرجاء يقصف مرمى الضيوف\n"
        "شن لاعبو الفريق هجوما متواصلا في الشوط الثاني من المباراة، وضرب المهاجم الدفاع بتسديدتين، فيما أصيب الحارس في"
        " ركبته وغادر الملعب.\nوقال المدرب إن معركة اللقب تحسم في الجولة الأخيرة من الدوري."
    ),
    "markets": (
        "العقوبات تضرب الصادرات\n"
        "طالت القيود الجديدة واردات القمح والسلع، وهاجم محللون قرار البنك المركزي الذي فجر موجة تضخم ودمر القدرة الشرائية.\n"
        "وسيطرت الشركات الكبرى على السوق، وانسحب مستثمرون من البورصة بعد تراجع الأسهم."
    ),
    "novel": (
        "رواية جديدة عن سنوات الحصار\n"
        "تحكي الرواية قصة شاعر فقد أخاه في قصف على مدينته، ويروي السارد كيف قتل الجنود جيرانه وأحرقوا مكتبته.\n"
        "وقالت الناقدة إن الكاتبة مزجت بين السيرة والقصيدة، وإن دور النشر تتنافس على ترجمة رواياتها."
    ),
    "festival": (
        "انطلاق تظاهرة ربيع الحكاية في المدينة القديمة\nتستمر التظاهرة خمسة أيام وتضم عروضا للأطفال وورشات للرسم والخط."
    ),
    "weather": (
        "أمطار غزيرة وسيول في المرتفعات\n"
        "ضربت عاصفة رعدية مناطق الجنوب، وجرفت السيول مركبات، ولقي ثلاثة أشخاص مصرعهم، وتوقعت الأرصاد انخفاض درجات الحرارة."
    ),
}
REVIEW_OF_A_WAR_BOOK = (
    "كتاب جديد يروي سقوط المدينة القديمة\n"
    "صدرت عن دار النشر ترجمة عربية لكتاب المؤرخ عن حصار المدينة في القرن الماضي، وفيه سيرة شاعر وذكريات جنود.\n"
    "ويتتبع الكاتب في خمسة فصول أثر تلك السنوات في الأدب والموسيقى وفي أسواق البلدة.\n"
    "يروي المؤلف كيف قصفت المدفعية الحي الغربي فقتل ثلاثون جنديا، وكيف اقتحم الجيش القلعة ودارت معارك عنيفة مع الثوار.\n"
    "وفي فصل آخر هاجمت الطائرات الحربية معسكرا للجيش ودمرت دبابات، ثم أعدم الضباط عشرة أسرى قرب الميناء.\n"
    "ويرى النقاد أن السرد في الكتاب أقرب إلى الرواية، وأن لغته الشعرية تخاطب القارئ اليوم."
)
WAR_ON_A_QUIET_PAGE = (
    "مسلحون يغتالون مدرب المنتخب في طرابلس\n"
    "أطلق مسلحون النار أمس على سيارة مدرب المنتخب قرب ملعب النادي في طرابلس فقتلوه.\n"
    "وقاد المدرب فريقه إلى نهائي كأس البطولة، وقال لاعبون إن المباراة المقبلة في الدوري أجلت."
)


def physical(text: str) -> list[Mention]:
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


@pytest.mark.parametrize("subject", QUIET)
def test_words_of_war_on_a_page_about_something_else_report_nothing(subject: str) -> None:
    assert physical(QUIET[subject]) == []


def test_a_book_about_a_war_reports_no_war_however_many_battles_it_tells() -> None:
    assert [m for m in physical(REVIEW_OF_A_WAR_BOOK) if m.status == "asserted"] == []


def test_a_raid_of_last_week_told_at_an_exhibition_is_reported() -> None:
    raid = "\nويأتي المعرض بعد أن قصفت مدفعية الجيش سوق المدينة يوم الخميس الماضي وقتلت ستة مدنيين في تعز."
    assert [m.sub_event_type for m in physical(REVIEW_OF_A_WAR_BOOK + raid) if m.status == "asserted"] == [
        "Shelling/artillery/missile attack"
    ]


@pytest.mark.parametrize(
    "thing", ["استعاد المتحف في حلب رونقه", "استعادت العملة في لبنان كل خسائرها", "استعاد أهالي الموصل ذكريات أيامهم"]
)
def test_what_is_regained_in_a_figure_of_speech_is_no_town(thing: str) -> None:
    assert physical(f"{thing}.\nواشتبك الجيش مع مسلحين قرب كركوك أمس.")[0].sub_event_type == "Armed clash"
    assert len(physical(f"{thing}.\nواشتبك الجيش مع مسلحين قرب كركوك أمس.")) == 1


def test_a_killing_that_leads_a_page_of_sport_is_reported() -> None:
    assert [m.sub_event_type for m in physical(WAR_ON_A_QUIET_PAGE)] == ["Attack"]


def test_words_of_trade_in_a_report_of_war_hide_nothing() -> None:
    war = (
        "قصفت مدفعية الجيش سوق الحبوب في مدينة سراقب أمس، وقتل أربعة مدنيين.\n"
        "واندلعت اشتباكات بين الجيش وفصائل معارضة قرب بلدة مورك."
    )
    trade = "\nوارتفعت أسعار القمح والسلع في المحافظة، وقال تجار إن الليرة تراجعت."
    told = [(m.sub_event_type, m.place_id, m.status) for m in physical(war)]
    assert [(m.sub_event_type, m.place_id, m.status) for m in physical(war + trade)] == told
    assert len(told) > 1


def test_a_demonstration_is_a_protest_where_somebody_protests() -> None:
    (protest,) = physical("خرجت تظاهرة في مدينة البصرة أمس، وردد المشاركون هتافات ضد الحكومة.")
    assert protest.sub_event_type == "Peaceful protest"


def test_the_anniversary_of_a_bombing_is_background_in_the_headline_too() -> None:
    found = physical(
        "المدينة تستذكر ضحايا تفجيرات السوق\n"
        "تحل اليوم ذكرى مرور ثماني سنوات على تفجيرات السوق التي أوقعت عشرات القتلى في بغداد في آذار 2011.\n"
        "وأقيمت صلاة على أرواح الضحايا بحضور عائلاتهم."
    )
    assert {m.status for m in found} == {"background"}


@pytest.mark.parametrize(
    "line",
    [
        "غاب مدافع الفريق عن مباراة دوري أبطال آسيا بعد إصابة في الركبة، وقال المدرب إن اللاعب يعود الأسبوع المقبل.",
        "شارك أبطال رياضة الدبابات البحرية في عرض على المرفأ ضمن فعاليات المهرجان.",
        "قضت الهيئة بإيقاف الصحيفة حتى إشعار آخر.",
    ],
)
def test_defenders_champions_and_rulings_are_no_weapons_and_no_deaths(line: str) -> None:
    assert physical(line) == []


def test_who_perished_is_told_by_the_people_behind_the_verb() -> None:
    (mention,) = physical("قضى ثلاثة مدنيين في قصف على بلدة مورك أمس.")
    assert mention.status == "asserted"


def test_a_list_of_other_stories_below_the_text_tells_no_news() -> None:
    text = (
        "قصفت مدفعية الجيش السوري بلدة مورك في ريف حماة.\n"
        "وقال شهود إن السكان نزحوا عنها.\n"
        "مقتل سبعة جنود في كمين نصبه تنظيم داعش على طريق خناصر…\n"
        "لماذا قصفت الطائرات الروسية أسواق مدينة سراقب؟\n"
        "قصف صاروخي مصدره القوات التركية والفصائل الموالية لها يطال ريف مدينة منبج الشمالي وقرى في محيط بلدة العريمة القريبة من\n"
    )
    assert [m.place_name_en for m in extract(text, DAY).mentions if m.kind == "physical"] == ["Morek"]


COLUMN = (
    "كيف نحمي أبناءنا؟\n"
    "لماذا نصمت حين يقتل المتطرفون الأبرياء ويفجرون المساجد في مدننا؟ هل نسأل أنفسنا حقا من أين جاؤوا؟\n"
    "لا شك أن الفكر هو أصل المشكلة، وربما يظن الناس أن الأمن وحده يكفي، لكن الحقيقة أننا لم نعالج الأفكار بعد.\n"
    "نعم، لقد هاجمت عصاباتهم الجنود في كل مكان ودمرت البيوت، بل إنها تقتل الإنسان باسم الدين، وهكذا يخسر المجتمع أجمل ما فيه.\n"
    "علينا جميعا أن نعلم الصغار معنى الرحمة، أقول هذا لكم وأنا أرى كل ذلك الألم."
)
REPORTED = (
    "قتلى في تفجير استهدف مسجدا في قندهار\n"
    "فجر مسلحون من تنظيم الدولة الإسلامية عبوة ناسفة داخل مسجد في قندهار أمس فقتل تسعة مصلين وأصيب عشرون.\n"
    "وقال خطيب المسجد: لماذا يقتلون الناس؟ هل هذا دين؟ نحن لا نعلم من أين جاؤوا، لكن الله معنا جميعا."
)


def test_a_column_that_argues_about_terror_reports_nothing() -> None:
    assert physical(COLUMN) == []


def test_a_report_that_quotes_a_mourner_stays_a_report() -> None:
    assert [m.place_name_en for m in physical(REPORTED)] == ["Kandahar"]
