"""What a word of an event needs beside it, by the name in the column `needs`: people behind it, arms, a site."""

from collections.abc import Callable, Mapping

from tasks.extract.actor_kinds import FIGHTERS
from tasks.extract.amounts import PERSONS
from tasks.extract.dropping import drops_bombs
from tasks.extract.figurative import is_figurative
from tasks.extract.following import (
    GROUND,
    behind_taker,
    takes_people,
)
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Casualty
from tasks.extract.manners import is_deed
from tasks.extract.reading import Reading, within
from tasks.extract.tallies import has_risen
from tasks.text.number_words import BARE

_BESIDE = 16  # characters before a verb in which its munition stands: صاروخ سقط
_OBJECT = 40  # characters between a word of attack and what it hits
_REACH = 60
_NEXT = 3  # characters to the next word
_CIVILIANS = "civilians"
_PLATFORM = "platform"
_BEFORE_ARMS = 3  # words between finding and what was found: على نحو عشر
_OF_A_SIDE = 3  # words that say whose an air defence is: الدفاعات الجوية التابعة لقوات كذا
_ARRESTS = "arrests"


def stops_behind(reading: Reading, hit: Hit) -> list[int]:
    """Return where the signs stand that end the clause of a word, within its reach."""
    found = (reading.text.find(sign, hit.end, hit.end + _REACH) for sign in "،.؛\n")
    return [place for place in found if place >= 0]


def _takes_people(reading: Reading, hit: Hit) -> bool:
    return takes_people(reading, hit.end)


def _are_gathered(reading: Reading, hit: Hit) -> bool:
    """Tell whether people, of whatever number, stand right behind a verb: احتج العشرات من السائقين, احتجت عائلات."""
    stop = hit.end + _BESIDE
    crowd = [n.start - len(n.proclitics) for n in within(reading.numbers, hit.end, stop) if n.counts]
    crowd += [e.start for e in within(reading.entities, hit.end, stop) if e.kind == _CIVILIANS]
    return takes_people(reading, hit.end) or any(reading.text[hit.end : at].strip() in BARE for at in crowd)


def _meets_persons(reading: Reading, hit: Hit) -> bool:
    """Tell whether people, counted or not, stand right behind a word: القضاء على المسلحين; not القضاء على التنظيم."""
    found = [
        u.word_start for u in within(reading.units, hit.end, hit.end + _OBJECT) if reading.counts_persons(u.payload)
    ]
    found += [n.start for n in within(reading.numbers, hit.end, hit.end + _BESIDE) if n.counts]
    return bool(found) and reading.text[hit.end : min(found)].strip() in BARE


def _is_counted_people(reading: Reading, hit: Hit) -> bool:
    """Tell whether a number of people stands right behind a word: جثث ستة مدنيين, أسر ستة جنود; not أسر الشهداء."""
    for pair in within(reading.counts, hit.end, hit.end + _BESIDE)[:1]:
        if (pair.number.kind == "dual" or pair.unit_start == pair.start) and pair.start - hit.end <= 1:
            return reading.counts_persons(pair.unit)  # جثتي امرأتين, تحييد مسلحين اثنين
    number = next((n for n in within(reading.numbers, hit.end, hit.end + _OBJECT) if n.counts), None)
    if number is None or reading.text[hit.end : number.start].strip():
        return False
    unit = next((c.unit for c in within(reading.counts, number.start, number.end + 1)), None)
    whose = within(reading.entities, number.end, number.end + _BESIDE)  # تحييد ستة من حزب العمال
    return unit is None or bool(whose) or reading.lexicon.unit_meanings[unit.unit_id].measure == PERSONS


