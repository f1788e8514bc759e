"""How far a cue of modality reaches: to the next word of an event, through its subject, to what it governs.

A verb of threat, order or failure and its deed have the subject between them (هدد قائد في جيش كذا بقصف البلدة), so that
a side counts as one word however long its name. Where أن stands right before a verb of the present, the verb is no
report by itself: whoever governs it hopes, nearly did or rules it out (كادت القوات أن تقتحم), but for who managed to.
"""

from tasks.extract.grouping import Group
from tasks.extract.hits import Hit
from tasks.extract.lexicon import Casualty, Cue, Trigger
from tasks.extract.reading import Reading, within
from tasks.text.match import Match

_EITHER, _REFUSE, _AND = "either", "mod-refuse", "و"
_ANY_SUCH, _WILL = "mod-whatif", "mod-will"
_CARRIED = 9  # words between a verb to come and its noun: سيشن قريبا من قواعد في كذا معركة
NEXT = 3  # words between a cue that reaches the next event word and that word
CLAUSE_STOPS = "،؛.؟!\n"
NEAR_BEFORE = 30  # characters before a word in which its verb stands
# the same where أن stands before the verb, behind the subject of the first: يمكن للطائرة الجديدة أن تقصف
_NEXT_VERB = 6
_NEXT_GOVERNED = 5  # the same where a preposition ties the deed to its verb: وافق مجلس الوزراء المصغر على اقتحام
_LONGEST_SIDE = 8  # words that the names of sides between may have more
# words that tie a deed to its verb: فشل في, وافق على
_GOVERNING = frozenset({"in", "preposition", "by", "that", "charge"})
_WRITTEN_ON = ("ب", "ل", "لل", "بال")  # the same, written onto the deed
_QUOTES, _STRETCH = "«\"“'‘", "ـ"
_MANAGED = 60  # characters before أن in which the verb of who managed to stands
_TAKEN = frozenset({"capture", "government-regains-territory"})
_SUBJECT = 7  # words of a place that is taken and of whom it is taken from: تحرير صنعاء من قبضة الحوثيين
_CARRIES = frozenset({"support", "doing", "charge"})
_SOME = 2  # words of "more of": مزيد من
_PRESENT = ("ي", "ت")  # letters that open a verb of the present
_PRONOUNS = ("ها", "ه", "هما")  # what was planned, on the word that does it: تنفيذها, لشنه


