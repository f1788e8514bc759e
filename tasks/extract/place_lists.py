"""Lists of places: which names are joined into one list, and which only say where another of them lies.

في قرى كذا وكذا بريف كذا is a list of two in one area; a list goes on behind words of its own ("and", a comma), and
ends at another province, at a relative clause, or where the parts of a toll are told.
"""

from collections.abc import Sequence

from tasks.extract.agreement import is_near
from tasks.extract.gazetteer import ADMIN1, COUNTRY
from tasks.extract.grouping import Group
from tasks.extract.place_called import is_capital
from tasks.extract.places import PlaceHit
from tasks.extract.reading import Reading, within
from tasks.text.normal import normal_form

_COUNTRY = 6
_DISTRICT = 3
_APART = 14  # words between two elements of one list, with the objects between them
_AND = "و"
_IN = "in"
_AMONG = frozenset({"among", "of-which"})
_AROUND = frozenset({"near", "countryside"})  # قرية كذا بريف كذا
_REGION = "region"  # مدينة صيدا جنوبي لبنان
_TURNS = frozenset({"when", "boundary", "alongside"})
_COMMAS = frozenset({"،", ","})
_JOINERS = frozenset({"و", "،", ",", "", "، و", "و،"})


def is_wide(place: PlaceHit) -> bool:
    """Tell whether a place is a province or a country."""
    return place.kind in {ADMIN1, COUNTRY}


def read_list_of(reading: Reading, group: Group, lists: Sequence[Sequence[PlaceHit]]) -> list[PlaceHit]:
    """Return the elements of the list behind the head of a group, else the nearest place before it."""
    head = group.head
    after = [run for run in lists if run[0].start >= head.start]
    if not after:
        return _undergoing(reading, group, lists) or [lists[-1][-1]]
    toll = [run for run in lists if group.hits[0].start <= run[0].start < head.start]
    if toll and after[0][0].kind == COUNTRY and not is_wide(toll[-1][-1]):
        return [toll[-1][-1]]  # قتل شرطي في أضنة، في هجوم نسب إلى المتمردين وسط حملة على المتشددين في سوريا
    found = list(after[0])
    for run in after[1:]:
        end = _end_with_areas(reading, found[-1], run[0].start)
        gap = reading.text[end : run[0].start]
        if _tells_parts(reading, end, run[0].start):
            break
        if _narrower(run[0], found[-1]) or _is_theatre(reading, found, run[0], end):
            found[-1:] = run  # على الغوطة، توزعت على دوما وحرستا
        elif is_wide(run[0]) or len(gap.split()) > _APART or _is_away(found[-1], run[0]):
            break
        elif _continues(reading, end, run[0].start):
            found += run
        else:
            break
    return distinct_places(found)


def _is_theatre(reading: Reading, found: Sequence[PlaceHit], spot: PlaceHit, end: int) -> bool:
    """Tell whether a lone capital names the province in which a side fights: قصفت فصائل في حلب مواقع في نبل."""
    area = found[0]
    told = reading.text[end : spot.start].strip(" ،,")
    if len(found) > 1 or (area.relation, spot.relation) != (_IN, _IN) or not told or told.startswith(_AND):
        return False
    same = (area.country, area.admin1) == (spot.country, spot.admin1) and area.place_id != spot.place_id
    return same and is_capital(reading, area) and not reading.text.startswith(_AND, spot.start)