def _is_held_now(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of becoming stands before the hands that hold a place: أصبحت البلدة في قبضة الفصيل."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    before = [cue for cue in within(reading.cues, start, hit.start) if cue.payload.effect == "became"]
    return bool(before) and not any(sign in reading.text[before[-1].end : hit.start] for sign in "،.؛\n")


def _is_moved(reading: Reading, hit: Hit) -> bool:
    """Tell whether troops come or are sent: وصول تعزيزات, تعزيزات وصلت; in غارات على تعزيزات they are what is hit."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _OBJECT)
    near = within(reading.cues, start, hit.end + _REACH)
    return any(cue.payload.effect == "moved" and not hit.start <= cue.start < hit.end for cue in near)


def _are_remains(reading: Reading, hit: Hit) -> bool:
    """Tell whether a body stands before what it bears: عثر على ست جثث عليها آثار طلقات نارية."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    meanings = reading.lexicon.unit_meanings
    return any(meanings[u.payload.unit_id].measure == "killed" for u in within(reading.units, start, hit.start))


def _have_gone(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb of going stands before the streets: نزل آلاف المواطنين أمس إلى شوارع المدينة."""
    start = max(reading.sentences[hit.sentence].start, hit.start - _REACH)
    return bool(within(reading.cued("went"), start, hit.start))


def _finds_arms(reading: Reading, hit: Hit) -> bool:
    """Tell whether arms or charges stand right behind a word of finding: عثرت القوة على عشر عبوات; not على جثة."""
    end = behind_taker(reading, hit.end)
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    found = [w.start for w in within(reading.weapons, end, stop) if w.kind != _PLATFORM]
    found += [c.word_start for c in within(reading.cues, end, stop) if c.payload.effect == "arms"]
    first = min(found, default=stop)
    people = any(reading.counts_persons(unit.payload) for unit in within(reading.units, end, first))
    near = len(reading.text[end:first].split()) <= _BEFORE_ARMS
    return bool(found) and near and not people and not within(reading.words, end, first)


def _is_shield(reading: Reading, hit: Hit) -> bool:
    """Tell whether an air defence stands right before or behind a verb: تصدت الدفاعات الجوية."""
    near = within(reading.cued("air-defence"), hit.start - _REACH, hit.end + _REACH)
    around = ((c.word_end, hit.start) if c.word_end <= hit.start else (hit.end, c.word_start) for c in near)
    return any(len(reading.text[start:end].split()) <= _OF_A_SIDE for start, end in around)


def _lets_go(reading: Reading, hit: Hit) -> bool:
    """Tell whether people stand behind the first preposition of a clause: أفرجت الجبهة عن ستة عشر جنديا."""
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    led = [c for c in within(reading.cues, hit.end, stop) if c.payload.effect == "preposition"]
    return bool(led) and takes_people(reading, led[0].word_end)


def _takes_site(reading: Reading, hit: Hit) -> bool:
    """Tell whether a place or what stands on the ground is right behind a verb or its subject: سلمت القوات سد كذا."""
    end = behind_taker(reading, hit.end)
    near = [o.start for o in within(reading.objects, end, end + _NEXT) if o.entity_id in GROUND]
    near += [p.start for p in within(reading.places, end, end + _NEXT)]
    near += [c.word_start for c in within(reading.cued("base"), end, end + _NEXT)]
    return bool(near) and not reading.text[end : min(near)].strip()


def _frees(reading: Reading, hit: Hit) -> bool:
    """Tell whether a side stands between a verb and سراح: أطلقت الجماعة سراح ستة; not أطلق سراحه."""
    stop = min([hit.end + _REACH, *stops_behind(reading, hit)])
    free = next(iter(within(reading.cued("freedom"), hit.end, stop)), None)
    return free is not None and any(e.kind in FIGHTERS for e in within(reading.entities, hit.end, free.start))


def _befell_them(reading: Reading, hit: Hit) -> bool:
    """Tell whether a crowd is whom the word before tells as dead or taken: مقتل عشرات المحتجين holds no rally."""
    before = within(reading.words, hit.start - _BESIDE, hit.start)[-1:]
    told = (w for w in before if isinstance(w.payload, Casualty) or w.payload.event == _ARRESTS)
    return any(not reading.text[w.word_end : hit.start].strip() for w in told)


BESIDE_IT: Mapping[str, Callable[[Reading, Hit], bool]] = {
    "captive": _takes_people,
    "gathered": _are_gathered,
    "met": _meets_persons,
    "counted": _is_counted_people,
    "became": _is_held_now,
    "moved": _is_moved,
    "risen": has_risen,
    "went": _have_gone,
    "remains": _are_remains,
    "arms": _finds_arms,
    "shield": _is_shield,
    "let-go": _lets_go,
    "site": _takes_site,
    "freedom": _frees,
    "bomb": drops_bombs,
    "aloft": lambda reading, hit: not drops_bombs(reading, hit),
    "unhurt": lambda reading, hit: not _befell_them(reading, hit),
    "deed": is_deed,
    "tangible": lambda reading, hit: not is_figurative(reading, hit),
}
"""By the need: what tells whether it stands beside a word."""
