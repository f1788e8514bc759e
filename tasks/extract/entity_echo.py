"""Names that stand for one told before: short forms (الحزب), and planes without an owner (المقاتلات)."""

from collections import defaultdict
from collections.abc import Iterator

from tasks.extract.entity_context import Found, word_after
from tasks.extract.entity_page import Candidate, Page

_AIR, _COALITION = "air-force", "coalition"
_FLYING = frozenset({"army", "air-force", "coalition", "navy"})
_SIDES = {"air-force": frozenset({"air-force", "coalition"}), "army": frozenset({"army", "coalition"})}


def second_mentions(page: Page, kept: list[Candidate]) -> Iterator[Candidate]:
    """Yield short forms after the name they stand for; of several names, the last one mentioned."""
    shorts: dict[tuple[int, int], list[str]] = defaultdict(list)
    for match in page.of["short"]:
        if not _has_other_adjective(page, match):
            shorts[match.norm_start, match.norm_end].append(match.payload.value)
    seen: dict[str, int] = {}
    named = iter([*kept, Candidate(len(page.norm) + 1, 0, "", "")])
    upcoming = next(named)
    for (start, end), ids in sorted(shorts.items()):
        while upcoming.start < start and upcoming.entity_id:
            seen[upcoming.entity_id] = upcoming.start
            upcoming = next(named)
        last = max((i for i in ids if i in seen), key=seen.__getitem__, default=None)
        if last is not None:
            seen[last] = start
            yield Candidate(start, end, last, "second-mention")


def _has_other_adjective(page: Page, match: Found) -> bool:
    """Tell whether an adjective makes the short name another one: الاتحاد الدولي after الاتحاد الأوروبي."""
    if page.index.kinds[match.payload.value] == "person":
        return False
    word = word_after(page.norm, match.norm_end)
    return word.startswith("ال") and word.endswith(("ي", "يه"))


def bare_forces(page: Page, kept: list[Candidate]) -> Iterator[Candidate]:
    """Yield planes and troops without an owner (المقاتلات, القوات): those of the side named last before them."""
    for head in page.of["head"]:
        pattern = page.index.patterns[head.payload.value]
        if not head.payload.definite or _is_specified(page, head):
            continue
        if pattern.bare == "def" and not page.country:
            yield from _of_only_one(page, kept, head, pattern.slot)
        if not pattern.bare.startswith("last"):
            continue
        kinds = _SIDES.get(pattern.slot, frozenset())
        named = [c for c in kept if c.end <= head.norm_start and page.index.kinds[c.entity_id] in kinds]
        named = [c for c in named if pattern.slot != _AIR or not _is_local(page, c.entity_id)]
        owner = named[-1].entity_id if named else _only_air_force(page, kept) if _flies(page, head) else None
        if owner is not None:
            yield Candidate(head.norm_start, head.norm_end, owner, "second-mention")
        elif pattern.bare.endswith("def") and page.force_of_story(pattern.slot) in page.index.known:
            entity_id = page.force_of_story(pattern.slot)
            yield Candidate(head.norm_start, head.norm_end, entity_id, f"story-country:{head.payload.value}")


def _is_local(page: Page, entity_id: str) -> bool:
    """Tell whether a coalition is one of groups of the country of the story, which has no planes: قسد in Syria."""
    country = page.index.known[entity_id].country
    return page.index.kinds[entity_id] == _COALITION and country is not None and country.lower() == page.country


def _of_only_one(page: Page, kept: list[Candidate], head: Found, slot: str) -> Iterator[Candidate]:
    """Yield a force of no country as the one of its kind that was named before: الجيش, after الجيش المالي alone."""
    known = page.index.known
    named = {c.entity_id for c in kept if c.end <= head.norm_start and known[c.entity_id].kind == slot}
    whose = [one for one in named if known[one].country is not None]
    if len(whose) == 1:
        yield Candidate(head.norm_start, head.norm_end, whose[0], "second-mention")


def _flies(page: Page, head: Found) -> bool:
    """Tell whether a head is an air force as such: الطيران, no aircraft that others may have as well."""
    return page.index.patterns[head.payload.value].slot == _AIR and head.payload.agreement == "m"


def _only_air_force(page: Page, kept: list[Candidate]) -> str | None:
    """Return the planes of the one army that a text names: نفذ الطيران غارات in a war of the army with militias."""
    known = page.index.known
    countries = {known[c.entity_id].country for c in kept if page.index.kinds[c.entity_id] in _FLYING}
    country = countries.pop() if len(countries) == 1 else None
    force = f"actor:{country.lower()}-{_AIR}" if country else ""
    return force if force in known else None


def _is_specified(page: Page, head: Found) -> bool:
    """Tell whether an adjective says whose they are, even one that no list holds: القوات المشتركة."""
    word = word_after(page.norm, head.norm_end)
    return word.startswith("ال") and head.payload.agreement in {"f", "p"} and word.endswith(("ه", "يين", "يون", "ين"))
