"""What a place is to the story: where something happened, or a government, a dateline, a point of measure, a name."""

import re
from typing import NamedTuple

from tasks.extract.gazetteer import COUNTRY, KNOWN_TOWN, SETTLEMENTS, PlaceEntry
from tasks.extract.place_choice import Found
from tasks.extract.place_context import KILOMETRES, Context, Cue, PlaceCues

_CAPITAL_SIZE = 300_000
_BASES = frozenset({"airbase", "airport", "base"})
_FACILITY_CLASSES = frozenset({"airport", "base", "crossing", "prison", "port", "field"})
_PARTS_OF_COUNTRY = frozenset({"town", "village", "area", "admin1"})
_DASH = re.compile(r"\s*(?:\([^)\n]{2,30}\)\s*)?(?:[-:|/]|[^\s:-]{2,14}(?: [^\s:-]{2,14})?\s*[-:])")
_NOWHERE = Cue("", "")
_PART = "::"
_STREET = "street"
_IN = "in"
_PRONOUNS = ("ها", "هم", "ه")
_COMMAS = "،,."
_NUMBER = re.compile(r"\d")


class Scene(NamedTuple):
    """A place with its surroundings; `before` is the role of the name it is coordinated with, else empty."""

    found: Found
    entry: PlaceEntry
    norm: str
    cues: PlaceCues
    before: str


_CHARGE = "ب"  # what somebody is accused of stands behind it


def judge_role(scene: Scene) -> tuple[str, str]:
    """Return role and relation of a place."""
    relation = judge_relation(scene.found, scene.entry, scene.cues)
    if relation == "distance-from":
        return "reference", relation
    if _takes_off(scene, relation):
        return "reference", "base-of-departure"
    if _is_origin(scene.found.context, scene.cues):
        return "reference", "origin"
    if _is_part_of_name(scene) or _is_person(scene):
        return "part-of-name", relation
    if _opens_line(scene):
        return _dateline_or_header(scene)
    return ("government" if _is_government(scene, relation) else "place"), relation


def _opens_line(scene: Scene) -> bool:
    """Tell whether a name opens its line before a dash, or its part of a bulletin without lines: أمس.حلب::قصف."""
    context = scene.found.context
    part = not (context.before or context.cues) and scene.norm.startswith(_PART, context.end)
    return part or (context.line_start and not context.located and bool(_DASH.match(scene.norm, context.end)))


def judge_relation(found: Found, entry: PlaceEntry, cues: PlaceCues) -> str:
    """Return how the words around a name set things in relation to it."""
    context = found.context
    if _measures_distance(context, cues):
        return "distance-from"
    for kind, relation in (("border", "border"), ("between", "between"), ("road", "route")):
        if context.cue(kind):
            return relation
    near = context.cue("near")
    direction = context.cue("direction")
    if near is not None:
        return near.value
    if direction is not None:
        return f"{direction.value}-of"
    return _plain_relation(found, entry, cues)


def _plain_relation(found: Found, entry: PlaceEntry, cues: PlaceCues) -> str:
    context = found.context
    classed = context.cue("class")
    if any(cue.kind == "class" and cue.value == "countryside" for cue in context.cues):
        return "countryside"
    if classed is not None and classed.value in _FACILITY_CLASSES and entry.kind in SETTLEMENTS:
        return "facility"
    source = context.cue("from")
    if source is not None and not cues.means(found.match.proclitics, "in"):  # نزلوا إلى الشوارع ببغداد
        return source.value
    if entry.kind == COUNTRY and classed is not None and classed.value in _PARTS_OF_COUNTRY:
        return "in"  # قصفت قرى سورية عدة
    inside = context.cue("inside") or cues.means(found.match.proclitics, "in")
    fused = classed is not None and cues.means(classed.fused, "in")
    return "in" if inside or fused else ""


def _measures_distance(context: Context, cues: PlaceCues) -> bool:
    """Tell whether a number and a unit stand before the phrase: "45 ميلا من X", "10 كم شمال X"."""
    if not (context.cue("from") or context.cue("direction")):
        return False
    last = context.before[-3:]
    units = [word for word in last[-2:] if cues.value("distance", word) in KILOMETRES]
    return bool(units) and (len(last) < 2 or any(_NUMBER.search(w) for w in last) or _says_distance(context, cues))


def _says_distance(context: Context, cues: PlaceCues) -> bool:
    return any(cues.value_joined("distance", word) == "verb" for word in context.before)


def _takes_off(scene: Scene, relation: str) -> bool:
    """Tell whether aircraft or missiles start from here: not where they strike."""
    context, cues = scene.found.context, scene.cues
    base = scene.entry.kind in _BASES or relation == "facility"
    if base and context.before and cues.value_joined("departure", context.before[-1]):
        return True  # باستخدام قاعدة كذا
    if relation not in {"from", "facility"} or not context.cue("from"):
        return False
    words = context.before if base else context.before[-3:]
    return any(cues.value_joined("departure", word) for word in words)


