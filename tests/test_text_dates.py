"""Dates in sentences: what names a day, which day that is, and what only looks like a date."""

import os
import re
import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.text.calendars import day_of, month_span, shift_months, year_of
from tasks.text.date_patterns import PATTERNS, Pattern
from tasks.text.date_report import fixed_weekday, tell_reference, tell_weekday, tell_year
from tasks.text.dates import find_dates, resolve
from tasks.text.normal import normalise


def spans(text: str, reference: str | None, language: str = "ar") -> list[str]:
    day = date.fromisoformat(reference) if reference else None
    resolved = [resolve(phrase, day) for phrase in find_dates(text, language=language)]
    return [str(r.start) if r.start == r.end else f"{r.start}/{r.end}" for r in resolved if r]


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        # the four month systems and their double names
        ("اقتحم الجنود المخيم في 9 حزيران 2019", None, "2019-06-09"),
        ("اقتحم الجنود المخيم في 9 جوان 2019", None, "2019-06-09"),
        ("اقتحم الجنود المخيم في 9 يونيو/حزيران 2019", None, "2019-06-09"),
        ("وقع ذلك في 11 غشت 2018", None, "2018-08-11"),
        ("وقع ذلك يوم ٢٢ كانون الأول/ديسمبر ٢٠١٧", None, "2017-12-22"),
        # without a year
        ("انهار السد يوم 19 آذار", "2020-04-02", "2020-03-19"),
        ("انهار السد يوم 30 كانون الأول", "2021-01-04", "2020-12-30"),
        ("تفتح المعابر في 6 حزيران المقبل", "2020-05-28", "2020-06-06"),
        ("قصف الحي في 29 فبراير الماضي", "2024-03-03", "2024-02-29"),
        ("وصل الوفد السبت (14 أيار)", "2022-05-16", "2022-05-14"),
        # weekdays
        ("قصفت البلدة السبت", "2022-05-14", "2022-05-14"),
        ("قصفت البلدة السبت الماضي", "2022-05-14", "2022-05-07"),
        ("قصفت البلدة يوم الإثنين", "2022-05-14", "2022-05-09"),
        ("يجتمع المجلس الأربعاء المقبل", "2022-05-14", "2022-05-18"),
        ("تواصل القصف يومي الخميس والجمعة", "2022-05-14", "2022-05-12/2022-05-13"),
        ("تواصل القصف من الثلاثاء إلى الجمعة", "2022-05-14", "2022-05-10/2022-05-13"),
        # nights
        ("سمعت انفجارات ليل الخميس الجمعة", "2022-05-14", "2022-05-12/2022-05-13"),
        ("سمعت انفجارات ليلة الخميس على الجمعة", "2022-05-14", "2022-05-12/2022-05-13"),
        ("سقطت القذائف ليلة الجمعة 6 من أيار", "2022-05-14", "2022-05-06"),
        ("سقطت القذائف ليل الجمعة السبت 6-7 أيار", "2022-05-14", "2022-05-06/2022-05-07"),
        ("سمعت انفجارات الليلة الماضية", "2022-05-14", "2022-05-13/2022-05-14"),
        # days beside today
        ("أعلن ظهر اليوم السبت", "2022-05-14", "2022-05-14"),
        ("أعلن اليوم الجمعة", "2022-05-14", "2022-05-13"),
        ("قتل مساء أمس", "2022-05-14", "2022-05-13"),
        ("قتل قبل أربعة أيام", "2022-05-14", "2022-05-10"),
        ("يبدأ التبادل غداً", "2022-05-14", "2022-05-15"),
        # windows
        ("خلال الـ36 ساعة الماضية", "2022-05-14", "2022-05-12/2022-05-14"),
        ("خلال الأيام الخمسة الأخيرة", "2022-05-14", "2022-05-09/2022-05-14"),
        ("في الأسبوعين الماضيين", "2022-05-14", "2022-04-30/2022-05-14"),
        # weeks, months, parts, seasons, years
        ("خلال الشهر المنصرم", "2022-05-14", "2022-04-01/2022-04-30"),
        ("أوائل الشهر الحالي", "2022-05-14", "2022-05-01/2022-05-10"),
        ("في أواسط تموز 2021", None, "2021-07-11/2021-07-20"),
        ("نهاية شباط الماضي", "2022-05-14", "2022-02-21/2022-02-28"),
        ("خريف عام 2013", None, "2013-09-01/2013-11-30"),
        ("الربع الثاني من عام 2021", None, "2021-04-01/2021-06-30"),
        ("سنة 2006", None, "2006-01-01/2006-12-31"),
        ("الأسبوع الثاني من آذار 2022", None, "2022-03-08/2022-03-14"),
        # spans
        ("بين 11 و14 حزيران 2020", None, "2020-06-11/2020-06-14"),
        ("من 28 نيسان إلى 3 أيار 2020", None, "2020-04-28/2020-05-03"),
        ("12-15 أيار 2021", None, "2021-05-12/2021-05-15"),
        ("منذ الأحد", "2022-05-14", "2022-05-08/2022-05-14"),
        # words of days
        ("في الثالث عشر من نيسان", "2020-04-20", "2020-04-13"),
        ("في السابع والعشرين من رجب 1444", None, "2023-02-18"),
        ("في غرة آذار 2021", None, "2021-03-01"),
        ("يوم 7 الجاري", "2020-04-20", "2020-04-07"),
        ("في العشرين من الشهر الماضي", "2020-04-02", "2020-03-20"),
        ("لليوم الخامس على التوالي", "2020-04-20", "2020-04-20"),
        # of another year, of no year
        ("في 15 آذار من العام الماضي", "2022-05-14", "2021-03-15"),
        ("أواخر آذار", "2022-05-14", "2022-03-21/2022-03-31"),
        ("في نوفمبر", "2022-05-14", "2021-11-01/2021-11-30"),
        ("في آخر 36 ساعة", "2022-05-14", "2022-05-12/2022-05-14"),
        ("الشتاء الماضي", "2022-05-14", "2021-12-01/2022-02-28"),
        ("صيف العام الماضي", "2022-05-14", "2021-06-01/2021-08-31"),
        ("خلال شهري شباط وآذار الماضيين", "2022-05-14", "2022-02-01/2022-03-31"),
        ("منذ مطلع العام الجاري", "2022-05-14", "2022-01-01/2022-05-14"),
        ("في 26 من أيلول من العام 2014", "2022-05-14", "2014-09-26"),
        ("في شهر أيلول من عام 2014", "2022-05-14", "2014-09-01/2014-09-30"),
        ("يوم السبت الماضي 7 أيار", "2022-05-14", "2022-05-07"),
        ("في الواحد والعشرين من نيسان", "2022-05-14", "2022-04-21"),
        # today with its date, and from then until today
        ("صباح اليوم الجمعة 14 تموز/ يوليو 2017", None, "2017-07-14"),
        ("من مساء الخميس حتى صباح اليوم السبت", "2022-05-14", "2022-05-12/2022-05-14"),
        ("ليل السبت وفجر الأحد", "2022-05-14", "2022-05-14/2022-05-15"),
        ("الليلة قبل الماضية", "2022-05-14", "2022-05-12/2022-05-13"),
        ("قصفت البلدة الليل قبل الماضي", "2022-05-14", "2022-05-12/2022-05-13"),
        ("غارات في ساعة متأخرة من البارحة الأولى", "2022-05-14", "2022-05-12/2022-05-13"),
        # a name that is also a verb is a month where its other name follows
        ("اندلعت الحرب في مارس آذار", "2022-05-14", "2022-03-01/2022-03-31"),
        # the year in words, which is no length of time
        ("تطارده الشرطة منذ العام ألفين وخمسة", "2022-05-14", "2005-01-01/2022-05-14"),
        # what the verb says: still to come, still going on
        ("ستبدأ الهدنة السبت", "2022-05-14", "2022-05-14"),
        ("ستبدأ الهدنة الجمعة", "2022-05-14", "2022-05-20"),
        ("ستبدأ الهدنة في 20 حزيران", "2022-05-14", "2022-06-20"),
        ("سيرد على الهجوم الذي وقع الجمعة", "2022-05-14", "2022-05-13"),
        ("استهدفوا سيارة الجمعة", "2022-05-14", "2022-05-13"),
        ("يحاصره المسلحون منذ يومين", "2022-05-14", "2022-05-12/2022-05-14"),
        ("أوقف الرجل منذ يومين", "2022-05-14", "2022-05-12"),
        # the era
        ("5 محرم 1440 هـ", None, "2018-09-15"),
    ],
)
def test_words_that_name_days(text: str, reference: str | None, expected: str) -> None:
    assert spans(text, reference) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "انطلقت الصفارات عند الساعة 18,20",
        "حلقت على ارتفاع 12 كيلومترا",
        "انتهى اللقاء 4-2",
        "أصيب أحدهم قرب سوق الخميس",
        "تظاهروا في ميدان 23 يوليو",
        "قال حزب 9 نيسان",
        "في ذكرى مجزرة 8 شباط",
        "مارس المحققون ضغوطا",
        "رمضان قال ذلك",
        "قناة روسيا اليوم",
        "وفي اليوم التالي عادوا",
        "كل جمعة وكل يوم أحد",
        "في 31 حزيران 2020",
        "حتى اليوم لم يعودوا",
        "قبل يومين من الهدنة",
        "قبل أيام",
        "لم يكن أحد هناك",
        "خلال السنوات الماضية",
        "في 15 آذار من العام نفسه",
        "اليوم الـ50 للحرب",
        "منذ 7 أكتوبر",
        "في مارس 15 قتيلا",
        "شتاء 2013",
        "قبل يوم واحد من الهدنة",
        "في أيار",
        "القرار 242 لعام 1967",
        "القانون الصادر عام 2014",
        "حرب تموز 2006",
        "عشية 18 حزيران",
        "السبت الأسود",
        "خطيب الجمعة",
        "العلاقة بين الاثنين",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert spans(text, "2022-05-14") == []