def reaches(reading: Reading, group: Group, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a cue governs the word that a group hangs on (column `reach` of modality.tsv)."""
    reach, start = cue.payload.reach, cue.word_end
    if reach == "sentence":
        return True
    if reach in {"none", "behind"} or _is_outside(reading, group, cue, head) or _is_stopped(reading, start, head.start):
        return False
    if cue.payload.cue_id == _REFUSE and (head.particle.startswith(_AND) or _rejects_charge(reading, start, head)):
        return False
    if reach == "clause":
        return True
    if reach in {"subject", "doer"}:
        return head.verbal and _words_between(reading, start, head.start) <= NEXT
    return _reaches_next(reading, cue, head)


def is_done_by(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether what no man does stands right behind a verb as its subject: هاجمت كلاب ضالة, ضرب زلزال."""
    bites = head.verbal or cue.payload.effect == "generic"  # هجوم سمكة قرش
    behind = cue.payload.reach == "doer" and bites and cue.word_start >= head.end
    if not behind:
        return False
    between = within(reading.cues, head.end, cue.word_start)
    source = any(c.payload.effect == "by" and c.word_end + 1 >= cue.word_start for c in between)
    return source or not reading.text[head.end : cue.word_start].strip()  # هجوم من سمكة قرش


def is_predicate(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether what is said of the taking of a place is that it is to come: تحرير صنعاء لن يحتاج إلى دعم."""
    if cue.payload.reach != "predicate" or head.verbal or cue.proclitics or cue.word_start < head.end:
        return False
    if head.trigger is None or head.trigger.event not in _TAKEN or _is_stopped(reading, head.end, cue.word_start):
        return False
    said = any(c.payload.effect.startswith("that") for c in within(reading.cues, head.end, cue.word_start))
    if said or any(_tells_more(word) for word in within(reading.words, head.end, cue.word_start)):
        return False
    return _words_between(reading, head.end, cue.word_start) <= _SUBJECT


def is_soon(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a word behind the noun of a deed says that it is to come: انطلاق معركة شاملة ضد التنظيم قريبا."""
    if cue.payload.reach != "behind" or head.verbal or cue.word_start < head.end:
        return False
    if _is_stopped(reading, head.end, cue.word_start) or within(reading.words, head.end, cue.word_start):
        return False
    return _words_between(reading, head.end, cue.word_start) <= _SUBJECT


def _tells_more(word: Match[Trigger | Casualty]) -> bool:
    """Tell whether a word tells a deed of its own, not in whose hands a place is: تحرير المدينة من سيطرة الحوثيين."""
    return not isinstance(word.payload, Trigger) or word.payload.event not in _TAKEN


def is_meant(reading: Reading, group: Group) -> bool:
    """Tell whether a relative clause says that an act was only planned: مذبحة كانت الميليشيا تنوي ارتكابها في تعز.

    Who did it had planned it as well: شن هجوما كان يخطط له.
    """
    head = group.head
    if head.verbal or group.casualties:
        return False
    plan = next(iter(within(reading.cued("future"), head.end, min(group.end, head.end + _MANAGED))), None)
    if plan is None or reading.text[plan.start] not in _PRESENT or _is_stopped(reading, head.end, plan.start):
        return False
    if any(word.start != plan.start for word in within(reading.words, head.end, plan.start)):
        return False
    before = within(reading.cued("support"), max(group.start, head.start - _MANAGED), head.start)
    behind = reading.text[plan.word_end : plan.word_end + _MANAGED].split()[:NEXT]
    return not before and any(word.strip(CLAUSE_STOPS).endswith(_PRONOUNS) for word in behind)


def _reaches_next(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a cue stands close enough before a word, or before the verb that carries it."""
    reach, start = cue.payload.reach, cue.word_end
    carrier = find_carrier(reading, start, head)
    end = carrier.word_start if carrier is not None else head.start
    if reach == "imperfect":
        near = NEXT if cue.payload.effect == "habitual" else 0  # ظلت الميليشيا تقتل
        return len(reading.text[start:end].split()) <= near and _tells_present(head, carrier)
    if reach == "governed" and not (_is_governed(reading, head, carrier) or _is_carried_out(reading, start, head)):
        return False
    if cue.payload.effect == "negated" and _is_any(reading, head):
        return not _other_verb(reading, cue, head)
    if cue.payload.cue_id == _WILL and not (head.verbal or within(reading.words, start, head.start)):
        return _words_between(reading, start, end) <= _CARRIED
    if reach == "governed" and _is_carried_out(reading, start, head):
        return _words_between(reading, start, end) <= _CARRIED and not _other_verb(reading, cue, head)
    most = _NEXT_VERB if is_subjunctive(reading, head) else (_NEXT_GOVERNED if reach == "governed" else NEXT)
    return _words_between(reading, start, end) <= most and not _other_verb(reading, cue, head)


def _is_carried_out(reading: Reading, start: int, head: Hit) -> bool:
    """Tell whether a noun of carrying out stands between: توقع الخبير تنفيذ التنظيم هجمات."""
    return not head.verbal and bool(within(reading.cued("doing"), start, head.start))


def _rejects_charge(reading: Reading, start: int, head: Hit) -> bool:
    """Tell whether charges stand between a refusal and a deed: رفض الجيش اتهامات بقصف المدنيين."""
    known = reading.lexicon.speech.particles
    return any("charge" in known.get(token.norm, ()) for token in within(reading.tokens, start, head.start))


def _is_any(reading: Reading, head: Hit) -> bool:
    """Tell whether "any" stands right before a noun, as behind a negation: لم تشهد مدينة حلب أمس أي قصف جوي."""
    if head.verbal:
        return False
    before = within(reading.cues, head.start - NEAR_BEFORE, head.start)
    whole = any(c.payload.cue_id == _ANY_SUCH and c.word_end > head.start for c in before)  # أي قصف
    any_at_all = (c for c in before if c.payload.effect == "any")
    return whole or any(not reading.text[c.word_end : head.start].strip() for c in any_at_all)


def _words_between(reading: Reading, start: int, end: int) -> int:
    """Return how many words stand between; the name of a side is one."""
    words = len(reading.text[start:end].split())
    if not NEXT < words <= NEXT + _LONGEST_SIDE:
        return words
    for entity in within(reading.entities, start, end):
        if entity.end <= end:
            words -= len(entity.text.split()) - 1
    return words


def _is_stopped(reading: Reading, start: int, end: int) -> bool:
    return any(sign in reading.text[start:end] for sign in CLAUSE_STOPS)


def _is_outside(reading: Reading, group: Group, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether a cue is of the passage before: one that touches a group is its own, ولم | يتم اعتقالهم.

    So is one with no word of an event between: انتشرت شائعات عن | قصف البلدة.
    """
    if cue.word_start >= group.start or not reading.text[cue.word_end : group.start].strip():
        return False
    if (cue.payload.effect == "negated" and _is_or(reading, head)) or _is_and(reading, head):
        return False
    return cue.payload.reach == "clause" or bool(within(reading.words, cue.word_end, head.start))


def _is_or(reading: Reading, head: Hit) -> bool:
    """Tell whether "or" stands right before a deed: لم تتمكن من تفكيك الخلية أو القبض على أحد عناصرها."""
    before = within(reading.tokens, head.start - NEAR_BEFORE, head.start)[-1:]
    return not head.verbal and any(_EITHER in reading.lexicon.speech.particles.get(t.norm, ()) for t in before)


def _is_and(reading: Reading, head: Hit) -> bool:
    """Tell whether "and" ties a noun of a deed to the one right before it: تمهيدا لاقتحامها وتحريرها."""
    if head.verbal or head.particle != _AND:
        return False
    before = within(reading.words, head.start - NEAR_BEFORE, head.start)
    return any(reading.text[word.end : head.start].strip() in {"", *_PRONOUNS} for word in before)


def _is_governed(reading: Reading, head: Hit, carrier: Match[Cue] | None) -> bool:
    """Tell whether a preposition or أن ties a deed to the verb before it: فشلت في اقتحام, أمرت بقصف, أمرت بشن غارة."""
    before = within(reading.cues, head.start - NEAR_BEFORE, head.start)
    carried = [c for c in before if c.payload.effect in _CARRIES and _carries_some(reading, c.word_end, head.start)]
    particle = carried[-1].proclitics if carried else head.particle
    if carrier is None and (particle.lstrip("وف") in _WRITTEN_ON or _is_quoted(reading, head)):
        return True
    if carrier is not None and (carrier.payload.effect in _GOVERNING or carrier.proclitics.lstrip("وف") in _WRITTEN_ON):
        return True  # توعد التنظيم في بيان بشن مزيد من الهجمات
    start = min([head.start, *(c.word_start for c in (carrier, *carried) if c is not None)])
    touching = (
        c for c in within(reading.cues, start - NEAR_BEFORE, start) if not reading.text[c.word_end : start].strip()
    )
    return any(c.payload.effect in _GOVERNING for c in touching)


def _is_quoted(reading: Reading, head: Hit) -> bool:
    """Tell whether quotation marks part a deed from what is written onto it: تعهد بـ«تطهير» المدينة."""
    before = reading.text[max(0, head.start - _LONGEST_SIDE) : head.start]
    word = before.rstrip(_QUOTES)
    return word != before and word.rstrip(_STRETCH).rsplit(maxsplit=1)[-1:] in ([p] for p in _WRITTEN_ON)


def _carries_some(reading: Reading, start: int, end: int) -> bool:
    """Tell whether nothing, or only some of many, stands between a carrier and its noun: بشن مزيد من الهجمات."""
    gap = reading.text[start:end].split()
    return not gap or (len(gap) <= _SOME and gap[-1] in reading.lexicon.prepositions.of("partitive"))


def is_subjunctive(reading: Reading, head: Hit) -> bool:
    """Tell whether أن stands right before a present tense: the verb before it, with its subject, governs it."""
    return tense_of(head) == "imperfect" and _that_before(reading, head.start) is not None


def is_only_wished(reading: Reading, head: Hit) -> bool:
    """Tell whether a deed in the present, or its carrier, hangs on أن and on nobody who managed to do it."""
    carrier = find_carrier(reading, head.start - _MANAGED, head)
    if not _tells_present(head, carrier):
        return False
    that = _that_before(reading, carrier.word_start if carrier is not None else head.start)
    if that is None:
        return False
    before = within(reading.cues, that.word_start - _MANAGED, that.word_start)
    return not any(c.payload.effect == "support" for c in before)


def _that_before(reading: Reading, start: int) -> Match[Cue] | None:
    before = within(reading.cues, start - NEAR_BEFORE, start)
    that = (c for c in before if c.payload.effect == "that" and not reading.text[c.word_end : start].strip())
    return next(that, None)


def find_carrier(reading: Reading, start: int, head: Hit) -> Match[Cue] | None:
    """Return the verb, or its noun, that only carries a noun: من المقرر أن تشن القوات التركية عملية."""
    if head.verbal:
        return None
    between = within(reading.cues, start, head.start)
    verb = next((c for c in between if c.payload.effect == "support" and c.payload.tense), None)
    nouns = (c for c in between if c.payload.effect in _CARRIES and _carries_some(reading, c.word_end, head.start))
    return verb or next(nouns, None)  # توعد التنظيم بشن مزيد من الهجمات


def tense_of(head: Hit) -> str:
    """Return the tense of the verb that a group hangs on; empty for a noun."""
    word = head.trigger or head.casualty
    return word.tense if word else ""


def _tells_present(head: Hit, carrier: Match[Cue] | None) -> bool:
    return (carrier.payload.tense if carrier is not None else tense_of(head)) == "imperfect"


def _other_verb(reading: Reading, cue: Match[Cue], head: Hit) -> bool:
    """Tell whether another verb of an event stands between a cue and the head: the cue is that verb's."""
    words = within(reading.words, cue.word_end, head.start)
    return any(word.payload.kind in {"verb", "passive"} and word.word_end <= head.start for word in words)


def adds_up(reading: Reading, group: Group, start: int) -> bool:
    """Tell whether a sum of many events opens behind the news: قتل اثنان، ليرتفع العدد منذ تموز إلى 21.

    The news may be its dead alone: قتل متظاهر، ليرتفع عدد ضحايا الاحتجاجات إلى 97 قتيلا منذ بدئها.
    """
    first = group.head if not group.casualties else group.hits[0]
    rises = within(reading.cued("rise"), first.end, start)
    return bool(rises) and (bool(group.events) or _counts_dead(reading, first, rises[0].start))


def _counts_dead(reading: Reading, first: Hit, stop: int) -> bool:
    """Tell whether the dead of the day are counted before a word: قتل شابان برصاص الجيش، ما يرفع إلى 35 عدد القتلى."""
    people = (u for u in within(reading.units, first.end, stop) if reading.counts_persons(u.payload))
    return first.casualty is not None and first.verbal and next(people, None) is not None
