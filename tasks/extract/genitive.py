"""Who stands in the genitive of استهداف: its doer where an object follows (استهداف الجيش سوقا), else whom it hit."""

from tasks.extract.hits import Hit
from tasks.extract.lexicon import Trigger
from tasks.extract.phrases import Phrase
from tasks.extract.reading import Reading, within
from tasks.text.tokens import Token

REPELLED = frozenset({"cls-repel", "cls-ambush", "cls-foil"})  # صد, إحباط
_MEETING = 24  # characters from a verb that meets to the attack that is met
_TARGETING = frozenset({"str-targeting", "str-hit-in", "aslt-attacking", "mob-pelting"})  # استهداف, في ضرب, رشق
_SNIPED = "cls-sniped"  # قنص عنصر من X
_HELD, _DESTROYED = "cas-detained-held", "str-destroyed"
_AIR = "air-force"
_ONTO = ("ل", "لل")
_ACCUSATIVE = "ا"
_BY, _ARTICLE = "ب", "ال"
_SHELLS = "shelling"  # words of what is fired
_SHORT = 3  # letters of مما, هنا
_LONG = 24  # characters of a day told in words
_ADJECTIVES = 2  # adjectives of a weapon
_NEAR = 2  # words behind the doer in which the object begins


def is_targeting(hit: Hit) -> bool:
    """Tell whether a word is the bare noun of targeting, which names no means and always has an object."""
    return hit.trigger is not None and hit.trigger.trigger_id in _TARGETING


def _behind_means(reading: Reading, start: int, stop: int) -> int:
    """Return where the object may begin behind the weapon with which it was hit: بالرشاشات الثقيلة سيارة."""
    tokens = within(reading.tokens, start, stop)
    if not tokens or not tokens[0].norm.startswith(_BY):
        return start
    first = tokens[0]
    shells = within(reading.cued(_SHELLS), first.start, stop)
    arms = [weapon.end for weapon in within(reading.weapons, first.start, first.end)]
    arms += [cue.end for cue in shells if cue.start < first.end]
    end = max(arms, default=start)
    for token in within(reading.tokens, end, stop) if arms else ():
        if within(reading.objects, token.start, token.start + 1):
            return token.start  # بالرشاشات الثقيلة الأحياء السكنية
        if _is_described(reading, arms, token):
            continue  # بصاروخ حراري موجه سيارة
        named = any(cue.start < token.end and token.start < cue.end for cue in shells)  # بقذائف المدفعية قرية كذا
        if not token.norm.startswith(_ARTICLE) or not (named or first.norm.startswith(_ARTICLE, 1)):
            return token.start
    return end


def _is_described(reading: Reading, arms: list[int], token: Token) -> bool:
    """Tell whether a word goes on with a weapon as its adjective, since it is no thing and no object: حراري, موجه."""
    things = (reading.units, reading.objects, reading.places, reading.entities)
    if token.norm.startswith(_ARTICLE) or any(within(thing, token.start, token.end) for thing in things):
        return False
    near = len(reading.text[max(arms) : token.end].split()) <= _ADJECTIVES
    return near and not is_object(reading, token)


def is_object(reading: Reading, token: Token) -> bool:
    """Tell whether a word is spelt like an object, and tells no day and no result: سوقا; not صباحا, مما."""
    if not token.norm.endswith(_ACCUSATIVE) or len(token.norm) <= _SHORT:
        return False
    near = token.start - _LONG
    spans = [(date.start, date.end) for date in within(reading.dates, near, token.end)]
    cues = (*within(reading.cued("adverb"), near, token.end), *within(reading.cued("result"), near, token.end))
    spans += [(cue.start, cue.end) for cue in cues]
    return not any(start <= token.start < end for start, end in spans)


def is_foe(hit: Hit) -> bool:
    """Tell whether the genitive of a word is an enemy that it names as driven out: بعد طرد المسلحين."""
    return "foe" in hit.needs


def _was_met(reading: Reading, hit: Hit, found: Phrase) -> bool:
    """Tell whether a name behind ل is that of who attacked and was met: إحباط هجوم لمسلحي X."""
    before = [one.payload for one in within(reading.words, hit.start - _MEETING, hit.end)]
    repelled = any(isinstance(one, Trigger) and one.trigger_id in REPELLED for one in before)
    return repelled and (reading.text[found.start - 1] == _ONTO[0] or reading.text.startswith(_ONTO[1], found.start))


def is_whom_it_hit(reading: Reading, hit: Hit, found: Phrase, stop: int) -> bool:
    """Tell whether the genitive of targeting is its object: استهداف فصائل من المعارضة, استهداف الجيش في سيناء."""
    if _was_met(reading, hit, found):
        return True
    sniped = hit.trigger is not None and hit.trigger.trigger_id == _SNIPED
    if not (is_targeting(hit) or sniped) or hit.definite or any(e.kind == _AIR for e in found.entities):
        return False  # باستهداف مسيرة تركية: planes are what targets
    partitive = reading.lexicon.prepositions.of("partitive")
    if any(word in partitive for word in reading.text[hit.end : found.end].split()):
        return True  # some of them: عناصر من حركة كذا
    if sniped:
        return False
    start = _behind_means(reading, found.end, stop)
    behind = within(reading.tokens, start, stop)[:_NEAR]
    spots = within(reading.places, start, behind[-1].end) if behind else ()
    named = {t.start for t in behind if any(p.start < t.start < p.end for p in spots)}  # في سوريا
    follows = any(t.norm.startswith(_ONTO) or (t.start not in named and is_object(reading, t)) for t in behind)
    first = behind[0].start if behind else stop
    places = within(reading.places, start, first + 1)
    led = within(reading.cued("in"), first, first + 1) or within(reading.cued("preposition"), first, first + 1)
    town = any(place.relation == "" or (place.start == first and not led) for place in places)
    things = (reading.objects, reading.units, reading.entities)
    return not (follows or town or any(within(thing, start, first + 1) for thing in things))


def holds(hit: Hit) -> bool:
    """Tell whether a word is the noun of holding somebody, behind which the holder may stand: احتجاز X ثلاثة."""
    return hit.trigger is None and hit.casualty is not None and hit.casualty.casualty_id == _HELD


def destroys(hit: Hit) -> bool:
    """Tell whether a word is that of destroying, whose genitive is what was destroyed: تدمير دبابة لقوات كذا."""
    return hit.trigger is not None and hit.trigger.trigger_id == _DESTROYED
