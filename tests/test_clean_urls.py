"""The dedupe key merges what is one story and never what may be two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.clean.kit import build_kit
from tasks.clean.urls import dedupe_url, same_story
from tasks.knowledge import load_knowledge

RULES = build_kit(load_knowledge()).urls


def key(url: str) -> str | None:
    return dedupe_url(url, RULES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a/7", "https://www.example.org/a/7/"),
        ("https://m.example.org/a/7", "https://example.org/a/7"),
        ("https://mobile.example.org/a/7", "https://EXAMPLE.org/a/7"),
        ("https://amp.example.org/a/7", "https://example.org/a/7/amp/"),
        ("https://example.org/a/7.amp.html", "https://example.org/a/7.html"),
        ("https://example.org/a/7?amp=1", "https://example.org/a/7?outputType=amp"),
        ("https://www.google.com/amp/s/example.org/a/7", "https://example.org/a/7"),
        ("https://example-org.cdn.ampproject.org/c/s/example.org/a/7", "https://example.org/a/7"),
        ("https://example.org/a/7?utm_source=x&utm_medium=y", "https://example.org/a/7"),
        ("https://example.org/a/7?fbclid=z&gclid=1", "https://example.org/a/7#comments"),
        ("https://example.org/a?storyid=5&utm_campaign=x", "https://example.org/a?storyid=5"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/%d8%ae%d8%a8%d8%b1", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://example.org/خبر", "https://example.org/%D8%AE%D8%A8%D8%B1"),
        ("https://مثال.إختبار/a", "https://xn--mgbh0fb.xn--kgbechtv/a"),
        ("https://example.org:443/a/./b/../7", "https://example.org/a//7"),
        ("https://example.org/a;jsessionid=AB12?x=1", "https://example.org/a?x=1"),
        ("https://example.org/a/index.html", "https://example.org/a"),
    ],
)
def test_variants_of_one_address_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)
    assert key(one) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a.aspx?storyid=5", "https://example.org/a.aspx?storyid=6"),
        ("https://example.org/?p=5", "https://example.org/?p=6"),
        ("https://example.org/a?id=5&page=1", "https://example.org/a?id=5&page=2"),
        ("https://example.org/A7", "https://example.org/a7"),
        ("https://ar.example.org/7", "https://en.example.org/7"),
        ("https://example.org/7", "https://example.net/7"),
        ("https://example.org:8080/7", "https://example.org/7"),
        ("https://example.org/#!/7", "https://example.org/#!/8"),
        ("https://m.org/7", "https://org/7"),
    ],
)
def test_addresses_that_may_be_two_stories_keep_two_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("url", ["file:a.txt", "", "ftp://example.org/a", "https://", "http://[::1/", "mailto:a@b.c"])
def test_what_is_no_web_address_has_no_key(url: str) -> None:
    assert key(url) is None


@given(st.text(max_size=40))
def test_key_of_a_key_is_the_key(path: str) -> None:
    once = key(f"https://example.org/{path}")
    if once is not None:
        assert key(once) == once


@pytest.mark.parametrize(
    ("url", "canonical", "believed"),
    [
        ("https://m.example.org/a/7", "https://example.org/a/7", True),
        ("https://example.org/a/7", "https://example.org/", False),
        ("https://example.org/a.aspx?storyid=57", "https://example.org/a.aspx", False),
        ("https://example.org/a?storyid=57", "https://example.org/story/57", True),
        ("https://example.org/a/7", "https://other.net/a/7", False),
        ("file:a.html", "https://example.org/a/7", True),
        ("https://example.org/a/7", "/a/7", False),
    ],
)
def test_canonical_address_is_believed_only_if_it_names_the_story(url: str, canonical: str, *, believed: bool) -> None:
    assert same_story(url, canonical) is believed
