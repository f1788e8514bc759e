"""How far a speaker's words reach: to the next who takes the word, to the end of the quotation or of the sentence."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.speech_memory import Draft
from tasks.extract.speech_page import Page, token_at
from tasks.extract.speech_phrase import begins_source

_OPENING = 2  # tokens at the beginning of a sentence in which "while" stands
_ARTICLE, _FEW = "ال", 4
_BESIDE = 1  # tokens between a speaker and the verb behind him
_COMMAS = frozenset({",", "،"})
_AND, _GUNMEN = "و", frozenset({"armed"})
_FINITE = frozenset({"perfect", "imperfect"})


def scope_of(
    page: Page, drafts: Sequence[Draft], draft: Draft, bounds: tuple[int, int], breaks: frozenset[int]
) -> tuple[int, int]:
    """Return the tokens that a speaker's words take up within those of a sentence."""
    first, last = bounds
    if draft.rule_id.endswith(".after"):
        return _reach_back(drafts, draft, first), draft.first
    start = draft.content.first
    end = _attribute_end(page, draft, _quote_end(page, draft, last))
    for other in drafts:
        if other.first <= start or other is draft:
            continue
        if _goes_on_for_another(draft, other):
            end = min(end, other.first)
        elif _takes_over(page, other, breaks):
            end = min(end, _clause_start(page, _opening(page, other), start, breaks))
    end = _turn(page, draft, (start, end), breaks)
    return start, _main_clause(page, draft, (start, end), first)


def _attribute_end(page: Page, draft: Draft, end: int) -> int:
    """Return where a clause ends that only says who somebody is: أصيب ثلاثة قالت مصادر إنهم مدنيون، في قصف."""
    said = page.verbs.get(draft.first)
    before = draft.first - 1
    if said is None or said.joined or draft.carried or before < 0 or draft.content.how != "that":
        return end
    behind = bool(draft.sources) and draft.sources[0].start > page.tokens[draft.first].start
    plain = page.norms[before][0].isalpha() and not page.norms[before].startswith(_ARTICLE) and not page.filler(before)
    told = any(t.start in page.verbal_news for t in page.tokens[max(0, before - _FEW) : before])
    if not (behind and plain and told):
        return end
    return next((at for at in range(draft.content.first, end) if page.norms[at] in _COMMAS), end)


def _main_clause(page: Page, draft: Draft, bounds: tuple[int, int], first: int) -> int:
    """Return where the news begins beside which somebody spoke: بينما أكد الوزير أن الوضع هادئ، قتل خمسة في قصف."""
    start, end = bounds
    if not any(page.tokens[at].start in page.whiles for at in range(first, min(draft.first, first + _OPENING))):
        return end
    told = (at for at in range(start + 1, end) if page.norms[at - 1] in _COMMAS)
    return next((at for at in told if page.tokens[at].start in page.verbal_news or _opens_act(page, at)), end)


def _opens_act(page: Page, at: int) -> bool:
    """Tell whether somebody else's act begins, that nothing joins: بينما أفادت مصادر بتوقف القصف، نفى الوزير ذلك."""
    said = page.verbs.get(at)
    finite = said is not None and not said.joined and all(form.shape == "perfect" for form in said.forms)
    return finite and at + 1 < len(page.norms) and begins_source(page, at + 1)


def _turn(page: Page, draft: Draft, bounds: tuple[int, int], breaks: frozenset[int]) -> int:
    """Return where the outlet goes on by itself behind a thing that is denied: نفت أنقرة القصف، فيما قتل خمسة جنود.

    Behind any other thing it does so where another party speaks up: هدد القائد بقصف الميناء، فيما دعت مصر إلى هدنة.
    """
    start, end = bounds
    if draft.content.how != "noun" or draft.form is None:
        return end
    turns = [at for at in range(start + 2, end) if page.tokens[at].start in breaks and page.norms[at - 1] in _COMMAS]
    joined = [at for at in range(start + 1, end) if page.norms[at - 1] in _COMMAS and page.norms[at][0] == _AND]
    end = next((at for at in joined if _speaks_up(page, at)), end)  # تبنت داعش الهجوم، ونددت به طالبان
    if draft.form.verb.stance != "denies":
        return next((at for at in turns if _speaks_up(page, at + 1)), end)
    end = next((at for at in joined if _is_deed_of_other(page, draft, at, end)), end)
    turn = next((at for at in turns if any(page.tokens[i].start in page.news for i in range(start, at))), end)
    return next((at for at in joined if page.tokens[at].start in page.deeds and at < turn), turn)  # وقصفت تركيا


