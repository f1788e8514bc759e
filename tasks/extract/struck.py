"""What beside a word of attack makes it one where no side is named: what flies, what is shot down, who underwent it.

Also ground that is taken by its number alone (حررت المقاومة أربع مديريات), and what is seized and is no ground.
"""

from tasks.extract.beside_it import stops_behind
from tasks.extract.entities import EntityHit
from tasks.extract.following import behind_taker, is_behind_aircraft, munition_near, names_aircraft
from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_PLATFORM = "platform"
_NEXT = 3  # characters to the next word, with its article and preposition
_OBJECT_CASE = ("ا", "ًا", "اً")  # an indefinite noun in the accusative
_LONG_SUBJECT = 90  # characters from a verb of spreading over its subject to what is published
_MET = frozenset({"dis-intercept", "dis-interception"})
_TOLD_BEFORE = 120  # characters before a pronoun in which the missile stands
_REACH = 60
_BY = "ب"
_SIGNS = "،,.؛:"
_QUOTES = ' "«»“”'
_JOINING, _ARTICLE = "وف", "ال"
_FLOWN = "air-drone-strike"
_SHOT_DOWN = "dis-shootdown"
_UNDERWENT = "con-undergo-hit"
_ATTACK = "attack"
_UPON = "con-upon"
_NEAR, _ON = 12, "على"  # characters from an attack to what stands behind "on"
_POSTS = frozenset({"security", "military"})
_WORSHIP = frozenset({"object:mosque", "object:church", "object:religious", "object:embassy"})


def acts_itself(reading: Reading, hit: Hit, weapon: EntityHit | None) -> bool:
    """Tell whether the platform is who attacks: استهدفت مسيرة سيارة, هجوم بثلاث مسيرات, نفذت مسيرة ضربة."""
    if hit.verbal and not hit.particle and _flies_before(reading, hit):
        return True
    if weapon is None:
        return _flies_behind(reading, hit)
    if weapon.start >= hit.end:
        counted = within(reading.numbers, hit.end, weapon.start)
        beside = bool(counted) and weapon.start - counted[-1].end <= _NEXT
        beside = beside and reading.text[hit.end : weapon.start].strip().startswith(_BY)  # not تدمير مئات الدبابات
        return (counted[0].start if beside else weapon.start) - hit.end <= _NEXT
    carried = within(reading.cued("support"), hit.start - _REACH, hit.start)
    return any(0 <= weapon.start - cue.word_end <= _NEXT for cue in carried)


def _flies_before(reading: Reading, verb: Hit) -> bool:
    """Tell whether aircraft open the clause as the subject of a verb: قال شهود إن طائرة مسيرة استهدفت سيارة."""
    near = within(reading.cues_of("refine"), verb.start - _REACH, verb.start)
    craft = next((c for c in reversed(near) if c.payload.effect == _FLOWN), None)
    if craft is None or craft.proclitics.strip(_JOINING) not in {"", _ARTICLE}:
        return False
    gap = reading.text[craft.word_end : verb.start]
    if len(gap.split()) > 1 or any(sign in gap for sign in _SIGNS):
        return False
    first = reading.sentences[verb.sentence].start
    said = within(reading.cued("that"), craft.word_start - _REACH, craft.word_start)
    opens = not reading.text[first : craft.word_start].strip(_QUOTES)
    return opens or any(not reading.text[c.word_end : craft.word_start].strip() for c in said)


def _flies_behind(reading: Reading, verb: Hit) -> bool:
    """Tell whether aircraft stand right behind a verb in the feminine, or are who acts: استهدفت طائرات سيارة."""
    near = within(reading.cues_of("refine"), verb.end, verb.end + _NEXT) if verb.verbal else ()
    return any(c.payload.effect == _FLOWN and not reading.text[verb.end : c.word_start].strip() for c in near)


def flies_itself(hit: Hit, weapon: EntityHit | None) -> bool:
    """Tell whether aircraft are what acts, at once behind the verb: أغارت مقاتلات على مخزن."""
    return hit.verbal and weapon is not None and weapon.kind == _PLATFORM and 0 <= weapon.start - hit.end <= _NEXT


def is_downed(reading: Reading, hit: Hit) -> bool:
    """Tell whether drones or aircraft follow a word of shooting down; a march, the same word, does not fall."""
    if hit.trigger is None or not hit.trigger.trigger_id.startswith(_SHOT_DOWN):
        return False
    end = hit.end + _REACH
    return bool(within(reading.cued("drone"), hit.end, end)) or names_aircraft(reading, hit.end, end)


