"""Places that are named without their name: "الأراضي السورية", "العاصمة العراقية", "في المدينة" after a town.

The adjective of a country after a word of territory names the country or its capital. A definite class word alone,
set in by a preposition, points back to the last place of its kind. Which words do so is in `place_cues.tsv`.
"""

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from functools import lru_cache

from tasks.extract.gazetteer import ADMIN1, COUNTRY, SETTLEMENTS, Gazetteer, Named, PlaceEntry
from tasks.extract.place_choice import Evidence, Found
from tasks.extract.place_context import Context, PlaceCues, read_context
from tasks.extract.place_hit import PlaceHit, make_hit
from tasks.extract.place_role import judge_relation
from tasks.text.match import Match
from tasks.text.normal import Shadow, normal_form

_NEXT = 3
_ENDS, _COMMAS = ".؛\n", "،,"
_ARTICLE = "ال"
_BASE = "base"
_HOME = "origin"
_DEPARTURE = "departure"
_WORD = 20  # letters of the longest word before a place
ECHO_REACH = 700  # characters back to the place that is meant: about two paragraphs
ECHO_KINDS = {
    "settlement": SETTLEMENTS, "camp": frozenset({"camp"}), "admin1": frozenset({ADMIN1}),
    "airport": frozenset({"airport", "airbase"}), "base": frozenset({"base", "airbase"}),
    "quarter": frozenset({"neighbourhood", "suburb"}), "island": frozenset({"island"}), "dam": frozenset({"dam"}),
}  # fmt: skip
_PARTICLES = 8  # letters: more than are written onto any word
_SEAT = "seat"
_SOME = "some"  # قرى لبنانية: the word has no article, nor has the adjective
_SETTING = frozenset({"in", "near", "from", "to", "border"})


def territory_hits(demonyms: Sequence[Match[Named]], shadow: Shadow, gazetteer: Gazetteer) -> list[PlaceHit]:
    """Return countries and capitals named by their adjective; a border has both its countries as candidates."""
    hits: list[PlaceHit] = []
    for at, demonym in enumerate(demonyms):
        hit = _territory_hit(demonym, shadow, gazetteer)
        if hit is not None and hit.relation == "border" and at + 1 < len(demonyms):
            hit = _with_neighbour(hit, demonyms[at + 1])
        if hit is not None:
            hits.append(hit)
    return hits


def _with_neighbour(hit: PlaceHit, other: Match[Named]) -> PlaceHit:
    """Take the second adjective of a border into its hit: "الحدود السورية التركية"."""
    if other.word_start - hit.end > _NEXT or not hit.place_id:
        return hit
    neighbour = f"place:{other.payload.demonym.lower()}"
    return hit._replace(end=other.end, candidates=(hit.place_id, neighbour))


def _territory_hit(demonym: Match[Named], shadow: Shadow, gazetteer: Gazetteer) -> PlaceHit | None:
    end = demonym.norm_start - len(demonym.proclitics)
    found = _last_word(gazetteer).search(shadow.norm, max(0, end - 24), end)
    country = gazetteer.places.get(f"place:{demonym.payload.demonym.lower()}")
    if found is None or country is None:
        return None
    value = gazetteer.cues.value("territory", found["word"])
    if gazetteer.cues.means(demonym.proclitics, "the") == (value == _SOME):
        return None
    entry = gazetteer.places.get(country.capital_id) if value == "capital" else country
    if entry is None:
        return None
    match = _span(shadow, found.start("word"), demonym.norm_end)
    context = read_context(shadow.norm, found.start("word") - len(found["joined"]), demonym.norm_end, gazetteer.cues)
    name = Found(match, context, joined=False)
    relation = _territory_relation(value, name, entry, gazetteer)
    return make_hit(name, entry, ("place", relation, "territory"), shadow, gazetteer)


def _territory_relation(value: str, name: Found, entry: PlaceEntry, gazetteer: Gazetteer) -> str:
    if value == "border" or value.endswith("-of"):
        return value
    if name.context.cue("inside") is not None and _is_left(name, gazetteer):
        return "from"  # سقطت قذائف من داخل الأراضي اللبنانية: fired there, not fallen
    return judge_relation(name, entry, gazetteer.cues) or ("in" if entry.kind == COUNTRY else "")


