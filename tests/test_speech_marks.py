"""Where speech may be told: no word is left out that the tables would know, whatever is written onto it."""

import pytest

from tasks.extract.speech_marks import mark_words, numbers_within
from tasks.extract.speech_words import SpeechWords, build_speech
from tasks.knowledge import load_knowledge
from tasks.text.normal import normal_form


@pytest.fixture(scope="module")
def words() -> SpeechWords:
    return build_speech(load_knowledge())


def test_every_word_of_the_tables_is_marked_bare_and_behind_what_is_written_onto_it(words: SpeechWords) -> None:
    for before in ("", "و"):
        assert mark_words([before + verb for verb in words.verbs], words).verbs == list(range(len(words.verbs)))
        assert mark_words([before + act for act in words.verbal], words).acts == list(range(len(words.verbal)))
        firsts = list(words.attributions.by_first)
        assert mark_words([before + first for first in firsts], words).attributions == list(range(len(firsts)))
    cues = list(words.cues.by_first)
    assert mark_words(["ول" + cue.lstrip("ولب") for cue in cues if cue[0] not in "ولب"], words).cues


def test_a_word_that_says_nothing_is_marked_nowhere_and_asked_once(words: SpeechWords) -> None:
    norms = [normal_form(word) for word in ("شجرة", "أعلن", "شجرة", "بحسب")]
    marked = mark_words(norms, words)
    assert marked.verbs == [1]
    assert marked.attributions == [3]
    assert words.marks[norms[0]] == ()
    assert mark_words(norms, words) == marked


def test_numbers_of_a_sentence() -> None:
    assert numbers_within([1, 4, 7, 9], 4, 9) == [4, 7]
    assert numbers_within([], 0, 5) == []
