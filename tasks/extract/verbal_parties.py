"""To whom or against whom something is said: who is asked, who is blamed, with whom one talks, whose charge is denied.

A demand has an addressee, which stands beside the verb and not in what is demanded; blame falls on who did the deed,
not on whom it hit; talks have two sides; a denial answers who raised the charge; a plain statement has no target.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.mention import Mention, Span
from tasks.extract.denial_words import side_of
from tasks.extract.lexicon import Trigger
from tasks.extract.reading import starts_of, within
from tasks.extract.speech import Heard
from tasks.extract.speech_page import NamedAt, Page, bisect_left_at
from tasks.extract.speech_source import read_sources
from tasks.extract.verbal_counterpart import find_counterpart
from tasks.extract.verbal_sides import Party, capital_at, party_at, sides_beside

_ADDRESSED = frozenset({"Demand", "Request", "Notification", "Warning", "Threat", "Authorisation"})
_BLAMING = frozenset({"Accusation", "Criticism", "Refusal", "Demand", "Threat", "Support"})
_DEALING = frozenset({"Talks", "Agreement"})
_HIT = frozenset({"civilians", "children", "women", "people", "community", "medics", "journalists"})
_BESIDE = 14  # tokens between a verb and whom it addresses
_CONTENT = 12  # tokens in which the words name who is blamed
_PARTNER = 16  # tokens between a meeting and its other side
_CHARGES = 24  # tokens of a denial in which it names the charges
_AROUND = 1500  # characters around a denial in which the charge is raised
_LONG_QUOTE = 4
_COMMAS = "،,"
_DESCRIBED = 6  # tokens of a description of those addressed
_PRINTING = frozenset({"outlet", "agency"})
_BODIES = frozenset({"un-body", "organisation"})
_FOR = frozenset({"ل", "لل"})
_ATTACHED = "بل"
_SHORTEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A saying whose other side is looked for: its sub-type and speakers, and its words behind verb and speaker.

    `content` is where what is said begins; whom it is said to may stand before.
    """

    verbal: str
    speakers: tuple[str, ...]
    span: Span
    content: int


def find_target(heard: Heard, physical: Sequence[Mention], act: Act) -> Party | None:
    """Return the other side of a saying, None where the words name none."""
    page = heard.page
    starts = starts_of(heard.reading.tokens)
    first, stop = bisect_left_at(starts, act.span.start), bisect_left_at(starts, act.span.end)
    said = bisect_left_at(starts, act.content)
    if act.verbal == "Denial":
        return _quoted_accuser(page, (first, stop)) or _accuser(heard, act)
    if act.verbal in _DEALING:
        return _partner(page, first, stop, act) or _counterpart(heard, first, stop, act)
    found = _addressee(page, first, stop, act) if act.verbal in _ADDRESSED else None
    return found or (_blamed(heard, physical, act, (said, stop)) if act.verbal in _BLAMING else None)


def _addressee(page: Page, first: int, stop: int, act: Act) -> Party | None:
    """Return who is asked, warned or told: beside the verb, before what is asked of him.

    Phrases of time and place may stand between, and another name of the speaker in brackets: دعا في كلمة ألقاها في
    المدينة الفصائل إلى. Who prints the words is not whom they address.
    """
    index, last = first, min(first + _BESIDE, stop)
    while index < last:
        if page.norms[index] == "(":
            index = next((i for i in range(index, last) if page.norms[i] == ")"), index) + 1
            continue
        named = page.named.get(index) or capital_at(page, index)
        if named is not None and named.kind not in _PRINTING and _is_addressed(page, index, named, act):
            if named.entity_id not in act.speakers:
                return party_at(page, index, named)
        elif _begins_content(page, index) or page.particle(index, "relative"):
            return _described(page, first, index)
        elif page.norms[index] in _COMMAS and index + 1 in page.marked.acts:
            return None  # وحذرت المنظمة من كارثة، وحثت فلانا: whom the next act addresses
        index += 1
    return None


def _is_addressed(page: Page, index: int, named: NamedAt, act: Act) -> bool:
    """Tell whether a name stands as the one addressed: bare, behind ل, or as the body before which a text is laid."""
    if act.verbal == "Request" and named.kind in _BODIES:
        return True
    if named.prefix == "ب":  # أبلغ العاملين بالسفارة
        return act.verbal == "Notification" and index > 0 and page.any_noun(index - 1) is not None
    return named.prefix in {"", *_FOR} and not _hangs(page, index)


def _described(page: Page, first: int, stop: int) -> Party | None:
    """Return whom only a description names, right before what is asked: دعا المدنيين في الحي إلى الخروج."""
    relative = stop < len(page.norms) and page.particle(stop, "relative")  # دعا الدول التي تحارب الحركة إلى
    if stop >= len(page.norms) or not (relative or page.particle(stop, "toward")):
        return None
    while first < stop and (page.filler(first) == "time" or page.filler(first) == "aside"):
        first += 1
    definite = first < stop and (page.norms[first].startswith("ال") or page.particle(first, "quantifier"))
    known = any(index in page.named or index in page.verbs for index in range(first, stop))
    if not definite or known or stop - first > _DESCRIBED:
        return None
    start, end = page.slice(first, stop)
    return Party(None, page.text[start:end])


def _hangs(page: Page, index: int) -> bool:
    """Tell whether a name stands right behind a preposition other than من: طلبت بغداد من واشنطن."""
    return index > 0 and page.filler(index - 1) == "preposition" and not page.particle(index - 1, "from")


def _begins_content(page: Page, index: int) -> bool:
    norm = page.norms[index]
    if page.particle(index, "quantifier"):
        return False
    quoted = page.quote_ends.get(index, index) - index > _LONG_QUOTE
    attached = norm[0] in _ATTACHED and len(norm) > _SHORTEST and index not in page.named
    return quoted or attached or page.particle(index, "toward") or page.opens_clause(index, "that", "himself")


