"""By what words a denial names an event again: the kind of the deed, where it was, or a thing of it.

Some name a happening which no list knows: نفى سقوط أي من طائراته, أنكرت إطلاق الرصاص الحي. It opens with a word of
happening (cue `deed`) and shares a thing with the sentence of the event, the planes or the live rounds. Names of
parties and places are no such thing, for all that an article tells shares them.
"""

from schemas.mention import Mention, Span
from tasks.extract.lexicon import Casualty, Trigger
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import first_cue
from tasks.extract.speech_frame import Frame
from tasks.text.match import Match

_ATTACKS = frozenset(
    ("strike", "assault", "attack", "shelling", "air-drone-strike", "blast", "armed-clash", "remote-explosive")
)
_FAMILIES = {
    "attack": _ATTACKS,
    "killed": frozenset({"killed", "killing"}),
    "taken": frozenset({"arrests", "abduction", "detained", "abducted"}),
}
_VIOLENT = frozenset({"Battles", "Explosions/Remote violence", "Violence against civilians"})
_FORCE = "Excessive force against protesters"
_PROVINCE, _COUNTRY = 4, 6  # UCDP precision of an area
_OPENING, _REACH = 2, 8  # tokens of a denial in which the word of happening and the thing stand
_STEM = 4  # letters that tell a thing, whatever is written onto it
_MUNITION, _TROOPS, _NEAR = "munition", "troops", 40  # characters behind a word in which shells stand
_JOINED = ("وال", "بال", "كال", "لل", "ال")


def things_denied(frame: Frame, heard: Heard) -> frozenset[str]:
    """Return the things of which a denial speaks behind a word of happening; none where it opens with another."""
    reading, scope = heard.reading, frame.scope[0]
    at = first_cue(heard.cues, reading, (scope.start, scope.end), "deed", _OPENING)
    at = used_at(frame, heard) if at is None else at
    if at is None:
        return frozenset()
    spoken = within(reading.tokens, at, scope.end)[1 : _REACH + 1]
    if not spoken:
        return frozenset()
    named = [(e.start, e.end) for e in within(reading.entities, at, spoken[-1].end)]
    named += [(p.start, p.end) for p in within(reading.places, at, spoken[-1].end)]
    apart = {offset for start, end in named for offset in range(start, end)}
    told = [t for t in spoken if t.start not in apart and not _is_site(t.norm, reading)]
    return frozenset(stem for t in told if (stem := _stem(t.norm)) is not None)


def used_at(frame: Frame, heard: Heard) -> int | None:
    """Return where a denial opens with the use of a thing, which is of the deeds of the speaker's side alone.

    نفت الشرطة استخدام الرصاص is of her shots; نفت الحركة استخدام المستشفى لأغراض عسكرية denies no raid on it.
    """
    return first_cue(heard.cues, heard.reading, (frame.scope[0].start, frame.scope[0].end), "use", _OPENING)


def _is_site(norm: str, reading: Reading) -> bool:
    """Tell whether a word is that of a kind of place: نفى سقوط المدينة is of no clash in it."""
    bare = next((norm[len(p) :] for p in _JOINED if norm.startswith(p)), norm)
    return bool(reading.lexicon.gazetteer.cues.value("class", bare))


def shares_thing(things: frozenset[str], mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether a sentence of an event names one of the things, by words that are not those of the denial."""
    starts = (mention.evidence_start, *(span.start for span in mention.more_evidence))
    sentences = (reading.sentences[reading.sentence_at(start)] for start in starts)
    return bool(things) and any(
        _stem(token.norm) in things
        for s in sentences
        for token in within(reading.tokens, s.start, s.end)
        if frame.covers(token.start, token.end) <= 0
    )


def names_site(sites: frozenset[str], mention: Mention, frame: Frame, reading: Reading) -> bool:
    """Tell whether a passage of an event names one of the things that a denial says were hit: الهجوم على الحافلة."""
    spans = ((mention.evidence_start, mention.evidence_end), *((s.start, s.end) for s in mention.more_evidence))
    told = (thing for start, end in spans for thing in within(reading.objects, start, end))
    return bool(sites) and any(o.entity_id in sites and frame.covers(o.start, o.end) <= 0 for o in told)


def _stem(norm: str) -> str | None:
    bare = next((norm[len(p) :] for p in _JOINED if norm.startswith(p)), norm)
    return bare[:_STEM] if len(bare) >= _STEM and bare.isalpha() else None


def kinds_of(mention: Mention, reading: Reading, span: Span) -> set[str]:
    """Return what kinds of deeds a passage of an event tells; one that tells the dead of a raid alone tells of it."""
    kinds = kinds_in(reading, span)
    violent = mention.event_type in _VIOLENT or mention.sub_event_type == _FORCE
    return kinds | {"attack"} if kinds == {"killed"} and violent else kinds


def kinds_in(reading: Reading, span: Span) -> set[str]:
    """Return what kinds of deeds words name; all that attack are one kind, all that kill or take men others."""
    kinds = set[str]()
    for word in within(reading.words, span.start, span.end):
        if not _is_complete(word, reading):
            continue
        kind = word.payload.measure if isinstance(word.payload, Casualty) else word.payload.event
        kinds.add(next((one for one, meant in _FAMILIES.items() if kind in meant), kind))
    return kinds - {"none", "result", ""}


def _is_complete(word: Match[Trigger | Casualty], reading: Reading) -> bool:
    """Tell whether what a word must have beside it to tell a deed is there: إطلاق صواريخ; not إطلاق سجناء, ما نشرته."""
    needs = word.payload.needs.split(",")
    if _MUNITION in needs:
        return bool(within(reading.weapons, word.end, word.end + _NEAR))
    return _TROOPS not in needs


def lies_in(mention: Mention, place: PlaceHit, reading: Reading) -> bool:
    """Tell whether an event was at a place, in the town whose quarter is told, or in the province or country."""
    name = reading.text[place.name_start : place.name_end]
    if mention.place_text is not None and name in mention.place_text.split():
        return True  # غارة على حي السكري في حلب; لم نقصف حلب
    if place.precision == _COUNTRY:
        return place.country is not None and place.country == mention.country
    if place.precision == _PROVINCE:
        return place.admin1 is not None and place.admin1 == mention.admin1
    return place.place_id == mention.place_id