def test_two_days_that_do_not_follow_each_other_are_no_span() -> None:
    assert spans("تظاهروا الثلاثاء والخميس", "2022-05-14") == ["2022-05-10", "2022-05-12"]


@pytest.mark.parametrize(
    "text", ["قصفت السبت", "قتل أمس", "خلال الشهر الماضي", "يوم 7 الجاري", "قبل ثلاثة أيام", "في 9 حزيران"]
)
def test_relative_words_without_a_reference_have_no_days(text: str) -> None:
    assert spans(text, None) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("shelled the town on 14 May", "en", "2022-05-14"),
        ("shelled on Friday night into Saturday", "en", "2022-05-13/2022-05-14"),
        ("over the past three days", "en", "2022-05-11/2022-05-14"),
        ("in October 2019", "en", "2019-10-01/2019-10-31"),
        ("killed two weeks ago", "en", "2022-04-30"),
        ("between 3 and 5 April 2022", "en", "2022-04-03/2022-04-05"),
        ("overnight into Saturday", "en", "2022-05-13/2022-05-14"),
        ("late last month", "en", "2022-04-21/2022-04-30"),
        ("from May 1 to May 7", "en", "2022-05-01/2022-05-07"),
        ("the first week of April 2022", "en", "2022-04-01/2022-04-07"),
        ("for a third consecutive day", "en", "2022-05-14"),
        ("vendredi dernier", "fr", "2022-05-13"),
        ("le 2 février 2021", "fr", "2021-02-02"),
        ("au cours des 48 dernières heures", "fr", "2022-05-12/2022-05-14"),
        ("du 3 au 5 avril 2022", "fr", "2022-04-03/2022-04-05"),
        ("le mois dernier", "fr", "2022-04-01/2022-04-30"),
    ],
)
def test_other_languages_with_the_same_grammar(text: str, language: str, expected: str) -> None:
    assert spans(text, "2022-05-14", language) == [expected]