def _is_left(name: Found, gazetteer: Gazetteer) -> bool:
    """Tell whether the word before the phrase says that something came from there."""
    before = name.context.before
    return bool(before) and gazetteer.cues.value("from", before[-1]) == "from"


def seat_of_state(name: Found, entry: PlaceEntry, norm: str, gazetteer: Gazetteer) -> PlaceEntry:
    """Return the capital where a state stands behind the word for its seat: وسط عاصمة تشاد; else the place itself."""
    if entry.kind != COUNTRY or not entry.capital_id or name.match.proclitics:
        return entry
    before = norm[max(0, name.match.norm_start - _WORD) : name.match.norm_start].split()
    seat = bool(before) and gazetteer.cues.value("called", before[-1]) == _SEAT
    return gazetteer.places.get(entry.capital_id, entry) if seat else entry


def echo_hits(hits: Sequence[PlaceHit], shadow: Shadow, evidence: Evidence, gazetteer: Gazetteer) -> list[PlaceHit]:
    """Return the hits of words such as "في المدينة" that point back to a place named before."""
    echoes: list[PlaceHit] = []
    for found in each_echo(shadow.norm, gazetteer):
        start, end = shadow.span(*found.span("word"))
        if meets(hits, start, end + 2):
            continue
        struck = [hit for hit in hits if not is_post(hit, shadow, gazetteer)]
        told = _meant(found["word"], start, struck, evidence, gazetteer, text=shadow.text)
        meant = told or _meant(found["word"], start, hits, evidence, gazetteer, text=shadow.text)
        if meant is None:
            continue
        match = _span(shadow, *found.span("word"), found["joined"])
        context = read_context(shadow.norm, found.start(), found.end(), gazetteer.cues)
        name = Found(match, context, joined=False)
        relation = judge_relation(name, meant, gazetteer.cues) or befallen(context, gazetteer.cues)
        other = is_described(context.after, gazetteer.cues)  # "العاصمة الاقتصادية" is another than "العاصمة"
        set_there = relation in _SETTING or relation.endswith("-of")  # جنوبي البلدة
        if set_there and not other:
            echoes.append(make_hit(name, meant, ("place", relation, "echo"), shadow, gazetteer))
    return echoes


@lru_cache(maxsize=4)
def each_echo(norm: str, gazetteer: Gazetteer) -> tuple[re.Match[str], ...]:
    """Return the words that point back to a place, with the particles written onto them; asked twice of an article.

    The bare words are looked for first, for the pattern would be tried at every letter of the text.
    """
    begins: set[int] = set()
    for word in gazetteer.cues.words.get("echo", {}):
        at = norm.find(word)
        while at >= 0:
            begins.add(_word_begin(norm, at))
            at = norm.find(word, at + 1)
    found: list[re.Match[str]] = []
    for begin in sorted(begins):
        match = _echo_pattern(gazetteer).match(norm, begin)
        if match is not None and not (found and begin < found[-1].end()):
            found.append(match)
    return tuple(found)


def _word_begin(norm: str, at: int) -> int:
    """Return where the word of a letter begins, so far back as particles may be written onto it."""
    begin = at
    while begin and at - begin <= _PARTICLES and (norm[begin - 1].isalnum() or norm[begin - 1] == "_"):
        begin -= 1
    return begin


def is_described(after: str, cues: PlaceCues) -> bool:
    """Tell whether a definite adjective follows: العاصمة الاقتصادية; a joining word is none: في العاصمة والذي."""
    plain = [form for form in cues.definite if not cues.means(form, "and")]
    return after.startswith(tuple(plain)) and not cues.value("no-adjective", after)


def befallen(context: Context, cues: PlaceCues) -> str:
    """Return "in" where the word before or behind tells what befalls the town: شهد المخيم اشتباكات, المدينة تعرضت."""
    if context.cues:
        return ""
    before = context.before[-1] if context.before else ""
    return cues.value_joined("befalls", before) or cues.value("befalls", context.after)


