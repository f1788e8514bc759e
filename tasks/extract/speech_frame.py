"""What a reporting frame is: who says something, through whom, in what tone, and which words of the text it governs."""

from dataclasses import dataclass

from schemas.mention import Span


@dataclass(slots=True, init=False, unsafe_hash=True)  # that of a dataclass stays Python in compiled code
class Frame:
    """One speaker's words in one article. Offsets point into the article's text.

    `source_text` are the words that name the speaker, which for a carried frame stand in an earlier sentence.
    `source_kind` is named, unnamed, document, media, name or evidence (صور: nobody speaks). `scope` is what the
    speaker says; `trigger` the verb or the phrase; `evidence` trigger, speaker and scope together within one
    sentence. `verbal_type` is the sub-type that the verb itself states (نفى: Denial); `news` tells that the saying
    is news whatever its content (an admission).
    """

    source_entity_id: str | None
    source_text: str
    source_start: int
    source_end: int
    source_kind: str
    via_entity_id: str | None
    stance: str
    verbal_type: str
    scope: tuple[Span, ...]
    trigger_start: int
    trigger_end: int
    evidence_start: int
    evidence_end: int
    rule_id: str
    carried: bool
    news: bool

    def __init__(
        self,
        *,
        source_entity_id: str | None,
        source_text: str,
        source_start: int,
        source_end: int,
        source_kind: str,
        via_entity_id: str | None,
        stance: str,
        verbal_type: str,
        scope: tuple[Span, ...],
        trigger_start: int,
        trigger_end: int,
        evidence_start: int,
        evidence_end: int,
        rule_id: str,
        carried: bool,
        news: bool = False,
    ) -> None:
        self.source_entity_id = source_entity_id
        self.source_text = source_text
        self.source_start = source_start
        self.source_end = source_end
        self.source_kind = source_kind
        self.via_entity_id = via_entity_id
        self.stance = stance
        self.verbal_type = verbal_type
        self.scope = scope
        self.trigger_start = trigger_start
        self.trigger_end = trigger_end
        self.evidence_start = evidence_start
        self.evidence_end = evidence_end
        self.rule_id = rule_id
        self.carried = carried
        self.news = news

    def covers(self, start: int, end: int) -> int:
        """Return how many characters of a span the speaker's words hold."""
        if len(self.scope) == 1:  # nearly always, and asked of every frame for every passage
            held = self.scope[0]
            return min(end, held.end) - max(start, held.start)
        return max((min(end, s.end) - max(start, s.start) for s in self.scope), default=0)

    @property
    def size(self) -> int:
        """Return how many characters the speaker's words are: the innermost frame is the smallest."""
        return sum(s.end - s.start for s in self.scope)