def test_a_report_may_tell_its_own_day() -> None:
    assert tell_reference(find_dates("أعلن أمس الخميس 13 تموز 2017 عن الهدنة")) == date(2017, 7, 14)
    assert tell_reference(find_dates("أعلن اليوم الجمعة")) is None


def test_the_words_of_a_date_are_a_slice_of_the_text() -> None:
    text = "قُصف\u00a0الحي يوم ٩\u200f حَزيران\u00a0٢٠١٩، ثم عاد"
    (phrase,) = find_dates(text)
    assert text[phrase.start : phrase.end] == "٩\u200f حَزيران\u00a0٢٠١٩"


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_day_written_out_reads_back(day: date) -> None:
    months = "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول"
    assert spans(f"{day.day} {months.split(',')[day.month - 1]} {day.year}", None) == [str(day)]
    assert spans(f"{day.day:02d}/{day.month:02d}/{day.year}", None) == [str(day)]
    assert spans(day.isoformat(), None) == [str(day)]


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_latest_on_or_before_the_reference(reference: date, weekday: int) -> None:
    name = ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"][weekday]
    (said,) = spans(f"قصفت البلدة {name}", reference.isoformat())
    found = date.fromisoformat(said)
    assert found.weekday() == weekday
    assert timedelta(0) <= reference - found < timedelta(7)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Anchorage"])