def is_told_of(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of shooting down with a pronoun stands behind its aircraft: مروحية للجيش أسقطها مسلحون."""
    if hit.trigger is None or not hit.suffix:
        return False
    if hit.trigger.trigger_id in _MET:
        start = max(reading.sentences[hit.sentence].start, hit.start - _TOLD_BEFORE)
        return munition_near(reading, start, hit.start)  # أطلق X صاروخا، لكن الدفاعات اعترضته
    return hit.trigger.trigger_id == _SHOT_DOWN and is_behind_aircraft(reading, hit.start)


def is_shot_down(reading: Reading, group: Group, verb: int, named: int) -> bool:
    """Tell whether an aircraft and whose it is (up to `named`) are what fell, not who shot: أسقطت مروحية للجيش."""
    downs = any(h.end == verb and h.trigger and h.trigger.trigger_id == _SHOT_DOWN for h in group.hits)
    things = [w.start for w in within(reading.weapons, named, named + _REACH)]
    things += [c.word_start for c in within(reading.cues_of("refine"), named, named + _REACH)]
    return downs and not any(_is_next_object(reading, named, thing) for thing in things)


def _is_next_object(reading: Reading, end: int, thing: int) -> bool:
    """Tell whether a thing stands right behind a subject and is not what was used: طائرة سورية; not بصاروخ."""
    gap = reading.text[end:thing]
    used = gap.endswith(_BY) or reading.text.startswith(_BY, thing)
    return len(gap.split()) <= 1 and not used and not any(sign in gap for sign in "،.؛")


def undergoes(reading: Reading, hit: Hit) -> bool:
    """Tell whether somebody is told to have undergone an armed attack: تعرض موكب الوزير إلى هجوم مسلح.

    Only in the past, and of words that mean no sharp speech: تعرض الوزير لهجوم is one of those.
    """
    if hit.event != _ATTACK or hit.verbal:
        return False
    before = within(reading.cued("undergo"), max(reading.sentences[hit.sentence].start, hit.start - _REACH), hit.start)
    return any(cue.payload.cue_id == _UNDERWENT and cue.payload.tense == "perfect" for cue in before)


def takes_districts(reading: Reading, hit: Hit) -> bool:
    """Tell whether districts or villages are taken by their number: حررت أربع مديريات, سيطرت على قريتين."""
    start = behind_taker(reading, hit.end)
    number = next(iter(within(reading.numbers, start, start + _NEXT)), None)
    first = number.end if number is not None else start
    ground = next(iter(within(reading.cued("ground"), first, first + _NEXT)), None)
    return ground is not None and (number is not None or ground.payload.cue_id.endswith("-two"))


def takes_goods(reading: Reading, hit: Hit) -> bool:
    """Tell whether water or money is seized, before any place is named: استولوا على خمسين ألف لتر من مياه البحيرة.

    Arms and cars are where they or their number stand as what is taken (على ثلاث سيارات): a depot of arms is a place.
    """
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    near = within(reading.cues, hit.end, stop)
    taken = (c for c in near if c.payload.effect == "goods" or _is_seized(reading, hit, c))
    first = next(taken, None)
    return first is not None and not within(reading.places, hit.end, first.start)


def _is_seized(reading: Reading, hit: Hit, cue: Match[Cue]) -> bool:
    """Tell whether arms or cars are the object of a verb, right behind it or behind "upon"."""
    if cue.payload.effect != "seized":
        return False
    counted = within(reading.numbers, hit.end, cue.start)
    first = counted[0].start if counted else cue.word_start
    upon = [c.word_end for c in within(reading.cues, hit.end, first) if c.payload.cue_id == _UPON]
    behind = counted[-1].end if counted else first
    return not (reading.text[max([hit.end, *upon]) : first] + reading.text[behind : cue.word_start]).strip()


def hits_post(reading: Reading, hit: Hit) -> bool:
    """Tell whether a post of a force or a house of worship is what is attacked: هجوم على كنيسة, هجوم على ثكنة.

    With the article it may be the institution, which words attack as well: هجوم على الكنيسة.
    """
    if hit.verbal:
        return False
    near = within(reading.objects, hit.end, hit.end + _NEAR)
    posts = filter(is_post, near)
    return any(reading.text[hit.end : o.start].strip() == _ON and not o.text.startswith(_ARTICLE) for o in posts)


def is_post(thing: EntityHit) -> bool:
    """Tell whether a thing is of a force, or a house of worship: who attacks it robs nobody."""
    return thing.kind in _POSTS or thing.entity_id in _WORSHIP


def publishes(reading: Reading, hit: Hit) -> bool:
    """Tell whether pictures or a message are the object, in the accusative: نشر مقاتلون، فجر اليوم، صورا لهم."""
    end = min(hit.end + _LONG_SUBJECT, reading.sentences[hit.sentence].end)
    told = (c for c in within(reading.cued("message"), hit.end, end) if not c.proclitics)
    return hit.verbal and any(reading.text[c.start : c.word_end].split()[0].endswith(_OBJECT_CASE) for c in told)
