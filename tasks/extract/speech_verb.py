"""One verb of speech: who says what it opens."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.extract.speech_content import find_content, is_passive
from tasks.extract.speech_draft import draft_frame, known_sources, noun_content
from tasks.extract.speech_finite import draft_finite
from tasks.extract.speech_memory import Content, Draft, Line
from tasks.extract.speech_page import Page, SaidAt
from tasks.extract.speech_phrase import begins_source
from tasks.extract.speech_position import find_agreeing, is_joined_name, is_relative
from tasks.extract.speech_source import Source, read_sources
from tasks.extract.speech_words import SpeechForm

_ATTACHED = "ب"
_CHARGED = 3  # tokens of what is said in which the charges stand
_BLAMED = 8  # with the name of whom somebody blames before them
_CHARGE = "Accusation"
_BARE = "bare"
_POINTED = 3  # tokens behind a denial at the end of its sentence, with the sign, that stand for what was told
_HEAD = 4  # tokens in which the noun stands that a relative clause is about, with its adjectives
_PASSIVE = "ى"
_NAME = 5  # words of the name of who denies at the end of a headline


def draft_verb(line: Line, said: SaidAt, governing: Sequence[Source]) -> Draft | None:
    """Return the frame that a verb opens, if it opens one. `governing` are the last speakers of its sentence."""
    for form in said.forms:
        if not _may_speak(line, said, form):
            continue
        if form.shape == "bound" and form.verb.verbal == _CHARGE and not is_relative(line.page, said.at):
            draft = _draft_charge(line, said, form)
        elif form.shape == "bound" or _speaks_of_what_stands_before(line, said):
            draft = _draft_relative(line, said, form)
        elif form.shape == "participle":
            draft = _draft_participle(line, said, form, governing)
        elif form.shape == "masdar":
            draft = _draft_masdar(line, said, form)
        else:
            draft = _draft_bare(line, said, form) or draft_finite(line, said, form, governing)
        if draft is not None and _speaks_of_charges(line.page, draft, form):
            return draft
    return None


def _speaks_of_charges(page: Page, draft: Draft, form: SpeechForm) -> bool:
    """Tell whether a verb that denies only charges or reports has them right behind it: رفض الاتهامات, كذب الخبر."""
    guards = {"charge", "pointer"}.intersection(form.verb.guard.split(","))
    denied = form.shape == "bound" and form.verb.verbal != _CHARGE
    if not guards or (denied and "pointer" in guards):
        return True
    if denied:  # الشرط الذي رفضته واشنطن is no charge, اتهامات رفضتها واشنطن are
        before = range(max(0, draft.first - _CHARGED), draft.first)
        return any(page.particle(at, kind) for at in before for kind in ("charge", "account", "matter"))
    first = draft.content.first
    last = min(first + (_BLAMED if form.verb.verbal == _CHARGE else _CHARGED), len(page.norms))
    if any(_is_charge(page, at, first, guards) for at in range(first, last)):
        return True
    hits = (page.words.cues.at(page.norms, at) for at in range(first, last))
    return "pointer" in guards and any(hit is not None and hit[1] == "pointer" for hit in hits)


def _is_charge(page: Page, at: int, first: int, guards: set[str]) -> bool:
    """Tell whether a word is what is denied; a preposition that is not the verb's parts it: رفض التعليق على تقارير."""
    kinds = ("charge", "account") if "pointer" in guards else ("charge",)
    free = at - 1 <= first or page.filler(at - 1) != "preposition"
    return any((free and page.particle(at, kind)) or page.particle_for(at, kind) for kind in kinds)


def _may_speak(line: Line, said: SaidAt, form: SpeechForm) -> bool:
    page, first, before = line.page, line.first, said.at - 1
    if before >= first and page.filler(before) == "negation":
        return False
    if is_passive(page, said.at, form) or (form.verb.stance == "denies" and _is_no_denial(page, said.at)):
        return False
    if "measure" in form.verb.guard and form.shape == "imperfect" and _measures(page, said.at + 1, line.last):
        return False
    if "called" in form.verb.guard and form.shape == "imperfect" and _is_called(page, said.at, line.last):
        return False
    starts = said.joined or said.at == first or not page.norms[before][0].isalnum()
    return starts or "start" not in form.verb.guard


def _is_called(page: Page, at: int, last: int) -> bool:
    """Tell whether a verb gives a name, for which it is written with another letter: شهيد مدني، يدعى خالد."""
    written = page.text[page.tokens[at].start : page.tokens[at].end]
    claims = at + 1 < last and page.opens_clause(at + 1, "that", "himself")
    return written.endswith(_PASSIVE) and not claims


def _is_no_denial(page: Page, at: int) -> bool:
    """Tell whether nobody denies: who will neither confirm nor deny (يؤكد أو ينفي), what is refuted (دحض الإفادات)."""
    behind = at + 1 < len(page.norms) and page.particle(at + 1, "refuted")
    return page.particle(at - 1, "either") or behind


def _measures(page: Page, at: int, last: int) -> bool:
    """Tell whether a number or a preposition follows a verb: يبلغ من العمر, يبلغ 30 عاما inform nobody."""
    if at < last and page.particle(at, "measured"):
        return True  # يبلغ عدد سكان المدينة 21 ألفا
    number = any(page.norms[i][0].isdigit() for i in range(at, min(at + 2, last)))  # يبلغ نحو 120 ألفا
    return at < last and (page.filler(at) == "preposition" or number)