def test_days_do_not_depend_on_the_zone_of_the_machine(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    assert spans("قتل مساء أمس", "2022-05-14") == ["2022-05-13"]
    monkeypatch.undo()
    time.tzset()


@given(st.text(alphabet=st.sampled_from("٣1 2/-.,()الأحدمايوقبليوم0\n")))
def test_any_text_gives_phrases_in_order_and_real_days(text: str) -> None:
    end = 0
    for phrase in find_dates(text):
        assert end <= phrase.start < phrase.end <= len(text)
        end = phrase.end
        resolved = resolve(phrase, date(2022, 5, 14))
        assert resolved is None or resolved.start <= resolved.end


@given(st.dates(date(1925, 1, 1), date(2068, 12, 31)))
def test_the_hijri_table_covers_each_day_once_and_follows_the_moon(day: date) -> None:
    year = year_of("hijri", day)
    assert year is not None
    months = [span for month in range(1, 13) if (span := month_span("hijri", year, month))]
    assert sum(first <= day <= last for first, last in months) == 1
    for first, _ in months:
        # Mean new moon (Meeus, chapter 49): a month begins up to about three days after it.
        lunation = round((first - date(2000, 1, 6)).days / 29.530588861)
        new_moon = 0.26 + lunation * 29.530588861
        assert -0.6 < (first - date(2000, 1, 6)).days + 0.6 - new_moon < 3.7


@pytest.mark.parametrize("piece", ["الصيف ", "الاثنين و", "5 من ", "U ", "منذ ", "1/1/1 ", "في ", "ستبدأ "])
def test_a_hostile_phrase_costs_no_more_than_its_length(piece: str) -> None:
    def seconds(times: int) -> float:
        shadow = normalise(piece * times)
        begun = time.process_time()
        find_dates(shadow)
        return time.process_time() - begun

    seconds(100)
    assert min(seconds(2_400) for _ in range(3)) < 12 * min(seconds(600) for _ in range(3)) + 0.05


def test_a_language_that_we_do_not_know_has_dates_in_digits_only() -> None:
    assert spans("5 июня 2019, 2019-06-05", None, "ru") == ["2019-06-05"]


def test_days_that_no_calendar_has() -> None:
    assert day_of("hijri", 1442, 2, 30) is None or month_span("hijri", 1442, 2) is not None
    assert day_of("gregorian", 2015, 2, 29) is None
    assert shift_months(date(2024, 3, 31), -1) == date(2024, 2, 29)


def test_a_hostile_text_costs_no_more_than_its_length() -> None:
    def seconds(times: int) -> float:
        shadow = normalise("بين 3 و7 من الاثنين (1) 12-12-12 خلال " * times)
        begun = time.process_time()
        find_dates(shadow)
        return time.process_time() - begun

    seconds(20)
    assert min(seconds(600) for _ in range(3)) < 12 * min(seconds(150) for _ in range(3)) + 0.05


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.rule_id)
@settings(max_examples=20)
@given(data=st.data())
def test_whatever_a_rule_matches_has_the_letters_that_it_needs(pattern: Pattern, data: st.DataObject) -> None:
    beside = re.compile(r"\(\?<?[=!](?:\[[^\]]*\]|[^()\[\]])*\)")  # what stands around a match is no part of it
    row = data.draw(st.from_regex(beside.sub("", pattern.regex.pattern), fullmatch=True))
    assert pattern.needs
    assert not any(group.isdisjoint(row) for group in pattern.needs)