def _tells_parts(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the places behind are those of parts of a toll: قتل 14 في ريف كذا، بينهم 8 في بلدة كذا."""
    among = [c for c in within(reading.cues, start, end) if c.payload.effect in _AMONG]
    if not among:
        return False
    before = (n for n in within(reading.numbers, start, among[0].word_start) if n.counts)
    beside = any(not reading.text[n.end : among[0].word_start].strip() for n in before)  # خمسة منهم في بغداد
    return beside or bool(within(reading.numbers, among[-1].word_end, end))


def _is_away(area: PlaceHit, place: PlaceHit) -> bool:
    """Tell whether the next place lies in another province than the one just named, with words of its own between."""
    return (
        area.kind == ADMIN1 and area.relation != "from" and (area.country, area.admin1) != (place.country, place.admin1)
    )


def _end_with_areas(reading: Reading, place: PlaceHit, stop: int) -> int:
    """Return where a place ends with the areas told right behind it: قرية كذا في جبل كذا في ريف كذا."""
    end = place.end
    for area in within(reading.places, place.end, stop):
        if reading.text[end : area.start].strip() or reading.text.startswith("و", area.start):
            break
        end = area.end
    return end


def _undergoing(reading: Reading, group: Group, lists: Sequence[Sequence[PlaceHit]]) -> list[PlaceHit]:
    """Return the places that are the subject of تعرض: تعرضت قرى عاجل وتديل لقصف."""
    verbs = [c for c in within(reading.cues, group.start, group.head.start) if c.payload.effect == "undergo"]
    found: list[PlaceHit] = []
    for run in lists:
        if not verbs or run[0].start < verbs[-1].start:
            continue
        if found and not _continues(reading, found[-1].end, run[0].start):
            break  # تعرضت قاعدة كذا التي تضم قوات أميركية شرقي كذا لهجوم
        found += run
    return found


def _continues(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a list goes on between two places: joined by and or by the like, without a toll between."""
    cues = within(reading.cues, start, end)
    if any(cue.payload.effect in {"result", "that", "relative", "cause", "by", "among"} for cue in cues):
        return False
    if any(cue.payload.effect in _TURNS for cue in cues) and within(reading.entities, start, end):
        return False  # امتدت إلى محيط المطار، فيما أغلقت قوات كذا الطريق بين كذا وكذا
    opening = reading.text[start:end].lstrip(' "»”)')
    words = opening.lstrip("،").split()
    if words and reading.lexicon.gazetteer.cues.value("locator", normal_form(words[0])):
        return False  # قريتي كذا وكذا، الواقعتين على قمة جبل كذا
    return opening.startswith(("و", "،")) or any(cue.payload.effect in {"boundary", "when"} for cue in cues)


def distinct_places(places: Sequence[PlaceHit]) -> list[PlaceHit]:
    """Return places in order, each once."""
    seen: set[str | None] = set()
    kept = []
    for place in places:
        key = place.place_id or place.name_ar
        if key not in seen:
            seen.add(key)
            kept.append(place)
    return kept


def _narrower(one: PlaceHit, two: PlaceHit) -> bool:
    """Tell whether one place lies in the other by what the gazetteer says."""
    if one.country != two.country or one.country is None or one.extent >= two.extent:
        return False
    holds = two.extent >= _DISTRICT  # a spot north of a town holds no other town
    return two.extent >= _COUNTRY or (holds and one.admin1 == two.admin1)


def _holds_last(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether a place right behind another says where that one lies: متحف كذا بالعاصمة, قرية كذا بناحية كذا."""
    return place.relation == "in" and not reading.text.startswith("و", place.start)


def _only_locates(reading: Reading, place: PlaceHit, last: PlaceHit | None) -> bool:
    """Tell whether a place right behind another says where that lies: في ولاية لوغار جنوب كابول; not وأطراف كذا."""
    directed = place.relation.endswith("-of") or place.relation in _AROUND or place.kind == _REGION
    if last is None or not directed or _narrower(place, last):
        return False
    return place.start == place.name_start or not reading.text.startswith(_AND, place.start)


def _is_named_in(reading: Reading, place: PlaceHit, area: PlaceHit) -> bool:
    """Tell whether a spot is named right behind the area that holds it, without "and" between."""
    return _narrower(place, area) and not reading.text.startswith(_AND, place.start)


def _is_other_name(reading: Reading, last: PlaceHit, place: PlaceHit) -> bool:
    """Tell whether a name in brackets behind a town is another name of it: عين العرب (كوباني)."""
    return reading.text[last.end : place.name_start].strip() == "(" and is_near(last, place)


def _is_called(reading: Reading, place: PlaceHit) -> bool:
    """Tell whether words behind a town say what it is called, and name no place beside it: عاصمة إقليم كردستان."""
    called = tuple(reading.lexicon.gazetteer.cues.words.get("called", {}))
    return reading.shadow.norm.startswith(called, reading.shadow.at(place.start))


def _says_where_lie(reading: Reading, place: PlaceHit, last: PlaceHit | None) -> bool:
    """Tell whether an area behind a comma says where the villages before it lie: قرى كذا وكذا، في سهل الغاب."""
    return last is not None and _narrower(last, place) and _holds_last(reading, place)


def join_lists(reading: Reading, places: Sequence[PlaceHit]) -> list[list[PlaceHit]]:
    """Return runs of places joined by and, each element the narrowest of a place and the areas that hold it."""
    runs: list[list[PlaceHit]] = []
    last: PlaceHit | None = None
    for place in places:
        gap = reading.text[last.end : place.start].strip(" ()\"'") if last is not None else None
        if last is not None and _narrower(last, place) and gap not in _JOINERS - {""}:
            continue
        if gap in _COMMAS and (_is_called(reading, place) or _says_where_lie(reading, place, last)):
            continue  # أربيل، عاصمة إقليم كردستان
        if gap == "" and last is not None and _is_other_name(reading, last, place):
            continue
        if gap == "" and (_holds_last(reading, place) or _only_locates(reading, place, last)):
            continue
        if gap == "" and runs and _is_named_in(reading, place, runs[-1][-1]):
            runs[-1][-1] = last = place  # بلدة في ولاية كذا تدعى كذا
            continue
        if gap is not None and gap in _JOINERS and runs:
            runs[-1].append(place)
        else:
            runs.append([place])
        last = place
    return runs
