"""Whatever the words: offsets hold, nothing depends on the run, hostile repetition stays cheap, every event has a voice."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.extract.claims import make_claims
from tasks.extract.speech import hear
from tasks.extract.verbal_rows import find_verbal_mentions
from tests.speech_extract import extract, read

PIECES = st.sampled_from(
    (
        *("قال", "وأضاف", "أعلنت", "نفى", "مضيفا", "بحسب", "وفقا لما", "نقلا عن", "اتهم", "دعت", "حسبما أفاد", "نفي"),
        *("وزارة الدفاع الروسية", "مصدر أمني", "ناشطون", "المتحدث باسم الجيش السوري", "موسكو", "المصدر", "البيان"),
        *("أن", "إن", "إنها لا", "بأن", ":", "«", "»", '"', "،", ".", "\n", "فيما", "وليس", "تلك الاتهامات", "يجب"),
        *("قصفت الطائرات مدينة إدلب", "مقتل خمسة مدنيين", "غارة على ريف حماة", "مباحثات بين روسيا وتركيا"),
        *("لا أساس له من الصحة", "24ساعة", "ًٌّ", "\u00a0", "ـ", "abc", "🙂"),
    )
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map(" ".join)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_rows_stand_on_their_words_and_every_event_has_a_voice(text: str) -> None:
    done = extract(text)
    spoken = {c.mention_id for c in done.claims}
    for mention in done.mentions:
        assert text[mention.evidence_start : mention.evidence_end] == mention.evidence != ""
        assert mention.mention_id in spoken
    for claim in done.claims:
        assert text[claim.evidence_start : claim.evidence_end] == claim.evidence
    assert len({c.claim_id for c in done.claims}) == len(done.claims)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    assert extract(text) == extract(text)


def test_signs_that_only_the_eye_sees_change_no_claimant() -> None:
    plain = "أعلنت وزارة الدفاع الروسية أن طائراتها قصفت مستودعا في ريف حماة."
    dressed = "أعلنتْ وزارةُ الدفاعِ الروسيّة أنّ طائراتِها قصفتْ مستودعًا في ريفِ حماة."
    assert [c.source_entity_id for c in extract(plain).claims] == [c.source_entity_id for c in extract(dressed).claims]


def time_hearing(text: str) -> float:
    """Return the seconds of CPU in which the sayings of a text, read before, are heard and told."""
    reading = read(text)
    start = time.process_time()
    heard = hear(reading)
    make_claims(find_verbal_mentions(heard, (), batch_id="b", version="0"), heard)
    return time.process_time() - start


@pytest.mark.parametrize("unit", ["قال المصدر إن قصف ", "وفق ما أعلن الجيش ", '"نفى" قصف ', "نفي الجيش قصف المدينة و"])
def test_hostile_repetition_stays_linear(unit: str) -> None:
    # the best of three: late in a whole run, one walk of the collector took longer than what is timed
    spent = [min(time_hearing(unit * times) for _ in range(3)) for times in (500, 2000)]
    assert spent[1] < 12 * max(spent[0], 0.02)
