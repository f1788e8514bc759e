"""What the tests of fetching read: written for them."""

from datetime import UTC, datetime
from typing import Final

MOMENT: Final = datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
MOMENT_LATER: Final = datetime(2024, 5, 7, tzinfo=UTC)

RSS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>وكالة المثال</title><link>https://news.example/</link><language>ar</language>
<item><title>الخبر الأول</title><link>https://news.example/1</link><guid>guid-1</guid>
<pubDate>Fri, 02 Oct 2015 10:00:00 +0300</pubDate>
<content:encoded><![CDATA[<p>نص الخبر الأول كاملا، وفيه ما يكفي من الكلام.</p>]]></content:encoded></item>
<item><title>الخبر الثاني</title><link>https://news.example/2</link>
<description>&lt;p&gt;خلاصة الخبر الثاني&lt;/p&gt;</description></item>
</channel></rss>""".encode()

ATOM: Final = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ar"><title>وكالة المثال</title>
<entry><title>الخبر الأول</title><id>urn:x:1</id><link rel="enclosure" href="https://news.example/1.mp3"/>
<link rel="alternate" href="https://news.example/1"/><published>2015-10-02T10:00:00+03:00</published>
<content type="html">&lt;p&gt;نص الخبر الأول كاملا، وفيه ما يكفي من الكلام.&lt;/p&gt;</content></entry>
<entry><title>الخبر الثاني</title><id>urn:x:2</id><link href="https://news.example/2"/>
<updated>2015-10-02T11:00:00+03:00</updated><summary>خلاصة</summary></entry></feed>""".encode()

RDF: Final = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://news.example/"><title>وكالة المثال</title></channel>
<item rdf:about="https://news.example/1"><title>الخبر الأول</title><link>https://news.example/1</link>
<dc:date>2015-10-02T10:00:00+03:00</dc:date><content:encoded>نص الخبر الأول كاملا وفيه كلام</content:encoded></item>
<item rdf:about="https://news.example/2"><title>الخبر الثاني</title><link>https://news.example/2</link>
<description>خلاصة</description></item></rdf:RDF>""".encode()

JSON_FEED: Final = """{"version": "https://jsonfeed.org/version/1.1", "title": "وكالة المثال", "language": "ar",
 "items": [
{"id": "1", "url": "https://news.example/1", "title": "الخبر الأول", "date_published": "2015-10-02T10:00:00+03:00",
 "content_html": "<p>نص الخبر الأول كاملا</p>"},
{"id": 2, "url": "https://news.example/2", "title": "الخبر الثاني", "summary": "خلاصة"}]}""".encode()

NEWS_SITEMAP: Final = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/1</loc><news:news><news:publication><news:name>وكالة المثال</news:name>
<news:language>ar</news:language></news:publication><news:publication_date>2015-10-02T10:00:00+03:00</news:publication_date>
<news:title>الخبر الأول</news:title></news:news></url>
<url><loc> https://news.example/2 </loc><lastmod>2015-10-01</lastmod></url></urlset>""".encode()

SITEMAP_INDEX: Final = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/a.xml</loc><lastmod>2015-10-02</lastmod></sitemap>
<sitemap><loc>https://news.example/b.xml.gz</loc></sitemap></sitemapindex>"""
