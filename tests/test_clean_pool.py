"""Pages are cleaned in processes with limits: a bad page costs itself only."""

from collections.abc import Iterator

import pytest

from tasks.clean.pool import CleanPool, Limits
from tests.clean_pages import CAPTURED, STORY, document, story_page


@pytest.fixture(scope="module")
def pool() -> Iterator[CleanPool]:
    with CleanPool(workers=1, limits=Limits(seconds=4.0, mebibytes=400, pages=3)) as pool:
        yield pool


def run(pool: CleanPool, *payloads: tuple[bytes, str]) -> list[str]:
    documents = [(payload, document(payload, kind)) for payload, kind in payloads]
    cleaned = pool.clean(documents, captured_at=CAPTURED, batch_id="b1")
    return [c.article.extractor.split("-")[0] if c.article else c.issues[0].kind for c in cleaned]


def test_results_come_in_the_order_given_and_text_needs_no_worker(pool: CleanPool) -> None:
    page, text = (story_page().encode(), "text/html"), (STORY.encode(), "text/plain")
    assert run(pool, page, text, (b"", "text/html"), page) == ["trafilatura", "text", "empty-payload", "trafilatura"]


def test_a_worker_that_died_between_two_batches_is_replaced(pool: CleanPool) -> None:
    # each page of a batch, and of all batches after it, ended in a broken pipe
    (worker,) = pool._workers
    worker._process.kill()
    worker._process.join()
    assert run(pool, (story_page().encode(), "text/html")) == ["trafilatura"]


def test_page_over_its_memory_is_quarantined_and_the_next_is_read(pool: CleanPool) -> None:
    swollen = b"<html><body>" + b"<p>" + b"a\xd9\x80 " * 15_000_000
    kinds = run(pool, (swollen, "text/html"), (story_page().encode(), "text/html"))
    assert kinds[0] in {"page-too-big", "oversized-page", "page-kills-reader"}
    assert kinds[1] == "trafilatura"


def test_page_over_its_time_is_quarantined_and_the_next_is_read() -> None:
    with CleanPool(workers=1, limits=Limits(seconds=0.0)) as pool:
        assert run(pool, (story_page().encode(), "text/html")) == ["page-too-slow"]
        assert run(pool, (STORY.encode(), "text/plain")) == ["text"]
