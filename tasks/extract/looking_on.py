"""Who is named for what came after an event: comforted for the dead or finding them, blamed, or ending it.

Words stand in connectors.tsv: roles mourning, neglect, exchanged-charges, found and the boundary con-before-that.
"""

from collections.abc import Iterator, Sequence

from tasks.extract.attacks_ended import BEFORE_THAT, met_attacker
from tasks.extract.entities import EntityHit
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_FOR, _AND = ("ل", "لل"), "و"
_SIGNS = ' "«»“”()،,-–'
_KIN = 3  # words to another who is comforted: لعائلات القتلى وللشعب الباكستاني
_CHARGED = 80  # characters from a verb of exchanging over two sides to the charges
_FOUND = 40  # characters from who finds to the dead: عثرت الشرطة صباح اليوم على جثة
_CLAUSE = 12  # characters of a relative pronoun before its verb
_DAY = 2  # words between whom somebody blames and for what, a day: الشرطة، أمس الاثنين، بالتقصير


def comforted(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[tuple[int, int]]:
    """Yield to whom condolences go, which nobody hit: وقدم الرئيس تعازيه إلى أسر الضحايا وللشعب الباكستاني."""
    end, led = cue.word_end, (*reading.lexicon.prepositions.of("goal"), *_FOR)
    for one in (e for e in told if e.start >= cue.word_end):
        gap = reading.text[end : one.start].strip(_SIGNS).split()
        if not gap or gap[-1].removeprefix(_AND) not in led or len(gap) > _KIN:
            break
        yield cue.word_start, one.end
        end = one.end


def neglectful(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[tuple[int, int]]:
    """Yield who is accused of not having prevented it, neither its doer nor hit: اتهم الأهالي الشرطة بالتقاعس."""
    before = next((e for e in reversed(told) if e.end <= cue.word_start), None)
    if before is not None and len(reading.text[before.end : cue.word_start].strip(_SIGNS).split()) <= _DAY:
        yield before.start, before.end


def ended_it(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[tuple[int, int]]:
    """Yield who ended an attack and is no side of what was done until then: قبل أن تقتله الشرطة."""
    named = met_attacker(reading, cue) if cue.payload.cue_id == BEFORE_THAT else None
    if named in told and named is not None:
        yield cue.word_start, named.end


def accused_by_both(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[tuple[int, int]]:
    """Yield two sides of which each says that the other did it: تبادلت موسكو وكييف الاتهامات بقصف المحطة."""
    charges = next(iter(within(reading.cued("exchanged-charges"), cue.word_end, cue.word_end + _CHARGED)), None)
    sides = [e for e in told if charges is not None and cue.word_end <= e.start and e.end <= charges.word_start]
    if sides and charges is not None and len(reading.text[sides[-1].end : charges.word_start].split()) <= 1:
        yield cue.word_start, charges.word_end


def finding_dead(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[tuple[int, int]]:
    """Yield who finds the dead, whom nobody hit: عثرت الشرطة على ثلاث جثث; who finds arms is left to act."""
    finder = next((e for e in told if e.start >= cue.word_end), None)
    if finder is None or reading.text[cue.word_end : finder.start].strip(_SIGNS):
        return
    if within(reading.cued("bodies"), finder.end, finder.end + _FOUND):
        yield finder.start, finder.end


def is_fight(cue: Match[Cue], hits: Sequence[Hit]) -> bool:
    """Tell whether a fight is what is told itself: الجماعات التي تقاتل قوات الأمن منذ 2013."""
    return cue.payload.effect == "fought" and any(hit.start == cue.word_start for hit in hits)


def foes_anyhow(reading: Reading, cue: Match[Cue], told: Sequence[EntityHit]) -> Iterator[tuple[int, int]]:
    """Yield whom a side fights anyhow, told at once in a relative clause: القوة التي تقاتل حركة الشباب."""
    opened = within(reading.cued("relative"), cue.word_start - _CLAUSE, cue.word_start)
    if not opened or reading.text[opened[-1].word_end : cue.word_start].strip():
        return
    behind = next((e for e in told if e.start >= cue.word_end), None)
    gap = reading.text[cue.word_end : behind.start].split() if behind is not None else []
    if behind is not None and len(gap) <= 1 and not within(reading.cued("in"), cue.word_end, behind.start):
        yield cue.word_end, behind.end  # not البلدة التي تقاتل فيها القوات: she is the subject


LOOKING_ON = {
    "boundary": ended_it,
    "exchanged": accused_by_both,
    "mourning": comforted,
    "neglect": neglectful,
    "found": finding_dead,
    "fought": foes_anyhow,
}
"""Who is named behind a word and had no part in what is told, by the effect of the word."""
