"""Who goes on where a verb of speech names nobody: the last speaker who can be meant, else nobody."""

from tasks.extract.speech_memory import Line
from tasks.extract.speech_page import paragraph_at
from tasks.extract.speech_source import Source
from tasks.extract.speech_words import SpeechForm

_EITHER = ""  # a state: وفي سياق آخر نفت إسرائيل


def who_goes_on(line: Line, form: SpeechForm) -> Source | None:
    """Return the last speaker of a verb's gender; nobody beyond another who had a paragraph of his own since.

    قالت الوزارة كذا. / وقال المرصد كذا. / وأضافت كذا: whose words these are cannot be told.
    """
    speaker = line.memory.carry(form.gender, plural=form.plural)
    if speaker is None or is_of_other_gender(speaker, form):
        return None
    first, here = paragraph_at(line.page, speaker.start), paragraph_at(line.page, line.page.tokens[line.first].start)
    since = (paragraph_at(line.page, s.start) for s in line.memory.later_than(speaker) if s.kind != "document")
    return None if any(first < one < here for one in since) else speaker


def is_of_other_gender(speaker: Source, form: SpeechForm) -> bool:
    """Tell whether the last speaker cannot be who denies: قالت الشرطة إنه عاطل، ونفى أن يكون صاحب الحساب."""
    return form.verb.stance == "denies" and not form.plural and speaker.gender not in {_EITHER, form.gender}
