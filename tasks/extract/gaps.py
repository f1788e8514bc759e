"""What stands between two words of events: joining words, places, sides, and dots behind which other news begins."""

from collections.abc import Sequence

from tasks.extract.actor_kinds import FORCES
from tasks.extract.amounts import ADDED
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Cue
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_DONE = frozenset({"support", "relative"})
_SUBJECT_WORDS = 5  # of a verb and who did it
_BY, _AND = "ب", "و"
_PRISONERS = frozenset({"arr-captured", "arr-prisoner", "arr-prisoner-noun"})
_FOUGHT = frozenset({"armed-clash", "assault", "capture", "government-regains-territory", "attack"})
_ENTERED, _ARRESTS = "other", "arrests"
_SHE = "ت"
_BESIDE = 12  # words from the dead of a fight to its prisoners
_AND_THAT = "con-and-that"
_WAR, _CLOSE = "war", 2  # words between a war and the verb of its toll
_SUBJECT = 16  # characters in which the subject of a verb begins
_FEW = 6  # words between a verb and the number of its raids
_PAUSES = ("…", "..")
_GOES_ON = frozenset({"in", "boundary", "another", "turn"})


class Gap:
    """What stands between two hits of a sentence."""

    def __init__(self, reading: Reading, one: Hit, two: Hit) -> None:
        cues = within(reading.cues, one.end, two.start)
        added = {cue.word_start for cue in cues if _adds_victims(reading, cue, two)}
        added |= side_ends(reading, one.start, two.start)
        self.start = one.end
        self.text = reading.text[one.end : two.start]
        self.cues = [c for c in cues if c.payload.effect != "boundary" or c.word_start not in added]
        self.places = len(within(reading.places, one.end, two.start))
        self.armed = len(within(reading.entities, one.end, two.start))
        self.paused = find_pause(reading, one.end, two.start) is not None

    def has(self, effect: str) -> bool:
        """Tell whether a joining word of one kind stands between."""
        return any(cue.payload.effect == effect for cue in self.cues)

    @property
    def boundary(self) -> bool:
        """Whether other news begins between."""
        return self.has("boundary") or self.has("when") or self.paused

    @property
    def says_another(self) -> bool:
        """Whether "and that" opens another thing said: إن جنديين أصيبا، وإن الطائرات قصفت."""
        return any(cue.payload.effect == "that" and cue.proclitics for cue in self.cues)

    @property
    def words(self) -> int:
        """How many words stand between."""
        return len(self.text.split())

    @property
    def carried(self) -> bool:
        """Whether a verb of a new subject carries the second noun: بالتزامن مع الغارة قامت المدفعية بقصف."""
        return any(c.payload.effect == "support" and not c.proclitics.startswith("و") for c in self.cues)

    @property
    def caused(self) -> bool:
        """Whether a word of cause stands right before the second hit: دمر المستودع نتيجة غارة."""
        if not self.cues or self.cues[-1].payload.effect != "cause":
            return False
        return not self.text[self.cues[-1].word_end - self.start :].strip(' "')

    def tells_how(self, hit: Hit) -> bool:
        """Tell whether "and that by" leads to the second: اغتيل فلان، وذلك بإطلاق النار عليه."""
        if hit.particle != _BY or not self.cues or self.cues[-1].payload.cue_id != _AND_THAT:
            return False
        return not self.text[self.cues[-1].word_end - self.start :].strip(_BY + " ")

    def leads_to_means(self, hit: Hit) -> bool:
        """Tell whether "by" and a blow stand behind who did a deed: مجزرة ارتكبتها القوات بقصف مدفعي."""
        done = all(cue.payload.effect in _DONE for cue in self.cues)
        return hit.particle == _BY and done and self.words <= _SUBJECT_WORDS and not (self.boundary or self.places)

    def leads_to_war(self, reading: Reading, hit: Hit) -> bool:
        """Tell whether a toll is that of a war named beside it: نزاع أودى بحياة الآلاف, بلد أدت فيه الحرب إلى مقتل."""
        if hit.trigger is not None or hit.casualty is None:
            return False
        before = [c for c in self.cues if c.payload.effect == _WAR]
        led = before and len(self.text[before[-1].word_end - self.start :].split()) <= _CLOSE
        alone = hit.verbal and not (hit.suffix or hit.particle)  # الدمار الذي خلفته الحرب, وأسفر الصراع
        behind = within(reading.cued(_WAR), hit.end, hit.end + _SUBJECT) if alone else ()
        told = behind and len(reading.text[hit.end : behind[0].word_start].split()) <= 1
        return bool(led or told)

    def counts_means(self, reading: Reading) -> bool:
        """Tell whether a number with "by" or "in" ends the gap, with nothing opened before it: قصفت بست غارات."""
        end = self.start + len(self.text)
        numbers = [n for n in within(reading.numbers, self.start, end) if not reading.text[n.end : end].strip()]
        if not numbers or self.boundary or self.places:
            return False
        before = self.text[: numbers[-1].start - self.start].split()
        by = reading.text[numbers[-1].start] == _BY or reading.text[numbers[-1].start - 1] == _BY
        led = (
            bool(self.cues)
            and self.cues[-1].payload.effect == "in"
            and not reading.text[self.cues[-1].word_end : numbers[-1].start].strip()
        )
        return len(before) <= _FEW and (by or led)