def test_a_text_without_a_date_tells_its_weekday() -> None:
    for text, weekday in {
        "قصف اليوم الأحد": 7,
        "بيان صدر أمس السبت": 7,
        "فجر اليوم، الاثنين 4 من تموز": 1,
        "قصف الأحد": None,
    }.items():
        assert tell_weekday(find_dates(text)) == weekday, text
    assert tell_weekday(find_dates("اليوم الأحد، ثم اليوم الاثنين")) is None


@pytest.mark.parametrize(
    ("text", "today", "weekday"),
    [("اليوم الأحد", None, 7), ("أمس", 7, 6), ("أمس", None, None), ("الثلاثاء الماضي", None, 2), ("الجمعة 12 آب", None, 5),
     ("12 آب", 7, None)],
)  # fmt: skip
def test_a_phrase_has_a_weekday_where_words_or_the_report_tell_it(
    text: str, today: int | None, weekday: int | None
) -> None:
    (phrase,) = find_dates(text)
    assert fixed_weekday(phrase, today) == weekday


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت طائرة البلدة فجر اليوم الجمعة 22 تموز، وكان القصف توقف في آذار من عام 2022.", date(2022, 7, 22)),
        ("أصيب رجل أمس السبت 6 تشرين الثاني. وسبق ذلك اتفاق في آذار 2020.", date(2021, 11, 7)),
        ("قصفت طائرة البلدة فجر اليوم الجمعة 22 تموز.", None),
        ("أصيب راع اليوم الاثنين 3 نيسان. وسقط ستون قتيلا منذ بداية العام الحالي 2023 في آذار 2021.", date(2023, 4, 3)),
        ("أصيب راع اليوم 3 نيسان، وكان العام الفائت 2022 أقسى على الأهالي.", date(2023, 4, 3)),
        ("أصيب راع اليوم الاثنين 3 نيسان. مراسلنا (@rasid) April 3, 2023. هدنة آذار 2024", date(2023, 4, 3)),
        ("أصيب راع اليوم الثلاثاء 3 نيسان. وسقط ستون قتيلا منذ بداية العام الحالي 2023.", None),  # a Monday
        ("قصفت طائرة البلدة فجر اليوم الجمعة 22 تموز، كما في عام 2022.", None),  # a year alone is mostly history
        ("قصفت طائرة البلدة فجر اليوم الجمعة 22 تموز، وكان القصف توقف في آذار 2018.", None),  # nor 2018 nor 2019 fits
    ],
)
def test_a_weekday_and_a_year_in_the_text_date_the_report(text: str, expected: date | None) -> None:
    assert tell_year(find_dates(text), opening=120) == expected


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("انفجرت عبوة بعد منتصف ليل السبت", "on"),
        ("دارت اشتباكات بعد منتصف ليل السبت- الأحد", "on"),
        ("قصفت البلدة قبل منتصف ليل الخميس", "on"),
        ("وقع الهجوم بعد فجر أمس", "on"),
        ("وقع الهجوم بعد يوم الجمعة", "after"),
    ],
)
def test_after_midnight_of_a_night_is_in_that_night(text: str, relation: str) -> None:
    (phrase,) = find_dates(text)
    assert phrase.relation == relation


def test_a_town_that_looks_like_a_verb_of_the_future_dates_nothing_ahead() -> None:
    assert spans("عملية في مدينة سيفاري في وسط البلاد لا تزال متواصلة مساء الجمعة", "2015-08-08") == ["2015-08-07"]
