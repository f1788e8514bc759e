"""Who is named in a text: actors, claimants, weapons and objects of attack, as ids with their words.

Three ways lead to an actor: a name of the lists (clitics apart), a demonym beside a noun of force or office
(الطيران الروسي, وزارة الدفاع التركية, مصدر أمني عراقي), and a doubtful word that its neighbours or the story settle
(التحالف, القاعدة, قوات النظام); offices and titles before a name are taken in (entity_offices.py). What cannot be
settled is left out: a missing actor is better than a false one.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from tasks.extract.entity_context import Found, is_locative, word_after, word_before, word_start
from tasks.extract.entity_data import entity_rows
from tasks.extract.entity_demonyms import demonyms_after
from tasks.extract.entity_echo import bare_forces, second_mentions
from tasks.extract.entity_index import EntityIndex
from tasks.extract.entity_offices import GROUP, STORY_COUNTRY, TROOPS, in_apposition, with_roles
from tasks.extract.entity_page import Candidate, Page
from tasks.extract.entity_stand_ins import capitals, doubtful_names, the_latter
from tasks.text.match import Matcher
from tasks.text.normal import Shadow

__all__ = ["EntityHit", "EntityIndex", "entity_rows", "find_entities", "find_objects", "find_weapons"]

_SHOTS = "shots"
_COUNTED: Final = frozenset({"m", "p"})
_MANY: Final = "p"
_WOMAN: Final = "f"
_AND: Final = "و"
_DUAL: Final = ("ين", "ان")
_SENDING: Final = frozenset({"person", "un-body"})
_MEN: Final = "group"
"""Slot of the men of a people that is no country: قيادي حوثي names the Houthis, قيادي فلسطيني nobody."""


class EntityHit(NamedTuple):
    """One entity named in a text: `text` is its words, `start` to `end` in the text, `norm_*` in the normal form.

    `rule_id` tells how it was read: name, locative (a state named as a place), people, capital, demonym:PATTERN,
    story-country:PATTERN, doubtful:READING, second-mention, or ROLE-of (spokesman-of, forces-of, head-of ...) where the
    words in front name an office or a part of it (story-country:ROLE-of where the office bears no country). `band`: of
    which it is a wing or a man.
    """

    entity_id: str
    kind: str
    start: int
    end: int
    norm_start: int
    norm_end: int
    text: str
    rule_id: str
    band: str = ""


def find_entities(
    shadow: Shadow, index: EntityIndex, *, country: str | None = None, home: Callable[[], str | None] | None = None
) -> tuple[EntityHit, ...]:
    """Return the actors that a text names, in order, none overlapping another.

    `country` (code in small letters) is the country of the story where the caller knows it; else it is judged from
    the text and stays open where two countries are near each other. `home` is asked where nothing named tells it.
    """
    page = Page(shadow, index, country, home)
    first = list(_candidates(page))
    first += in_apposition(page, first)
    led = with_roles(page, first)
    first += led + with_roles(page, [c for c in led if c.rule_id == GROUP])  # متمردو حركة إم23
    first += in_apposition(page, [c for c in first if c.rule_id.endswith("-of")], first)
    kept = _keep_longest(page, first)
    again = [*second_mentions(page, kept), *bare_forces(page, kept)]
    kept = _keep_longest(page, [*kept, *again, *with_roles(page, again)])
    kept = _keep_longest(page, [*kept, *the_latter(page, kept)]) if page.of["latter"] else kept
    return tuple([_hit(page, candidate) for candidate in kept])


def _candidates(page: Page) -> Iterator[Candidate]:
    yield from _read_names(page)
    for head in page.of["head"]:
        yield from _read_institution(page, head)
    peoples = (m for m in page.of["adjective"] if _is_counted(page, m) or _is_side(page, m))
    for match in (*page.of["people"], *peoples):
        yield Candidate(match.norm_start, match.norm_end, _slot(page, match.payload.value, "people"), "people")
    yield from capitals(page)
    yield from doubtful_names(page)


def _read_names(page: Page) -> Iterator[Candidate]:
    """Yield each name of the lists; a state that "and" joins to one named as a place is one: في العراق وسوريا."""
    place = -1
    for match in page.of["name"]:
        entity_id = match.payload.value
        state = page.index.kinds[entity_id] == "state"
        if state and _describes_men(page, match):
            continue  # قوات كردية سورية
        joined = match.proclitics == _AND and word_start(match) == place + 1
        named = state and (joined or is_locative(match, page.norm, page.index))
        place = match.norm_end if named else place
        yield Candidate(match.norm_start, match.norm_end, entity_id, "locative" if named else "name")


def _is_counted(page: Page, match: Found) -> bool:
    """Tell whether a number counts people: 20 فلسطينيا, خمسة فلسطينيين.

    The accusative of a people may be a state's name: 20 سوريا.
    """
    if match.payload.agreement not in _COUNTED or match.payload.definite or match.proclitics:
        return False
    if not page.index.demonyms[match.payload.value].is_country:
        return False  # محور الفوج 46 غربي حلب: the west, nobody from there
    state = ("name", match.norm_start) in page.at
    number = word_before(page.norm, match.norm_start)
    spelt = {number, number.removeprefix(_AND)}  # إصابة ثلاثة سوريين و13 فلسطينيا
    counted = any(word.isdigit() or word in page.index.numerals for word in spelt)
    return not state and (counted or _are_two(page, match))


def _describes_men(page: Page, match: Found) -> bool:
    """Tell whether the name of a state is an adjective behind that of a people: قوات كردية سورية."""
    told = [m for m in page.of["adjective"] if m.payload.agreement == _WOMAN and not m.payload.definite]
    adjective = any(m.norm_start == match.norm_start and m.norm_end == match.norm_end for m in told)
    return adjective and not match.proclitics and any(m.norm_end == match.norm_start - 1 for m in told)


def _is_side(page: Page, match: Found) -> bool:
    """Tell whether a people in the plural is the first of two sides: مواجهات بين فلسطينيين والجيش."""
    if match.payload.agreement != _MANY or match.payload.definite or match.proclitics:
        return False
    if not page.index.demonyms[match.payload.value].is_country:
        return False
    other = word_after(page.norm, match.norm_end)
    return word_before(page.norm, match.norm_start) in page.index.between and other.startswith(_AND)


def _are_two(page: Page, match: Found) -> bool:
    """Tell whether "two" stands right behind a people in the dual: أوقفت المخابرات سوريين اثنين."""
    dual = page.norm.endswith(_DUAL, match.norm_start, match.norm_end)
    return dual and word_after(page.norm, match.norm_end) in page.index.numerals


def _slot(page: Page, code: str, slot: str) -> str:
    """Return the entity of a people's slot; a people that is no country is one actor whatever the slot."""
    demonym = page.index.demonyms[code]
    entity_id = f"actor:{code}-{slot}"
    if not demonym.is_country or slot == "state" or entity_id not in page.index.known:
        return demonym.entity_id
    return entity_id


