"""Persons whom no list names and whom a passage tells as killed, abducted or arrested: اغتيال العقيد فلان الفلاني.

A person is killed once. Who tells of it again (who condemns it, buries him, tries those who did it, answers questions
on it) names him by a part of his name and by other titles: العقيد حسن صياد, مقتل صياد. A name is what stands in the
phrase of the victim and in no list: titles, ranks, offices and the force he was of stand there as well.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tasks.extract.agreement import VIOLENT, dates_agree, places_agree
from tasks.extract.drafts import Draft
from tasks.extract.hits import Hit
from tasks.extract.reading import Reading, within
from tasks.extract.victim_name import Name
from tasks.extract.within import count_until
from tasks.text.normal import normalise
from tasks.text.tokens import Token

# What befell a person, and the kinds of events that tell it.
_FATES = {
    "killed": VIOLENT | {"abduction", "mob-violence", "excessive-force", "violent-demonstration", "looting"},
    "abducted": frozenset({"abduction"}),
    "detained": frozenset({"arrests"}),
}
_TELLING = frozenset({"attack", "abduction"})  # of their words some tell a fate as well: اغتيال, خطف
_ONCE = "killed"
_ARTICLE = "ال"
_FUSED = ("ب", "ل", "ك")  # a word that begins so is hardly a part of a name: برصاص, لدى
_AND = "و"
_ALI = "علي"  # a name; its normal form is that of على
_VERBAL = ("ي", "ت", "ن", "س")  # a word that begins so behind a name may be a verb: خدايي يشكل, فلان ترك
_TANWIN = "\u064b"  # an adverb: حرقاً
_BARE = "bare"
_UNDERGONE = "target"  # whose subject is the victim: قتل فلان
_LONGEST = 12  # words of a phrase that names one victim with his titles
_SHORT = 3  # letters of the shortest name
_ROW = 2  # words of a name to which a last name alone may be tied
_MOST = 4  # names that one person has in the news
_QUOTES = '"“”«»'
_STOPS = frozenset(
    {
        *("preposition", "in", "relative", "when", "cause", "by", "boundary", "that", "that-pronoun", "among"),
        *("negated", "adverb", "result", "support", "undergo", "area"),
    }
)
_BEFORE = 90  # characters before a verb in which its subject begins


def is_named_again(reading: Reading, one: Draft, two: Draft) -> bool:
    """Tell whether two passages tell the fate of one person by name, who meets it once."""
    later = victim_names(reading, two)
    if not later or not _tells_one(two) or not _tells_one(one):
        return False
    if _names_known(one, later) and {one.event, two.event} <= _FATES[_ONCE] and dates_agree(one, two):
        return True
    pairs = [(a, b) for a in victim_names(reading, one) for b in later if a.fate == b.fate]
    pairs = [(a, b) for a, b in pairs if {one.event, two.event} <= _FATES[a.fate]]
    if not dates_agree(one, two):  # the day may be that of the funeral; an arrest may be another
        return any(a.fate == _ONCE and _share_row(a, b) for a, b in pairs)
    near = places_agree(one.place, two.place)
    return any(is_one(a, b, near=near) for a, b in pairs)


def _names_known(one: Draft, later: Sequence[Name]) -> bool:
    """Tell whether the dead that a passage names by one name is a person whom a list knows: مقتل شيرين.

    Told before was her whole name, which is no word of an unknown victim.
    """
    known = {
        word for side in one.targets if side.entity_id in one.persons for word in normalise(side.text).norm.split()
    }
    return any(name.fate == _ONCE and len(name.words) == 1 and name.words[0] in known for name in later)


def _tells_one(draft: Draft) -> bool:
    """Tell whether a passage counts no more than one whom the fate befell."""
    counted = [a for a in draft.amounts if a.measure in _FATES and a.victim_class == "all"]
    return all(a.vague or (a.best or a.low or 0) <= 1 for a in counted)


def is_one(one: Name, two: Name, *, near: bool) -> bool:
    """Tell whether two names are one person's: two names of a row are the same, or one of them is a last name alone.

    One name that both begin with (الشاب محمد) tells a person only at one place.
    """
    return _share_row(one, two) or _last_name(one, two, near=near)


def _last_name(one: Name, two: Name, *, near: bool) -> bool:
    return _begins_in(one.words, two.words, near=near) or _begins_in(two.words, one.words, near=near)


def _share_row(one: Name, two: Name) -> bool:
    """Tell whether two names in a row are the same: سعاد بن عمار, زميلتهم سعاد بن عمار."""
    return not set(pairwise(one.words)).isdisjoint(pairwise(two.words))


def _begins_in(part: Sequence[str], whole: Sequence[str], *, near: bool) -> bool:
    """Tell whether the first word of a name, and no more of it, stands in the other.

    One word behind مقتل may be an adjective or a verb (مسن, آخر, جاء): two such words are no name.
    """
    if len(whole) < _ROW:
        return False
    at = next((i for i, word in enumerate(whole) if word == part[0]), None)
    if at is None:
        return False
    ends = len(part) == 1 or at + 1 == len(whole) or part[1].startswith(_VERBAL) or whole[at + 1].startswith(_VERBAL)
    return ends and (at > 0 or near)


def victim_names(reading: Reading, draft: Draft) -> tuple[Name, ...]:
    """Return the names of victims in the passages of an event; looked for once in each passage."""
    if draft.names is None:
        draft.names = _names_of(reading, draft)
    return draft.names


def _names_of(reading: Reading, draft: Draft) -> tuple[Name, ...]:
    known = reading.once(_memory)
    found: tuple[Name, ...] = ()
    for group in draft.groups:
        key = group.hits[0].start
        names = known.get(key)
        if names is None:
            names = known[key] = tuple([name for hit in group.hits for name in _names_at(reading, hit)])
        if names:  # few passages name anybody
            found = found + names if found else names
    return found


def _memory(_: Reading) -> dict[int, tuple[Name, ...]]:
    """Return the memory of an article: where a passage begins, and the names in it."""
    return {}


def _names_at(reading: Reading, hit: Hit) -> Iterator[Name]:
    """Yield the names behind a word of a fate, and before it where it is a verb: الطفل فلان قتل."""
    fate = _fate_of(reading, hit)
    if fate is None:
        return
    tokens = reading.tokens
    first = count_until(tokens, hit.end - 1)
    yield from _names_in(reading, tokens[first : first + _LONGEST], fate, titled=hit.shape == _BARE)
    if not hit.verbal or hit.frame != _UNDERGONE:
        return
    start = max(reading.sentences[hit.sentence].start, hit.start - _BEFORE)
    before = within(tokens, start, hit.start)
    title = next((i for i, token in enumerate(before) if token.start in reading.once(_titles)), len(before))
    yield from _names_in(reading, before[title:], fate)


def _fate_of(reading: Reading, hit: Hit) -> str | None:
    """Return what a word says to have befallen a person; a word of an attack only where it tells a death as well."""
    if hit.casualty is not None:
        single = hit.casualty.kind != _BARE or hit.core in reading.once(_single)
        return hit.casualty.measure if single and hit.casualty.measure in _FATES else None
    if hit.event == "arrests":
        return "detained"
    if hit.event not in _TELLING:
        return None
    told = {getattr(word.payload, "measure", "") for word in within(reading.words, hit.core, hit.core + 1)}
    return next((fate for fate in _FATES if fate in told), None)


def _names_in(reading: Reading, tokens: Sequence[Token], fate: str, *, titled: bool = False) -> Iterator[Name]:
    """Yield the names of a phrase; a title begins another, and a word that opens something else ends the phrase."""
    words: list[str] = []
    sides = 0  # where the force or the outlet that the victim was of ends
    for token in tokens:
        if token.start < sides or token.norm in _QUOTES:
            continue
        named = titled and token.start in reading.once(_titles) and not token.norm.startswith((_ARTICLE, _AND))
        known = 0 if named else _side_end(reading, token)
        if known and not words:
            sides, titled = known, True
        elif _is_title(reading, token, begun=bool(words), titled=titled):
            if _is_name(words):
                yield Name(fate, tuple(words))
            words, titled = [], True
        elif known or (not named and _ends(reading, token, words, titled=titled)):
            break
        else:
            words.append(token.norm)
            if len(words) == _MOST:
                break
    if _is_name(words):
        yield Name(fate, tuple(words))


def _is_title(reading: Reading, token: Token, *, begun: bool, titled: bool) -> bool:
    """Tell whether a word is a title: with the article, or before all else; رائد of الشاب رائد is his name."""
    if token.norm.startswith(_ARTICLE):
        return not begun or token.start in reading.once(_titles)
    return token.start in reading.once(_titles) and not (begun or titled)


def _is_name(words: Sequence[str]) -> bool:
    """Tell whether words may be a name: no particle, and nothing that "and" joins to another word."""
    return bool(words) and len(words[0]) >= _SHORT and not words[0].startswith(_AND)


def _ends(reading: Reading, token: Token, words: Sequence[str], *, titled: bool) -> bool:
    """Tell whether a word is no part of a name: a sign, a number, a particle, a word of an event, where or when."""
    if not token.is_word or token.norm[0].isdigit():
        return True
    fused = len(token.norm) > _SHORT and token.norm.startswith(_FUSED)
    if fused or ((words or not titled) and token.norm.startswith(_AND)):
        return True
    written = reading.text[token.start : token.end]
    if written == _ALI or _TANWIN in written:
        return written != _ALI
    joined = token.norm.startswith(_AND) and token.start + len(_AND) in reading.once(_taken)  # مقتل شخص وإصابة
    return joined or token.norm in reading.lexicon.gazetteer.cues.outward or token.start in reading.once(_taken)


def _side_end(reading: Reading, token: Token) -> int:
    """Return where a side ends that begins at a word, or right behind a particle written onto it: بالحرس الثوري."""
    side = next(iter(within(reading.entities, token.start, token.end)), None)
    return side.end if side is not None else 0


def _titles(reading: Reading) -> frozenset[int]:
    """Return where words begin that tell what a victim was: a child, an officer, a martyr."""
    return reading.once(_single).union(word.word_start for word in reading.words if _is_victim(word.payload))


def _single(reading: Reading) -> frozenset[int]:
    """Return where words begin that count one: الشهيد فلان names a man, قتلى وجرحى nobody."""
    return frozenset([unit.word_start for unit in reading.units if unit.payload.number == "singular"])


def _is_victim(word: object) -> bool:
    return getattr(word, "kind", "") == _BARE


def _taken(reading: Reading) -> frozenset[int]:
    """Return where words begin that are no names: particles, words of events, weapons, days and places."""
    found = [cue.word_start for cue in reading.cues if cue.payload.effect in _STOPS]
    found += [word.word_start for word in reading.words]
    found += [unit.word_start for unit in reading.units]
    for things in (reading.weapons, reading.objects, reading.numbers, reading.places):
        found += [thing.start for thing in things]
    for day in reading.dates:
        found += [token.start for token in within(reading.tokens, day.start, day.end)]
    return frozenset(found)
