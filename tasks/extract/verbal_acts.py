"""Speech acts told by a word of their own: ندد, دعا إلى, التقى, مباحثات بين.

The speaker is found as for a verb of speech; a word that is joined to the one before goes on with the last speaker.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from schemas.mention import Mention, Span
from tasks.extract.background import is_of_year
from tasks.extract.saying_span import Saying
from tasks.extract.speech import Heard
from tasks.extract.speech_cues import all_cues, first_cue
from tasks.extract.speech_marks import numbers_within
from tasks.extract.speech_page import Page
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import VerbalForm
from tasks.extract.verbal_parties import Act, find_target
from tasks.extract.verbal_pointing import find_pointed
from tasks.extract.verbal_sides import capital_at
from tasks.extract.verbal_speakers import ActLine, opens_sentence, speakers_of_act
from tasks.extract.verbal_talks import sides_of_talks

_DAY_BEHIND = 24  # characters behind the speaker in which the day may stand
_LONGEST = 400  # characters of evidence
_CUE_REACH = 16
_SIDES_REACH = 14
_BEFORE_ACT = 40
_PARTICLES = "ولبفس"
_JOINING = "وف"
_TWO = 2
_TALKS = "Talks"
_DEALING = frozenset({_TALKS, "Agreement"})
_AND = "و"
_ANONYMOUS = 4  # tokens in which an act is about the speaker's own name


def find_acts(heard: Heard, physical: Sequence[Mention]) -> Iterator[Saying]:
    """Yield the speech acts that words of verbal_triggers.tsv tell, in order of the text.

    Who performed one may go on in his sentence, and at the beginning of the next (كما دعا إلى).
    """
    spoke: list[Source] = []
    for first, last in heard.page.bounds:
        before, spoke = spoke, []
        told = numbers_within(heard.page.marked.acts, first, last)
        if not told or is_of_year(heard.page.text, heard.page.tokens[first].start):  # half of all sentences
            continue
        line = ActLine(heard=heard, physical=physical, page=heard.page, reading=heard.reading, first=first, last=last)
        for at in told:
            for form in forms_at(heard.page, at):
                sources = speakers_of_act(line, form, at, spoke or (before if opens_sentence(line, at) else []))
                saying = _spoken(line, form, at, sources)
                if saying is not None:
                    spoke = sources or spoke
                    yield saying
                    break


def forms_at(page: Page, at: int) -> tuple[VerbalForm, ...]:
    """Return what a word may be as a speech act of its own, also with a joining particle."""
    verbal, norm = page.words.verbal, page.norms[at]
    found = verbal.get(norm)
    if found is None and norm[0] in _JOINING and page.filler(at) != "thing":
        found = verbal.get(norm[1:])
    return found or ()


def _spoken(line: ActLine, form: VerbalForm, at: int, sources: Sequence[Source]) -> Saying | None:
    page = line.page
    negated = at > line.first and page.filler(at - 1) == "negation"
    if at > line.first and _is_no_act(line, form, at):
        return None
    if form.shape == "bound" and page.norms[at] == page.bare(at):
        return None
    if negated != (form.kind == "negated") or not has_cue(page, form, at, line.last):
        return None
    if form.kind == "noun" or (form.verbal == _TALKS and form.plural and not sources):
        return _talks(line, form, at)
    if form.verbal in _DEALING and len(sources) == 1:
        sources = [*sources, *_partners(page, sources[0], line.last)]
    if not sources or _is_anonymous(line, at) or (form.shape == "masdar" and not _has_object(page, sources, line.last)):
        return None
    return _worded(line, form, sources, at)


def _is_no_act(line: ActLine, form: VerbalForm, at: int) -> bool:
    """Tell whether a word is the noun of its letters (أي طلب), or what others wish: تأمل المنظمات أن يحث الرئيس."""
    page = line.page
    if form.shape == "perfect":
        return page.particle(at - 1, "quantifier")
    if form.verbal in _DEALING:
        return False  # من المقرر أن يلتقي: talks to come
    return form.shape == "imperfect" and page.opens_clause(at - 1, "that")


def _partners(page: Page, source: Source, last: int) -> list[Source]:
    """Return who is joined to the subject of talks by a capital: تبدأ أنقرة وموسكو مباحثات."""
    at = source.last
    capital = capital_at(page, at) if at < last and at not in page.named else None
    if capital is None or capital.prefix != _AND:
        return []
    token = page.tokens[at]
    text = page.text[token.start + len(_AND) : token.end]
    return [replace(source, entity_id=capital.entity_id, text=text, start=token.start, end=token.end, last=at + 1)]


def _is_anonymous(line: ActLine, at: int) -> bool:
    """Tell whether a source asks not to be named: رفض الكشف عن اسمه is no news."""
    tokens = line.page.tokens
    end = tokens[min(at + _ANONYMOUS, line.last - 1)].end
    return first_cue(line.heard.cues, line.reading, (tokens[at].start, end), "anonymous") is not None


def _has_object(page: Page, sources: Sequence[Source], last: int) -> bool:
    """Tell whether something follows the name behind a noun: in رفض الاحتلال، the name itself is the object."""
    after = sources[-1].last
    return after < last and page.norms[after][0].isalnum() and page.norms[after][0] != "و"


def has_cue(page: Page, form: VerbalForm, at: int, last: int) -> bool:
    """Tell whether the word that a speech act asks for follows it in the clause."""
    cues = form.cues
    if not cues:
        return True
    particles, pairs = _particles_and_pairs(cues)
    for index in range(at + 1, min(last, at + _CUE_REACH)):
        norm = page.norms[index]
        if norm in cues or norm.lstrip(_PARTICLES) in cues or norm.startswith(particles):
            return True
        if pairs and " ".join(page.norms[index : index + 2]) in cues:
            return True
    return False


@cache
def _particles_and_pairs(cues: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    """Return the cues of one letter, which are written onto their word, and whether any cue has two words."""
    return tuple(cue for cue in cues if len(cue) == 1), any(" " in cue for cue in cues)


def _worded(line: ActLine, form: VerbalForm, sources: Sequence[Source], at: int) -> Saying:
    page = line.page
    start = page.tokens[at].start
    own = sources[0].start
    if page.tokens[line.first].start <= own < start and _adjoins(page, max(s.end for s in sources), at):
        start = own
    end = page.tokens[_stop(page, at, line.last) - 1].end
    end = min(end, start + _LONGEST)
    ids = tuple(s.entity_id for s in sources if s.entity_id)
    after = max(page.tokens[at].end, max(s.end for s in sources) if own >= page.tokens[at].start else 0)
    act = Act(verbal=form.verbal, speakers=ids, span=Span(start=after, end=max(after, end)), content=after)
    target = find_target(line.heard, line.physical, act)
    if target is None and (form.shape == "bound" or form.kind == "backed"):
        target = find_pointed(page, (line.first, at), ids)
    return Saying(
        verbal=form.verbal,
        actor_ids=tuple(dict.fromkeys(ids)),
        actor_text=sources[0].text,
        target_ids=(target.entity_id,) if target and target.entity_id else (),
        target_text=(target.text or None) if target else None,
        start=start,
        opening=min(end, after + _DAY_BEHIND),
        end=end,
        status=_status(line, start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )


def _adjoins(page: Page, offset: int, at: int) -> bool:
    """Tell whether a speaker who ends at an offset stands right before a verb; else he only goes on with it."""
    index = at - 1
    while index >= 0 and page.tokens[index].start >= offset:
        if page.norms[index][0].isalnum() and not page.filler(index):
            return False
        index -= 1
    return True


def _stop(page: Page, at: int, last: int) -> int:
    """Return the token at which the next speech act begins."""
    for index in range(at + 2, last):
        joined = page.norms[index] != page.bare(index)
        if joined and (index in page.verbs or forms_at(page, index)):
            return index
    return last


def _status(line: ActLine, start: int, end: int) -> str:
    """Return planned where the words before the act say that it is still to come."""
    first = max(line.page.tokens[line.first].start, start - _BEFORE_ACT)
    ahead = all_cues(line.heard.cues, (first, end), ("ahead", "plan"))
    return "planned" if ahead else "asserted"


def _talks(line: ActLine, form: VerbalForm, at: int) -> Saying | None:
    """مباحثات بين X و Y: talks have two sides; talks named again with the article are no news."""
    page = line.page
    sides = sides_of_talks(page, (line.first, line.last), at)
    ids = tuple(dict.fromkeys(side.entity_id for side in sides if side.entity_id))
    if len(ids) < _TWO:
        return None
    first = max(line.first, at - _SIDES_REACH)
    last = min(line.last, at + _SIDES_REACH)
    start, end = page.tokens[first].start, page.tokens[last - 1].end
    places = [found for side in sides if (found := page.text.find(side.text, start, end)) >= 0]
    spans = [page.tokens[at].start, *places]
    stop = max([page.tokens[at].end, *(place + len(side.text) for place, side in zip(places, sides, strict=False))])
    return Saying(
        verbal=form.verbal,
        actor_ids=ids,
        actor_text=sides[0].text,
        target_ids=(),
        target_text=None,
        start=min(spans),
        opening=stop,
        end=stop,
        status=_status(line, page.tokens[at].start, page.tokens[at].end),
        rule_id=f"verbal.{form.trigger_id}",
    )
