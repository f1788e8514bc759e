"""Dates that pages and feeds print: the day of publication, and lines that carry another day."""

from datetime import date, datetime

import pytest

from tasks.text.printed_dates import resolve_printed_date


def printed(text: str, country: str = "", language: str = "ar", reference: str = "") -> str | None:
    known = (
        (datetime.fromisoformat(reference) if "T" in reference else date.fromisoformat(reference))
        if reference
        else None
    )
    found = resolve_printed_date(text, country=country, language=language, reference=known)
    return str(found.start) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نشر في: الأحد 21 تموز 2019 - 14:35", "2019-07-21"),
        ("بيروت - 21 تموز (وكالة) 2019", "2019-07-21"),
        ("آخر تحديث: 22/07/2019، تاريخ النشر: 21/07/2019", "2019-07-21"),
        ("18 ذو القعدة 1440 هـ الموافق 21 يوليو 2019 م", "2019-07-21"),
        ("18-11-1440", "2019-07-21"),
        ("2019-07-21T23:59:00Z", "2019-07-21"),
        ("21.7.2019", "2019-07-21"),
        ("21/يوليو/2019", "2019-07-21"),
        ("يوليو 21, 2019", "2019-07-21"),
        ("21 / 07 / 2019", "2019-07-21"),
        ("نشر في الفجر يوم 21 - 07 - 2019", "2019-07-21"),
    ],
)
def test_the_day_of_publication(text: str, expected: str) -> None:
    assert printed(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "اليوم: الأحد 21 تموز 2019",
        "الآن 21 تموز 2019",
        "جميع الحقوق محفوظة 21 تموز 2019",
        "طقس الأحد 21 تموز 2019: الطقس حار",
        "1970-01-01T00:00:00Z",
        "31/06/2019",
        "21 تموز",
        "منذ ساعة",
        "تاريخ الميلاد 21 تموز 1979",
        "مقالات ذات صلة 21 تموز 2019",
        "© 21 تموز 2019",
        "2133-01-01",
    ],
)
def test_lines_that_print_no_day_of_publication(text: str) -> None:
    assert printed(text) is None


def test_relative_words_need_the_moment_of_capture() -> None:
    assert printed("منذ 5 ساعات", reference="2019-07-21T03:10:00+03:00") == "2019-07-20"
    assert printed("منذ 5 ساعات", reference="2019-07-21") is None
    assert printed("منذ ساعة و 50 دقيقة", reference="2019-07-21T03:10:00+03:00") is None
    assert printed("قبل 3 أيام", reference="2019-07-21") == "2019-07-18"


def test_no_page_is_from_the_future() -> None:
    assert printed("25 تموز 2019", reference="2019-07-21") is None
    assert printed("22 تموز 2019", reference="2019-07-21") == "2019-07-22"


def test_digits_on_an_english_page_need_a_country() -> None:
    assert printed("05/06/2019", language="en") is None
    assert printed("05/06/2019", country="US", language="en") == "2019-05-06"
    assert printed("05/06/2019", country="GB", language="en") == "2019-06-05"
    assert printed("25/06/2019", language="en") == "2019-06-25"
    assert printed("05/06/2019", language="ar") == "2019-06-05"


@pytest.mark.parametrize(
    ("text", "language", "instant"),
    [
        ("21 تموز 2019 الساعة 02:35 م بتوقيت بيروت", "ar", "2019-07-21T14:35:00+03:00"),
        ("21 تموز 2019 12:10 ص (القاهرة)", "ar", "2019-07-21T00:10:00+02:00"),
        ("21 يوليو 2019، 18:05 (GMT+3)", "ar", "2019-07-21T18:05:00+03:00"),
        ("Sun, 21 Jul 2019 18:05:09 +0200", "en", "2019-07-21T18:05:09+02:00"),
        ("2019-07-21T18:05:00-05:00", "en", "2019-07-21T18:05:00-05:00"),
        ("21 juillet 2019 18h05 GMT", "fr", "2019-07-21T18:05:00+00:00"),
        ("09:47 GMT 21.07.2019 (محدثة: 10:11 GMT 21.07.2019)", "ar", "2019-07-21T09:47:00+00:00"),
    ],
)
def test_a_clock_with_a_zone_gives_the_instant(text: str, language: str, instant: str) -> None:
    found = resolve_printed_date(text, language=language)
    assert found is not None
    assert found.instant == datetime.fromisoformat(instant)


def test_a_clock_without_a_zone_gives_none() -> None:
    found = resolve_printed_date("21 تموز 2019 - 18:05")
    assert found is not None
    assert found.instant is None


def test_a_weekday_that_does_not_fit_is_a_doubt_not_another_day() -> None:
    found = resolve_printed_date("الاثنين 21 تموز 2019")
    assert found is not None
    assert (str(found.start), found.doubt) == ("2019-07-21", "weekday_conflict")


def test_a_feed_may_speak_english_in_any_language() -> None:
    found = resolve_printed_date("Sun, 21 Jul 2019 18:05:00 GMT", language="ar", feed=True)
    assert found is not None
    assert found.start == date(2019, 7, 21)