def _speaks_of_what_stands_before(line: Line, said: SaidAt) -> bool:
    return said.at + 1 < line.last and line.page.filler(said.at + 1) == "about"


def _draft_relative(line: Line, said: SaidAt, form: SpeechForm) -> Draft | None:
    """الهجوم الذي أعلن عنه الجيش, وهو ما نفته موسكو: what is said stands before the verb."""
    page, first = line.page, said.at + 1 + int(_speaks_of_what_stands_before(line, said))
    if not is_relative(page, said.at) or first >= line.last or not begins_source(page, first):
        return None
    sources = known_sources(page, read_sources(page, first, line.last, loose=False), line.memory)
    if not sources:
        return None
    before = range(max(line.first, said.at - _HEAD), said.at - 1)
    if any(page.particle(at, "campaign") and page.tokens[at].start not in page.news for at in before):
        return None  # بعد خرق الهدنة التي أعلنتها الأمم المتحدة: of the truce, not of the fight
    draft = draft_frame(said, form, sources, Content(line.first, "noun", said.at), carried=False)
    return replace(draft, rule_id=f"speech.{form.verb.verb_id}.after")


def _draft_bare(line: Line, said: SaidAt, form: SpeechForm) -> Draft | None:
    """Return who denies, at the end of a headline, what stands before him: غارة على سوق تقتل عشرين والكرملين ينفي."""
    page = line.page
    if _BARE not in form.verb.guard.split(",") or not _only_points(page, said.at + 1, line.last):
        return None
    opens = next(
        (at for at in range(max(line.first, said.at - _NAME), said.at) if is_joined_name(page, at, said.at)), None
    )
    if opens is None or not any(page.tokens[at].start in page.news for at in range(line.first, opens)):
        return None
    sources = read_sources(page, opens, said.at, loose=False)
    if not sources or (sources[0].gender not in {"", form.gender} and not form.plural):
        return None
    draft = draft_frame(said, form, sources[:1], Content(line.first, "noun", opens), carried=False)
    return replace(draft, rule_id=f"speech.{form.verb.verb_id}.after")


def _only_points(page: Page, first: int, last: int) -> bool:
    """Tell whether no word is left, or one or two that stand for what was told: ينفي, ينفي ذلك, ينفي هذه الأنباء."""
    if last - first > _POINTED:
        return False
    left = [at for at in range(first, last) if page.norms[at][0].isalnum()]
    told = (page.particle(at, "pointing") or page.particle(at, "charge") for at in left)
    return all(told) and not any(page.particle(at, "part") for at in left)  # تنفي مسؤوليتها is of the doer alone


def _draft_charge(line: Line, said: SaidAt, form: SpeechForm) -> Draft | None:
    """بعد أن اتهمتها كييف بقصف ...: the accused is the pronoun, the accuser stands behind the verb."""
    page, first = line.page, said.at + 1
    if first >= line.last or not begins_source(page, first):
        return None
    sources = known_sources(page, read_sources(page, first, line.last, loose=False), line.memory)
    content = noun_content(form, sources[-1].last, line.last) if sources else None
    return draft_frame(said, form, sources, content, carried=False) if content is not None else None


def _draft_participle(line: Line, said: SaidAt, form: SpeechForm, governing: Sequence[Source]) -> Draft | None:
    page, memory = line.page, line.memory
    content = find_content(page, said.at, line.last, form) or noun_content(form, said.at + 1, line.last)
    behind = said.at + 1
    if content is None or (
        "two" in form.verb.guard and (page.norms[behind][0] == _ATTACHED or page.filler(behind) == "preposition")
    ):
        return None  # 20 متهما بالقتل are accused, and accuse nobody, nor do 29 متهما في الاعتداء
    if "by" in form.verb.guard and not any(n[0] == _ATTACHED for n in page.norms[said.at + 1 : said.at + 4]):
        return None
    agreeing = [s for s in governing if form.plural or s.gender in {"", form.gender}]
    before = [] if agreeing else find_agreeing(page, line.first, said.at, form.gender)
    before = [s for s in known_sources(page, before, memory) if s.kind != "pointer"]
    agreeing = agreeing or ([] if before else list(governing))
    carried = memory.carry(form.gender, plural=form.plural)
    sources = agreeing or before or ([carried] if carried else [])
    return draft_frame(said, form, sources, content, carried=not before) if sources else None


def _draft_masdar(line: Line, said: SaidAt, form: SpeechForm) -> Draft | None:
    """إعلان الجيش تدمير ..., نفي الكرملين ل...: the speaker stands right after the noun."""
    page, first, last = line.page, said.at + 1, line.last
    if first >= last or not begins_source(page, first):
        return None
    sources = read_sources(page, first, last, loose=False)
    if not sources or sources[-1].last >= last or sources[0].kind in {"document", "pointer"}:
        return None
    content = find_content(page, said.at, min(last, sources[-1].last + 3), form)
    content = content or noun_content(form, sources[-1].last, last)
    if "two" in form.verb.guard and not _names_accused(page, sources[-1].last, last):
        return None
    return (
        draft_frame(said, form, known_sources(page, sources, line.memory), content, carried=False) if content else None
    )


def _names_accused(page: Page, first: int, last: int) -> bool:
    """Tell whether a second party follows: in اتهام الجماعة باستخدام the only one named is the accused."""
    return any(i in page.named and not page.named[i].prefix for i in range(first, min(first + 2, last)))