def _is_deed_of_other(page: Page, draft: Draft, at: int, end: int) -> bool:
    """Tell whether a word that may be a verb tells what another armed side did: نفى الجيش كذا، وخطف مسلحون عشرة."""
    if page.tokens[at].start not in page.joined_news:
        return False
    own = {source.entity_id for source in draft.sources}
    stop = next((i for i in range(at, end) if page.norms[i] in _COMMAS), end)
    named = (page.named[i] for i in range(at + 1, stop) if i in page.named)
    return any(one.kind in FORCES | _GUNMEN and one.entity_id not in own for one in named)


def _speaks_up(page: Page, at: int) -> bool:
    """Tell whether a verb of speech with a named party behind it stands at a token."""
    verbal, last = page.words.verbal, at + 1 >= len(page.norms)
    forms = () if last else verbal.get(page.norms[at]) or verbal.get(page.bare(at)) or ()
    return at + 1 in page.named and any(form.shape in _FINITE for form in forms)


def _quote_end(page: Page, draft: Draft, last: int) -> int:
    """Return where direct speech ends: with its quotation, unless the reporter goes on with و in the same sentence."""
    closing = page.quote_ends.get(draft.content.first)
    if draft.content.how != "quote" or closing is None or closing + 1 >= last:
        return last
    return last if page.norms[closing + 1][0] == "و" else closing + 1


def _reach_back(drafts: Sequence[Draft], draft: Draft, first: int) -> int:
    """Return where the words of a source after the news begin: after the words of the speaker before."""
    ends = [d.content.first for d in drafts if d.first < draft.first and not d.rule_id.endswith(".after")]
    afters = [d.last for d in drafts if d.first < draft.first and d.rule_id.endswith(".after")]
    return max([first, *ends, *afters])


def _takes_over(page: Page, other: Draft, breaks: frozenset[int]) -> bool:
    """Tell whether a frame begins a clause of its own beside the one before: وأكد, فيما أعلن."""
    if other.form is None or other.rule_id.endswith(".after"):
        return False
    if other.form.shape == "masdar":
        return other.form.verb.stance == "denies"  # في ظل نفي الكرملين: the outlet's words, not the accuser's
    if other.form.shape == "participle":
        return False
    said, before = page.verbs[other.first], other.first - 1
    if page.filler(before) == "himself" and not page.opens_clause(before, "himself"):
        return True  # أكدت أنها نفذت ضربة، لكنها نفت
    opens = _opening(page, other)
    return said.joined or any(page.tokens[i].start in breaks for i in range(max(0, opens - 2), other.first + 1))


def _opening(page: Page, draft: Draft) -> int:
    """Return the first token of a verb and its speaker, who may stand before it: لكن وزارة الداخلية نفت.

    A verb that "and" joins has its speaker from the clause before: ونفت موسكو الاتهام وقالت إن.
    """
    if page.verbs[draft.first].joined:
        return draft.first
    near = [s for s in draft.sources if 0 <= draft.first - token_at(page, s.end) <= _BESIDE]
    return min((token_at(page, source.start) for source in near), default=draft.first)


def _goes_on_for_another(draft: Draft, other: Draft) -> bool:
    """Tell whether a participle gives the word back to another speaker: زاعمة قصف المدينة، مؤكدا أن.

    A denial goes on over it: what others allege in its sentence is what it denies.
    """
    if draft.form is not None and draft.form.verb.stance == "denies":
        return False
    return other.form is not None and other.form.shape == "participle" and other.sources != draft.sources


def _clause_start(page: Page, index: int, floor: int, breaks: frozenset[int]) -> int:
    for at in range(index, max(floor, index - 3), -1):
        if page.tokens[at].start in breaks:
            return at
    return index