def _read_institution(page: Page, head: Found) -> Iterator[Candidate]:
    pattern_id, agreement, definite = head.payload.value, head.payload.agreement, head.payload.definite
    pattern = page.index.patterns[pattern_id]
    joined = False
    for adjective, gap in demonyms_after(page, head):
        joined = True
        if pattern.slot and not (pattern.slot == _MEN and page.index.demonyms[adjective.payload.value].is_country):
            start = adjective.norm_start if word_start(adjective) != adjective.norm_start else head.norm_start
            entity_id = _slot(page, adjective.payload.value, pattern.slot)
            if pattern.deed == _SHOTS and page.index.kinds[entity_id] == "state":
                entity_id = _slot(page, adjective.payload.value, "people")  # برصاص فلسطيني: no army of theirs
            yield Candidate(start, adjective.norm_end, entity_id, f"demonym:{pattern_id}{gap}")
    if joined:
        return
    if not definite:
        for state in page.after(head.norm_end, "name"):
            known = state.payload.value.removeprefix("actor:") in page.index.demonyms  # الفاتيكان has no adjective
            if known and page.index.kinds[state.payload.value] == "state" and not state.proclitics:
                entity_id = _slot(page, state.payload.value.removeprefix("actor:"), pattern.slot)
                yield Candidate(head.norm_start, state.norm_end, entity_id, f"demonym:{pattern_id}")
    elif pattern.bare == "def" and page.country and agreement:
        entity_id = page.force_of_story(pattern.slot)
        if entity_id in page.index.known:
            yield Candidate(head.norm_start, head.norm_end, entity_id, f"{STORY_COUNTRY}{pattern_id}")


