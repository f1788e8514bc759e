"""Offices, ranks and titles that stand before a name: وزير الخارجية الروسي سيرغي لافروف, المتحدث باسم X, مسلحي X."""

from typing import Final

from tasks.extract.actor_kinds import BANDS, FORCES
from tasks.extract.entity_context import Found, word_start
from tasks.extract.entity_index import EntityIndex
from tasks.extract.entity_page import Candidate, Page

TROOPS: Final = "forces-of"
STORY_COUNTRY: Final = "story-country:"
"""Begins the rules by which an office without a country was given to the country in which the story plays."""
_GROUP: Final = "group"
GROUP: Final = "group-of"
"""The rule of an armed group with the word for what it is: حركة إم23."""
_GOVERNMENT = "-gov"
_BODIES = FORCES | {"government", "party", "alliance", "state"}
_FORCES, _SERVICES = "forces", frozenset({"army", "police"})
_ARTICLE, _OBJECT = "ال", ("ا", "ين")
_GAP = "+"  # ends the rule where another adjective stands between: هجوم جوي روسي
_OWNED = "force-owned-"  # قوات تابعة ل


def in_apposition(page: Page, heads: list[Candidate], persons: list[Candidate] | None = None) -> list[Candidate]:
    """Return office and person as one: وزير الخارجية الروسي سيرغي لافروف, اللواء إيغور كوناشينكوف."""
    by_start = {c.start: c for c in persons or heads if page.index.kinds[c.entity_id] == "person"}
    found = []
    for head in heads:
        person = by_start.get(_after_titles(page, head.end))
        if person is None or _is_body(page.index, head, person):
            continue
        if _belongs(page.index, person.entity_id, head.entity_id):
            found.append(Candidate(head.start, person.end, person.entity_id, "apposition"))
    if persons is None:
        for match in page.of["title"]:
            person = by_start.get(_after_titles(page, match.norm_end))
            if person is not None:
                found.append(Candidate(match.norm_start, person.end, person.entity_id, "title"))
    return found


def _after_titles(page: Page, end: int) -> int:
    """Return where the word after the titles behind an offset begins."""
    while True:
        title = max((m.norm_end for m in page.after(end, "title") if not m.proclitics), default=None)
        if title is None:
            return end + 1
        end = title


def _is_body(index: EntityIndex, head: Candidate, person: Candidate) -> bool:
    """Tell whether a body stands right before a person, who is no part of its name: حملت حكومة الوفاق حفتر مسؤولية."""
    return head.rule_id == "name" and index.kinds[head.entity_id] in _BODIES and person.start == head.end + 1


def _belongs(index: EntityIndex, person: str, office: str) -> bool:
    """Tell whether a person may hold an office: it is theirs, or of the same country."""
    one, two = index.known[person], index.known[office]
    return office != person and (one.parent_id == office or (one.country is not None and one.country == two.country))


def with_roles(page: Page, candidates: list[Candidate]) -> list[Candidate]:
    """Return candidates with the office or part that stands before them: المتحدث باسم X, مسلحي X, مدير X."""
    longest: dict[int, Found] = {}
    for match in page.of["role"]:
        longest.setdefault(match.norm_end, match)  # matches stand in order: the first that ends here is the longest
    found = []
    for candidate in candidates:
        role = longest.get(candidate.start - 1) if page.norm[candidate.start - 1 : candidate.start] == " " else None
        if role is None and candidate.start >= 2 and page.norm[candidate.start - 2] == " ":
            inner = longest.get(candidate.start - 2)
            role = inner if inner is not None and inner.payload.agreement == "in" else None
        if role is None or _is_state_force(page.index, role, candidate) or _is_force_named(page, role, candidate):
            continue
        relation = page.index.roles[role.payload.value]
        if relation == _FORCES and _is_one_hit(page, candidate):
            continue
        if _is_deed(page.index, candidate) and _leads_into(page, role):
            continue  # مقتل القيادي في غارة إسرائيلية: no man of hers
        if relation == _GROUP and page.index.kinds[candidate.entity_id] not in BANDS:
            continue  # جماعة غولن is not the man
        rule_id = "apposition" if candidate.rule_id == "apposition" else f"{relation}-of"
        rule_id = f"{STORY_COUNTRY}{rule_id}" if candidate.rule_id.startswith(STORY_COUNTRY) else rule_id
        entity_id = _troops_of(page.index, candidate.entity_id) if relation == _FORCES else candidate.entity_id
        found.append(Candidate(role.norm_start, candidate.end, entity_id, rule_id))
    return found


def _leads_into(page: Page, role: Found) -> bool:
    """Tell whether the words of a role end in "in", behind which a deed tells where somebody fell, not whose he is."""
    return page.norm[role.norm_start : role.norm_end].rpartition(" ")[2] in page.index.within


def _is_deed(index: EntityIndex, candidate: Candidate) -> bool:
    """Tell whether a name is what a force did, with the adjective of its country: غارة إسرائيلية."""
    pattern = index.patterns.get(candidate.rule_id.rpartition(":")[2].rstrip(_GAP))
    return pattern is not None and bool(pattern.deed)


def _is_one_hit(page: Page, candidate: Candidate) -> bool:
    """Tell whether a soldier or policeman in the case of an object stands behind who hit him: هاجم مسلح شرطيا."""
    known, words = page.index.known[candidate.entity_id], page.norm[candidate.start : candidate.end]
    nobodys = known.country is None and page.index.kinds[candidate.entity_id] in _SERVICES
    return nobodys and " " not in words and not words.startswith(_ARTICLE) and words.endswith(_OBJECT)


def _troops_of(index: EntityIndex, entity_id: str) -> str:
    """Return the army of a government, or the side of a leader, whose forces are meant: قوات حميدتي."""
    parent = index.known[entity_id].parent_id
    if index.kinds[entity_id] == "person" and f"{entity_id}-forces" in index.known:
        return f"{entity_id}-forces"  # القوات الموالية للرئيس السابق علي عبد الله صالح
    if index.kinds[entity_id] == "person" and parent is not None and index.kinds.get(parent) in FORCES:
        return parent
    army = entity_id.removesuffix(_GOVERNMENT) + "-army"
    return army if entity_id.endswith(_GOVERNMENT) and army in index.known else entity_id


def _is_force_named(page: Page, role: Found, candidate: Candidate) -> bool:
    """Tell whether a list holds the forces of a leader by this very name: قوات حفتر."""
    if page.index.roles[role.payload.value] != "forces":
        return False
    return any(
        name.norm_end == candidate.end for name in page.at.get(("name", word_start(role)), ())
    )  # لكتائب حزب الله


def _is_state_force(index: EntityIndex, role: Found, candidate: Candidate) -> bool:
    """Tell whether the words are the forces of a state: those are its army, which the patterns read.

    Whose aircraft and ships belong to a government (الطيران التابع للنظام) is told by what they are.
    """
    kind, owned = index.kinds[candidate.entity_id], role.payload.value.startswith(_OWNED)
    return index.roles[role.payload.value] == "forces" and (kind == "state" or (kind == "government" and owned))