def _is_origin(context: Context, cues: PlaceCues) -> bool:
    """Tell whether somebody comes from here: شاب من أهالي بلدة صوران, نازح من قرية أفراز."""
    last, before = (context.before[-1:] or ("",))[0], context.before[-2:-1]
    kind = cues.value("origin", last)
    if kind == "of":
        return bool(before) and cues.outward.get(before[0], _NOWHERE).kind == "from"
    return kind == "from" and context.cue("from") is not None


def _is_part_of_name(scene: Scene) -> bool:
    """Tell whether an institution, a street or a far hospital carries this name ("جامعة القاهرة")."""
    context, cues, entry = scene.found.context, scene.cues, scene.entry
    if context.before and cues.value_joined("commander", context.before[-1]) and not context.set_in:
        return True  # قائد محور العند
    if context.cues or not context.before or cues.means(scene.found.match.proclitics, "in"):
        return False  # أمام البرلمان بالرباط
    if cues.means(scene.found.match.proclitics, "and") and _is_listed_street(context, cues):
        return True
    head = cues.value_joined("name-head", context.before[-1])
    if head == "facility":
        return entry.kind == COUNTRY or entry.population >= _CAPITAL_SIZE
    return bool(head) and not (cues.value("government-noun", context.before[-1]) and _may_govern(entry))


def _is_listed_street(context: Context, cues: PlaceCues) -> bool:
    """Tell whether a name is the second of two streets: شارعي الثورة وبغداد."""
    return cues.value_joined("name-heads", (context.before[-2:-1] or ("",))[0]) == _STREET


def _may_govern(entry: PlaceEntry) -> bool:
    """Tell whether a place is a country or so large a town that it may be a capital."""
    return entry.kind == COUNTRY or (entry.kind == "town" and entry.population >= _CAPITAL_SIZE)


def _dateline_or_header(scene: Scene) -> tuple[str, str]:
    """Tell the dateline of a report ("دمشق - رويترز") from the head of a bulletin's item ("حلب:: ...")."""
    end, entry = scene.found.context.end, scene.entry
    sign = scene.norm[end : end + 3].strip()
    header = sign.startswith(":") and (sign.startswith("::") or entry.population < KNOWN_TOWN or entry.kind != "town")
    return ("place", "header") if header else ("dateline", "")


def _is_person(scene: Scene) -> bool:
    """Tell whether a title or a given name stands right before: a surname made of a place."""
    context, entry = scene.found.context, scene.entry
    if not context.cues and scene.cues.value("patronym", context.after.rstrip(_COMMAS)):
        return True
    if context.cues or not context.before or scene.found.match.proclitics:
        return False
    titled = scene.cues.value_joined("title", context.before[-1])
    return bool(titled) and (entry.population < KNOWN_TOWN or bool(entry.cue))


def _is_government(scene: Scene, relation: str) -> bool:
    """Tell whether a state or its capital acts or speaks here ("أعلنت موسكو"), or the one it is coordinated with."""
    context, cues, entry = scene.found.context, scene.cues, scene.entry
    if scene.before == "government" and not context.located:
        return True
    if relation == _IN and context.before and cues.value("seat", context.before[-1]):
        return True  # سلاح الجو التابع للحكومة في طبرق
    if relation or not _may_govern(entry):
        return False
    if not context.cues and not scene.found.match.proclitics and _is_accused(scene):
        return True
    before = context.before[-1] if context.before and not context.cues else ""
    verb = any(cues.value_joined("government-verb", form) for form in (before, *_without_pronoun(before)))
    noun = cues.value_joined("government-noun", before)
    return bool(verb or noun or cues.value("government-verb", context.after))


def charges_next(one: Found, two: Found, cues: PlaceCues) -> bool:
    """Tell whether a name that follows an accuser at once is whom he accuses: اتهمت كييف موسكو بقصف البلدة."""
    beside = two.match.norm_start - one.match.norm_end == 1 and not (two.match.proclitics or two.context.cues)
    before = one.context.before
    return beside and bool(before) and bool(cues.value_joined("accuse", before[-1]))


def _without_pronoun(word: str) -> tuple[str, ...]:
    """Return a verb without the pronoun written onto it: غارات تشنها أنقرة."""
    return tuple(word.removesuffix(pronoun) for pronoun in _PRONOUNS if word.endswith(pronoun))


def _is_accused(scene: Scene) -> bool:
    """Tell whether somebody accuses in the words before: اتهم جنرال بريطاني موسكو بشن غارات struck nothing in Moscow.

    Behind the charge a place is a place again: اتهم ناشطون النظام بقصف حلب.
    """
    for word in reversed(scene.found.context.before):
        if scene.cues.value_joined("accuse", word):
            return True
        if word.startswith(_CHARGE):
            return False
    return False
