"""What one word of a toll counts: its own number, one shared with its neighbour, a single person, or at least one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.extract.active_plurals import have_object
from tasks.extract.amount import Amount, Seen, make_amount
from tasks.extract.amounts import OF_THEM, REACH, is_joined, number_after, words_between
from tasks.extract.company import with_singles
from tasks.extract.fallen_with import add_fallen_with, fell_with_him, is_one_more
from tasks.extract.hits import Hit
from tasks.extract.household import is_his
from tasks.extract.joined import add_joined, add_part, open_sum
from tasks.extract.numbers_before import agrees_with_many, number_before, risen_number
from tasks.extract.parts import find_parts
from tasks.extract.reading import Reading, within
from tasks.extract.singles import (
    behind_subject,
)
from tasks.extract.toll_pairs import BETWEEN, TollPlace, is_between, leads_pair, room_before, shared_total
from tasks.extract.uncounted import has_same_before, is_counted, some, uncounted
from tasks.extract.victim_classes import tells_other_harm

_AND = ("و", "ف")
_TO = "ل"
_UNDERWENT = ("con-undergo-hit", "con-undergo-noun")
_THEY_ARE = "con-they-are"
_NEXT = 3  # characters to the next word


def count_victims(reading: Reading, hits: Sequence[Hit], stop: int) -> list[Amount]:
    """Return what the words of a toll count, each number once; `stop` ends the group."""
    taken: set[int] = set()
    said: list[Amount] = []
    found: list[Amount] = []
    told = tuple(hits)
    for index in range(len(told)):
        place = TollPlace(hits=told, index=index, stop=stop)
        own = list(_toll_of(reading, place, taken, said[-1] if said else None))
        said += own[:1]
        further = fell_with_him(reading, place.hit) or is_one_more(reading, place.hit)
        found = add_fallen_with(found, own) if own and further else [*found, *own]
    return found


def _toll_of(reading: Reading, place: TollPlace, taken: set[int], last: Amount | None) -> Iterator[Amount]:
    """Yield what one word of a toll counts: the first count beside it, and the parts of it."""
    hit = place.hit
    measure = hit.casualty.measure if hit.casualty else ""
    if leads_pair(reading, place) or (place.index and leads_pair(reading, place.previous)):
        yield some(measure, hit)
        yield from shared_total(reading, place, taken)
        return
    seen = _first_count(reading, place, taken)
    if seen is None:
        yield from uncounted(reading, place, measure, last)
        if hit.shape == "bare":
            yield from _parts_of(reading, some(measure, hit), hit.end, min(place.following, hit.end + REACH), taken)
        return
    first = make_amount(measure, seen.victim_class, seen, seen.start, seen.end)
    if _is_told_between(reading, place, first):
        return
    if first.end <= hit.start and (hit.verbal or hit.suffix or hit.shape == "bare"):
        first = open_sum(reading, first, room_before(reading, place))
    told = add_joined(reading, first, hit.end, place.following)
    yield from told
    if len(told) == 1:
        yield from (replace(make_amount(measure, p.victim_class, p, p.start, p.end), part=True) for p in seen.parts)
    taken.update(amount.start for amount in told)
    ahead = first.end <= hit.start  # the victims stand before their verb: what is told of them ends there
    stop = hit.start if ahead else _next_toll(place, first.end)
    yield from _parts_of(reading, told[0], max(amount.end for amount in told), stop, taken)
    if ahead:
        yield from _parts_of(reading, told[0], hit.end, min(place.following, hit.end + REACH), taken)


def _next_toll(place: TollPlace, end: int) -> int:
    """Return where the next word of a toll stands behind a number, which may be one: راح ضحيتها 7 شهداء."""
    return next((hit.start for hit in place.hits[place.index + 1 :] if hit.start >= end), place.stop)


def _parts_of(reading: Reading, told: Amount, start: int, stop: int, taken: set[int]) -> Iterator[Amount]:
    """Yield the parts that are told behind victims, each once, but for those of the class of them all.

    What two dead were to each other (أب وابنه) is no number of its own, nor is بينهم مدنيون behind dead without one.
    """
    parts: dict[str, Amount] = {}
    if told.vague and any(c.payload.cue_id == _THEY_ARE for c in within(reading.cues, start, stop)):
        return  # قتلى الجيش هم ضابط وجندي: those are all of them
    for part in find_parts(reading, start, stop):
        if part.start in taken or (told.vague and part.best is None):
            continue
        taken.add(part.start)
        if part.victim_class not in {"all", told.victim_class}:
            amount = replace(make_amount(told.measure, part.victim_class, part, part.start, part.end), part=True)
            first = parts.get(part.victim_class)
            parts[part.victim_class] = add_part(first, amount) if first is not None else amount
    yield from parts.values()


def _is_told_between(reading: Reading, place: TollPlace, first: Amount) -> bool:
    """Tell whether a number counts dead and wounded told right behind it: راح ضحيته 23 شرطيا بين قتيل وجريح."""
    if place.index + 1 >= len(place.hits) or words_between(reading, first.end, place.following) > BETWEEN // 8:
        return False
    behind = TollPlace(hits=place.hits, index=place.index + 1, stop=place.stop)
    return behind.hit.shape == "bare" and is_between(reading, behind.hit) and leads_pair(reading, behind)


def _first_count(reading: Reading, place: TollPlace, taken: set[int]) -> Seen | None:
    hit = place.hit
    measure = hit.casualty.measure if hit.casualty else ""
    seen = risen_number(reading, hit, place.following) if hit.verbal else None
    if seen is not None:
        return seen if seen.start not in taken else None
    if hit.shape != "bare" or (hit.definite and not is_counted(reading, hit)):
        start = behind_subject(reading, hit)
        things = measure == "injured" and hit.verbal and hit.frame == "agent-target"
        seen = number_after(reading, start, min(place.following, start + REACH), hits_things=things)
        seen = with_singles(reading, seen, start)
        if seen is not None and is_joined(reading, seen.start) and (hit.verbal or is_his(reading, seen)):
            seen = None  # خمسة جنود قتلوا وثلاثة مدنيين أصيبوا: of another verb; مقتل القاضي فلان وثلاثة من حراسه
        if seen is not None and is_joined(reading, seen.start) and tells_other_harm(reading, seen.start, measure):
            seen = None
        if hit.suffix and seen is not None and reading.text[hit.end : seen.start].strip():
            seen = number_before(reading, room_before(reading, place), hit) or seen  # لقي خمسة مصرعهم وفقد 12
    seen = seen or risen_number(reading, hit, place.following)
    if hit.verbal and not hit.suffix:
        seen = _with_subject(reading, place, seen)
    elif seen is None and (hit.shape == "bare" or hit.suffix or _is_suffered(reading, hit)):
        seen = number_before(reading, room_before(reading, place), hit)
    if seen is None or seen.start in taken or (has_same_before(place) and _is_of_them(reading, seen)):
        return None
    return seen


def _is_suffered(reading: Reading, hit: Hit) -> bool:
    """Tell whether a noun of a toll is what its victims underwent, who stand before it: تعرض ستة من الحراس للإصابة."""
    if not hit.particle.lstrip("وف").startswith(_TO):
        return False
    before = within(reading.cues, max(reading.sentences[hit.sentence].start, hit.start - REACH), hit.start)
    return any(cue.payload.cue_id.startswith(_UNDERWENT) for cue in before)


def _with_subject(reading: Reading, place: TollPlace, seen: Seen | None) -> Seen | None:
    """Return the number that stands before a verb as its subject, else the one behind it."""
    hit, several = place.hit, agrees_with_many(reading, place.hit)
    if hit.particle.startswith(_AND) and not several:
        return seen  # قتلت امرأة وأصيب زوجها: she is the subject of the verb before
    if hit.shape == "verb" and hit.frame == "agent-target" and not (several and seen is None):
        return seen  # قذيفة أصابت سيارة: who stands before such a verb did it
    if have_object(reading, hit):
        return seen  # هاجم عشرون مسلحا القرية وقتلوا تاجرا
    if several and seen is not None and _is_object(reading, hit, seen):
        return seen
    subject = number_before(reading, room_before(reading, place), hit)
    return subject if subject is not None and (seen is None or several) else seen


def _is_object(reading: Reading, hit: Hit, seen: Seen) -> bool:
    """Tell whether a number stands right behind a verb of several: هاجم 20 مسلحا القرية وقتلوا ثلاثة رعاة."""
    beside = not reading.text[hit.end : seen.start].strip()
    return beside and hit.particle.startswith(_AND) and not _is_of_them(reading, seen)


def _is_of_them(reading: Reading, seen: Seen) -> bool:
    """Tell whether a number says how some of those counted before fare: إصابة ثلاثة منهم متوسطة."""
    among = within(reading.cues, seen.end, seen.end + _NEXT)
    return any(cue.payload.effect == "among" and cue.payload.cue_id == OF_THEM for cue in among)