def _blamed(heard: Heard, physical: Sequence[Mention], act: Act, tokens: tuple[int, int]) -> Party | None:
    """Return who did the deed that the words are about: first who is named in them and was not hit himself."""
    page = heard.page
    told = [m for m in physical if _begins_in(m, act.span)]
    doers = [actor for m in told for actor in m.actor_ids if actor not in act.speakers]
    hit = {target for m in told for target in m.target_ids} - set(doers)
    for index in range(tokens[0], min(tokens[0] + _CONTENT, tokens[1])):
        if page.filler(index) == "conjunction" or page.particle(index, "relative"):
            break  # رفض التعليق، بينما قالت المعارضة
        named = page.named.get(index) or capital_at(page, index)
        if named is None or named.kind in _HIT or named.entity_id in hit or _is_own(heard, named.entity_id, act):
            continue
        if named.prefix == "و" or _was_hit(page, index, named) or _is_where(page, index, tokens[0]):
            continue
        party = _as_state(heard, index, party_at(page, index, named))
        if act.verbal != "Demand" or party.entity_id != named.entity_id or named.entity_id in doers:
            return party
        return None  # whom a demand is about is not whom it is made to, but who is to stop a deed
    return Party(doers[0], "") if doers else None


def _is_own(heard: Heard, entity_id: str, act: Act) -> bool:
    """Tell whether a name is that of a speaker or of his state: قال كيربي إن الولايات المتحدة تشعر بالقلق."""
    return entity_id in act.speakers or entity_id in {side_of(speaker, heard.reading) for speaker in act.speakers}


def _was_hit(page: Page, index: int, named: NamedAt) -> bool:
    """Tell whether words make a name the one who was hit: قتل فلان جريمة حرب, الحرب على أوكرانيا."""
    before = index - 1
    killed = named.kind == "person" and page.tokens[before].start in page.news
    return before >= 0 and (killed or page.particle(before, "on"))


def _is_where(page: Page, index: int, first: int) -> bool:
    """Tell whether a name only says where: انتقد من باكو الدول التي, أدان نائب في البرلمان الهجوم."""
    before = index - 1
    if before < first or not page.particle(before, "within"):
        return False
    return before == first or not page.particle(before, "from")


def _begins_in(mention: Mention, span: Span) -> bool:
    starts = (mention.evidence_start, *(more.start for more in mention.more_evidence))
    return mention.kind == "physical" and any(span.start <= start < span.end for start in starts)


def _as_state(heard: Heard, index: int, party: Party) -> Party:
    """Return the state where a deed is named by its adjective: who blames الغارات الروسية blames Russia."""
    start = heard.page.tokens[index].start
    deed = any(
        isinstance(match.payload, Trigger) for match in within(heard.reading.words, start, start + len(party.text))
    )
    state = (party.entity_id or "").partition("-")[0]
    return Party(state, party.text) if deed and state in heard.page.words.states else party


def _partner(page: Page, first: int, stop: int, act: Act) -> Party | None:
    """Return with whom one talks or agrees: the side behind مع, else the object of the verb."""
    last = min(first + _PARTNER, stop)
    at = next((i for i in range(first, last) if page.particle(i, "with")), None)
    if at is None:
        return _addressee(page, first, stop, act) or _allowed(page, first, stop)
    others = [side for side in sides_beside(page, at + 1, stop) if side.entity_id not in act.speakers]
    return others[0] if others else None


def _counterpart(heard: Heard, first: int, stop: int, act: Act) -> Party | None:
    """Return with whose counterpart one talks: التقى الوزير نظيره الروسي."""
    known = heard.reading.lexicon.entities.known
    found = find_counterpart(heard.page, (first, min(first + _PARTNER, stop)), act.speakers, known)
    return Party(*found) if found is not None else None


def _allowed(page: Page, first: int, stop: int) -> Party | None:
    """Return to whom something is granted: وافق على السماح للجيش الأميركي."""
    for index in range(first, min(first + _BESIDE, stop)):
        named = page.named.get(index)
        if named is not None and named.prefix in _FOR:
            return party_at(page, index, named)
    return None


def _quoted_accuser(page: Page, tokens: tuple[int, int]) -> Party | None:
    """Return who stands behind the charges that a denial names: اتهامات وسائل إعلام غربية."""
    for index in range(tokens[0], min(tokens[0] + _CHARGES, tokens[1] - 1)):
        if not (page.particle(index, "charge") or page.particle_for(index, "charge")):
            continue
        named = page.named.get(index + 1)
        if named is not None and named.prefix == "":
            return party_at(page, index + 1, named)
        noun = page.noun(index + 1)
        found = read_sources(page, index + 1, tokens[1], loose=False) if noun is not None else []
        if found and noun is not None and noun.kind == "media":
            return Party(found[0].entity_id, found[0].text)
    return None


def _accuser(heard: Heard, act: Act) -> Party | None:
    """Return who raised the charge that is denied, in the sentence of the denial or the ones around it."""
    sentence = heard.reading.sentence_at(act.span.start)
    start = bisect_left(heard.frames, act.span.start - _AROUND, key=lambda f: f.trigger_start)
    stop = bisect_left(heard.frames, act.span.end + _AROUND, lo=start, key=lambda f: f.trigger_start)
    for frame in heard.frames[start:stop]:
        away = abs(heard.reading.sentence_at(frame.trigger_start) - sentence)
        if away <= 1 and frame.verbal_type == "Accusation" and frame.source_entity_id not in act.speakers:
            return Party(frame.source_entity_id, frame.source_text)
    return None