def _meant(
    word: str, start: int, hits: Sequence[PlaceHit], evidence: Evidence, gazetteer: Gazetteer, *, text: str
) -> PlaceEntry | None:
    """Return the last place of a kind before an offset; for "the capital" and "the country" those of its sentence.

    Where no country is set before it in the sentence, it is the one that the text speaks of most.
    """
    value = gazetteer.cues.value("echo", word)
    if value in {"capital", COUNTRY}:
        country = max(evidence.countries.items(), key=lambda item: (item[1], item[0]), default=("", 0.0))
        stops = _ENDS if value == "capital" else _ENDS + _COMMAS
        code = _country_set(start, hits, text, stops) or (country[0] if country[1] >= 1 else "")
        entry = gazetteer.places.get(f"place:{code.lower()}")
        return gazetteer.places.get(entry.capital_id) if entry and value == "capital" else entry
    kinds = ECHO_KINDS[value]
    named = word.split(" ", maxsplit=1)[0].removeprefix(_ARTICLE) if value == _BASE else ""  # القاعدة is no معسكر
    found = _last_of(kinds, named, start, hits) or (_last_of(kinds, "", start, hits) if named else None)
    return gazetteer.places[found] if found else None


def _country_set(start: int, hits: Sequence[PlaceHit], text: str, stops: str) -> str:
    """Return the country that a sentence sets before an offset: الشرطة في تشاد تفرق محتجين نزلوا إلى شوارع العاصمة."""
    for at in range(bisect_left(hits, start, key=_name_start) - 1, -1, -1):
        hit = hits[at]
        if any(sign in text[hit.end : start] for sign in stops):
            break
        if (hit.kind, hit.role, hit.relation) == (COUNTRY, "place", "in"):
            return hit.country or ""
    return ""


def _last_of(kinds: Container[str], named: str, start: int, hits: Sequence[PlaceHit]) -> str | None:
    """Return the last place of some kinds before an offset, whose name begins with a word where one is given.

    Where none is told, it is the home of somebody: قتل شاب من أبناء بلدة كذا خلال إنزال جوي في البلدة.
    """
    home: str | None = None
    for at in range(bisect_left(hits, start, key=_name_start) - 1, -1, -1):
        hit = hits[at]
        if start - hit.end > ECHO_REACH:
            break
        if hit.place_id and hit.kind in kinds and normal_form(hit.name_ar or "").startswith(named):
            if hit.role == "place":
                return hit.place_id
            home = home or (hit.place_id if hit.relation == _HOME else None)
    return home


def is_post(hit: PlaceHit, shadow: Shadow, gazetteer: Gazetteer) -> bool:
    """Tell whether a place is only where a force stands: القوات المتمركزة في معسكر كذا قصفت المدينة, another town."""
    before = shadow.norm[max(0, shadow.at(hit.start) - _WORD) : shadow.at(hit.start)].split()
    return bool(before) and gazetteer.cues.value_joined(_DEPARTURE, before[-1]) == _DEPARTURE


def meets(hits: Sequence[PlaceHit], start: int, end: int) -> bool:
    """Tell whether any of the hits (in order of their names) stands on a span of the text."""
    at = bisect_left(hits, start, key=_name_start)
    return any(hit.start < end and start < hit.end for hit in hits[max(0, at - 2) : at + 2])


def _name_start(hit: PlaceHit) -> int:
    return hit.name_start


def _span(shadow: Shadow, first: int, last: int, proclitics: str = "") -> Match[Named]:
    start, end = shadow.span(first, last)
    return Match(Named(), start, end, first, last, proclitics)


@lru_cache(maxsize=4)
def _last_word(gazetteer: Gazetteer) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(gazetteer.cues.words.get("territory", {"\0": ""}), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<joined>{_particles(gazetteer)})(?P<word>{words}) $")


@lru_cache(maxsize=4)
def _echo_pattern(gazetteer: Gazetteer) -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(gazetteer.cues.words.get("echo", {"\0": ""}), key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?P<joined>{_particles(gazetteer)})(?P<word>{words})(?!\w)")


def _particles(gazetteer: Gazetteer) -> str:
    """Return a pattern of what is written onto a definite word."""
    cues = gazetteer.cues
    return "|".join(sorted((form for form in cues.fused if form not in cues.definite), key=len, reverse=True)) + "|"
