"""Pages that look like pages but are no articles: each is refused by its name, and real articles are not."""

import pytest

from tests.clean_pages import clean, page, story_page

PARAGRAPH = "<p>" + "كلمة أخرى في هذه الصفحة التي لا تقول شيئا. " * 4 + "</p>"


def kinds(markup: str, **told: object) -> list[str]:
    return [issue.kind for issue in clean(markup, "text/html", **told).issues if issue.severity == "quarantine"]


@pytest.mark.parametrize(
    ("head", "body", "kind"),
    [
        ("<title>Just a moment...</title>", "<p>Checking your browser before accessing the site.</p>", "bot-wall"),
        ("<title>Access Denied</title>", "<p>You do not have permission to view this page.</p>", "bot-wall"),
        ("<title>الصفحة غير موجودة - مرصد</title>", PARAGRAPH, "soft-404"),
        ("<title>Page not found</title>", "<p>Try the search.</p>", "soft-404"),
        ("<title>عفوا</title>", "<p>عفوا، هذه الصفحة لم تعد موجودة أو نقلت إلى عنوان آخر.</p>", "soft-404"),
        ("<title>خبر</title>", PARAGRAPH + "<p>هذا المقال للمشتركين فقط.</p>", "paywall-stub"),
        ("<meta http-equiv='refresh' content='0; url=https://example.org/a'>", "<p>Moved.</p>", "redirect-page"),
    ],
)
def test_page_is_refused_by_name(head: str, body: str, kind: str) -> None:
    assert kinds(page(body, head)) == [kind]


def test_list_of_links_is_an_index_page() -> None:
    links = "".join(
        f"<p><a href='/{n}'>عنوان الخبر رقم {n} عن حال الطريق إلى الميناء القديم</a></p>" for n in range(30)
    )
    assert kinds(page(f"<div>{links}</div>")) == ["index-page"]


def test_error_status_is_no_article_whatever_it_says() -> None:
    assert kinds(story_page(), http_status=503) == ["http-error"]


def test_headline_that_begins_like_a_refusal_is_news() -> None:
    assert kinds(story_page(head="<title>Blocked roads keep aid from three northern villages</title>")) == []


def test_article_is_not_refused() -> None:
    assert kinds(story_page()) == []
