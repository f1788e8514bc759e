"""What cleaning doubts or refuses, by name, and the `issue` rows of it."""

from dataclasses import dataclass

from schemas.batch import Issue
from schemas.document import Document
from schemas.ids import content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One doubt about a document: `kind` is a short name, `severity` quarantine, doubt or note."""

    kind: str
    severity: str
    message: str
    next_step: str
    text: str | None = None


class RefusalError(Exception):
    """A document becomes no article; `doubt` says why."""

    def __init__(self, kind: str, message: str, next_step: str) -> None:
        super().__init__(message)
        self.doubt = Doubt(kind=kind, severity="quarantine", message=message, next_step=next_step)


def issue_row(doubt: Doubt, document: Document, *, batch_id: str, article_id: str | None = None) -> Issue:
    """Return the `issue` row of a doubt."""
    return Issue(
        issue_id=content_id("clean", doubt.kind, document.document_id, None),
        stage="clean",
        kind=doubt.kind,
        severity=doubt.severity,
        source_id=document.source_id,
        url=document.final_url or document.url,
        document_id=document.document_id,
        article_id=article_id,
        mention_id=None,
        text=doubt.text,
        start=None,
        end=None,
        message=doubt.message,
        next_step=doubt.next_step,
        batch_id=batch_id,
    )
