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
