"""Documents and pages for the tests of cleaning: our own words, no page of any outlet."""

from datetime import UTC, datetime

from schemas.document import Document
from schemas.ids import content_id
from tasks.clean.article import Cleaned, clean_document
from tasks.clean.template import SiteLines
from tasks.knowledge import load_knowledge

CAPTURED = datetime(2016, 1, 1, tzinfo=UTC)
STORY = (
    "أعلن قائد شرطة البلدة أن دورية تابعة له عثرت فجر اليوم على مخزن للذخيرة في مزرعة مهجورة قرب النهر.\n"
    "وأوضح في حديث إلى الصحفيين أن المخزن كان يضم صناديق من قذائف الهاون وعشرات البنادق القديمة.\n"
    "ونفى مجلس البلدة أن تكون المزرعة ملكا لأحد أعضائه، وقال إنه سيفتح تحقيقا في الأمر."
)


def document(payload: bytes, media_type: str = "text/plain", **told: object) -> Document:
    row = {
        "document_id": content_id(payload, media_type),
        "source_id": None,
        "url": "file:story",
        "final_url": None,
        "external_id": "story",
        "media_type": media_type,
        "charset": None,
        "http_status": None,
        "payload_sha256": "",
        "payload_bytes": len(payload),
        "title_hint": None,
        "published_hint": None,
        "language_hint": None,
        "feed_url": None,
        "fetched_at": CAPTURED,
        "warc_file": "a.warc.gz",
        "warc_offset": 0,
        "warc_bytes": 0,
        "batch_id": "b1",
    }
    return Document(**(row | told))  # type: ignore[arg-type]


def clean(text: str | bytes, media_type: str = "text/plain", **told: object) -> Cleaned:
    payload = text if isinstance(text, bytes) else text.encode()
    return clean_document(
        payload, document(payload, media_type, **told), load_knowledge(), captured_at=CAPTURED, batch_id="b1"
    )


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='ar'><head>{head}</head><body>{body}</body></html>"


def story_page(extra: str = "", head: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in (STORY + "\n" + STORY.replace("البلدة", "القرية")).split("\n"))
    return page(f"<article><h1>العثور على مخزن للذخيرة</h1>{paragraphs}{extra}</article>", head)


def clean_document_with(text: str, *, site: SiteLines) -> Cleaned:
    payload = text.encode()
    return clean_document(payload, document(payload), load_knowledge(), captured_at=CAPTURED, batch_id="b1", site=site)