def takes_too(reading: Reading, run: Sequence[Hit], hit: Hit, gap: Gap) -> bool:
    """Tell whether prisoners are told beside the dead of one fight: معارك أسفرت عن مقتل أربعين وأسر ستة.

    So are those whom a raid took beside its dead: داهمت الشرطة شقة فقتلت مسلحين واعتقلت أربعة.
    """
    raided = hit.event == _ARRESTS and any(_led_in(reading, other, run[-1], hit) for other in run)
    held = raided or (hit.trigger is not None and hit.trigger.trigger_id in _PRISONERS)
    fought = raided or any(other.event in _FOUGHT for other in run)
    if not (held and fought and hit.particle.startswith(_AND)) or run[-1].casualty is None:
        return False
    return not (gap.boundary or gap.places or gap.carried) and gap.words <= _BESIDE


def _led_in(reading: Reading, deed: Hit, toll: Hit, hit: Hit) -> bool:
    """Tell whether who raided, or attacked and killed, goes on as the subject: هاجمت منزلا وقتلت ثلاثة واعتقلت."""
    if deed.event == _ENTERED:
        return deed.verbal
    same = reading.text[toll.end - 1] == reading.text[hit.end - 1] == _SHE
    return deed.verbal and deed.event in _FOUGHT and same and toll.shape == "verb"


def side_ends(reading: Reading, start: int, end: int) -> set[int]:
    """Return where "on the other side" only ends the second side of a fight: بين X من جهة وY من جهة أخرى."""
    sides = within(reading.cued("side"), start, end)
    return {cue.word_start for cue in within(reading.cued("turn"), sides[0].word_end, end)} if sides else set()


def find_pause(reading: Reading, start: int, end: int) -> int | None:
    """Return where other news begins behind dots that stand for a full stop: سقوط قتلى… وفي مأرب، قتل ثمانية."""
    text = reading.text
    at = max(text.rfind(pause, start, end) for pause in _PAUSES)
    if at < 0:
        return None
    begin = next((i for i in range(at, end) if text[i] not in ".… "), end)
    cues = within(reading.cues, begin, end)
    opened = bool(cues) and cues[0].word_start == begin and cues[0].payload.effect in _GOES_ON
    named = within(reading.entities, begin, begin + 1)  # هجوم أوقع 13 ضحية..قوات الأسد تقصف البلدة
    return begin if opened or (bool(named) and named[0].kind in FORCES) else None


def _adds_victims(reading: Reading, cue: Match[Cue], following: Hit) -> bool:
    """Tell whether "in addition to" adds people or a toll to those before: أصيب جنديان بالإضافة إلى ثلاثة مدنيين."""
    if cue.payload.effect != "plus":
        return False
    if following.casualty is not None and not reading.text[cue.word_end : following.start].strip():
        return True
    counted = within(reading.counts, cue.word_end, following.start)
    return any(
        reading.counts_persons(c.unit) and reading.text[cue.word_end : c.start].strip() in ADDED for c in counted
    )