_LAST_OF_EQUALS = {"name": 1, "people": 2}
_ARMY = "army"


def _preference(page: Page, candidate: Candidate) -> tuple[int, int, int, bool, bool, str]:
    """Order candidates: leftmost, longest; of equal spans the one read without a gap, bare names and peoples last.

    The spokesman of "the army" is that of the army told before (الجيش السوداني ... المتحدث باسم الجيش), not of any.
    """
    rule_id = candidate.rule_id
    whose = page.index.known[candidate.entity_id]
    sent = rule_id == TROOPS and whose.kind in _SENDING  # قوات الاتحاد الأفريقي in Somalia have a name of their own
    last = 1 if sent else _LAST_OF_EQUALS.get(rule_id, 0)
    any_army = whose.kind == _ARMY and whose.country is None
    return candidate.start, -candidate.end, last, any_army, rule_id.endswith("+"), candidate.entity_id


def _keep_longest(page: Page, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the leftmost and longest; of equal spans, what the story settles before the bare name of a kind."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: _preference(page, c)):
        if not kept or candidate.start >= kept[-1].end:
            kept.append(candidate)
    return kept


def _kind(page: Page, candidate: Candidate) -> str:
    """Return what a name is: قوات حفتر, قوات الأمم المتحدة fight, though the id is that of whose they are."""
    kind = page.index.kinds[candidate.entity_id]
    return "forces" if kind in _SENDING and candidate.rule_id.endswith(TROOPS) else kind


def _hit(page: Page, candidate: Candidate) -> EntityHit:
    first = candidate.start  # للجيش: the second ل is what is left of the article; the quote keeps the word whole
    first -= int(page.norm[max(0, first - 1) : first + 1] == "لل")
    start, end = _close_quote(page.shadow.text, *page.bare.span(first, candidate.end))
    return EntityHit(  # by position: called with names, it would make a dictionary of them first
        candidate.entity_id,
        _kind(page, candidate),
        start,
        end,
        page.shadow.at(start),
        page.shadow.at(end),
        page.shadow.text[start:end],
        candidate.rule_id,
        page.index.bands.get(candidate.entity_id, ""),
    )


_CLOSING = frozenset('»”)"')


def _close_quote(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the closing mark of a quotation that opens inside it."""
    if text[end : end + 1] not in _CLOSING:
        return start, end
    for opening, closing in ("«»", "“”", "()", '""'):
        inside = text[start:end]
        odd = inside.count('"') % 2 if opening == closing else inside.count(opening) > inside.count(closing)
        if odd and text[end : end + 1] == closing:
            return start, end + 1
    return start, end


def _find_things(shadow: Shadow, matcher: Matcher[str], index: EntityIndex) -> tuple[EntityHit, ...]:
    kinds, text = index.kinds, shadow.text
    return tuple(
        [
            EntityHit(
                m.payload, kinds[m.payload], m.start, m.end, m.norm_start, m.norm_end, text[m.start : m.end], "name"
            )
            for m in matcher.find(shadow)
        ]
    )


def find_weapons(shadow: Shadow, index: EntityIndex) -> tuple[EntityHit, ...]:
    """Return the weapons and platforms that a text names, in order, the longest name of each."""
    return _find_things(shadow, index.weapons, index)


def find_objects(shadow: Shadow, index: EntityIndex) -> tuple[EntityHit, ...]:
    """Return the objects of attack that a text names, in order, the longest name of each."""
    return _find_things(shadow, index.objects, index)
