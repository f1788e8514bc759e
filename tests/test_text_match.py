"""Lexicons on text: the particles and pronouns of Arabic, longest entries, and nothing inside another word."""

import time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.knowledge import load_knowledge
from tasks.text.match import Clitics, Match, Matcher, load_clitics, share_words
from tasks.text.normal import Shadow, normalise
from tasks.text.tokens import count_tokens, tokenise

CLITICS = load_clitics(load_knowledge(), "ar")


def matcher(*surfaces: str, suffixes: bool = True) -> Matcher[str]:
    return Matcher([(s, s) for s in surfaces], clitics=CLITICS, suffixes=suffixes)


def found(text: str, *surfaces: str, suffixes: bool = True) -> list[tuple[str, str, str]]:
    matches = matcher(*surfaces, suffixes=suffixes).find(normalise(text))
    return [(m.proclitics, text[m.start : m.end], m.suffix) for m in matches]


@pytest.mark.parametrize(
    ("text", "entry", "expected"),
    [
        ("وبالمدفعية", "مدفعية", ("وبال", "مدفعية", "")),
        ("للجيش", "الجيش", ("ل", "لجيش", "")),
        ("وللجيش", "جيش", ("ولل", "جيش", "")),
        ("لليل", "الليل", ("ل", "ليل", "")),
        ("طائراتهم", "طائرات", ("", "طائرات", "هم")),
        ("طائرته", "طائرة", ("", "طائرت", "ه")),
        ("مستشفاها", "مستشفى", ("", "مستشفا", "ها")),
        ("فَقَصْفُهُم", "قصف", ("ف", "قَصْفُ", "هم")),
    ],
)
def test_what_arabic_writes_onto_a_word(text: str, entry: str, expected: tuple[str, str, str]) -> None:
    assert found(text, entry) == [expected]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("الجيشان", "جيش"),
        ("انقصف", "قصف"),
        ("سو-340", "سو-34"),
        ("f16", "f"),
        ("طائرت", "طائرة"),
        ("حلبي حلبجة", "حلب"),
    ],
)
def test_an_entry_inside_another_word_is_not_found(text: str, entry: str) -> None:
    assert found(text, entry, suffixes=False) == []


def test_the_article_is_no_question_before_a_word_that_begins_with_for() -> None:
    """An entry «لطائرات» stands in no «الطائرات»: the aircraft had vanished from every text behind «for aircraft»."""
    assert found("قصفت الطائرات البلدة", "لطائرات", "طائرات") == [("ال", "طائرات", "")]


def test_suffixes_only_where_the_entry_allows_them() -> None:
    shadow = normalise("قصفهم جيشهم")
    allowed = Matcher([("قصف", 1), ("جيش", 2)], clitics=CLITICS, suffixes=lambda payload: payload == 1)
    assert [m.payload for m in allowed.find(shadow)] == [1]


def test_the_first_and_longest_wins_and_all_its_payloads_stay() -> None:
    lexicon = Matcher([("ريف حلب", "area"), ("حلب", "city"), ("ريف حلب", "front")], clitics=CLITICS)
    shadow = normalise("في ريف\u00a0 حلب")
    assert [m.payload for m in lexicon.find(shadow)] == ["area", "front"]
    assert [m.payload for m in lexicon.find(shadow, "all")] == ["area", "front", "city"]


def test_a_word_and_a_number_may_touch() -> None:
    assert [part for _, part, _ in found("خلال الـ24الأخيرة", "الأخيرة", "24")] == ["24", "الأخيرة"]


WORDS = st.lists(st.text(alphabet="ابجدهول", min_size=1, max_size=4), min_size=1, max_size=6)


@given(WORDS, WORDS)
def test_every_match_is_an_entry_on_its_own_words(entries: list[str], words: list[str]) -> None:
    text = " ".join(words)
    lexicon = matcher(*entries)
    previous: Match[str] | None = None
    for match in lexicon.find(normalise(text)):
        whole = text[match.word_start : match.word_end]
        assert whole in words
        assert match.proclitics in CLITICS.proclitics | {""}
        assert match.suffix in CLITICS.suffixes | {""}
        assert whole.startswith(match.proclitics)
        assert whole.endswith(match.suffix)
        assert previous is None or match.start >= previous.start
        previous = match


def told(lexicon: Matcher[str], shadow: Shadow) -> list[tuple[object, ...]]:
    """Return all that a lexicon tells of each entry that it finds."""
    return [tuple(getattr(match, name) for name in Match.__slots__) for match in lexicon.find(shadow, "all")]


@given(WORDS, WORDS, WORDS)
def test_lexicons_that_share_their_words_find_what_each_finds_alone(
    some: list[str], others: list[str], words: list[str]
) -> None:
    entries = [[*some, " ".join(some[:2])], [*others, " ".join(words[:3])]]
    shadow = normalise(" ".join(words))
    alone = [told(matcher(*each), shadow) for each in entries]
    together = [matcher(*each) for each in entries]
    share_words(together)
    assert [told(lexicon, shadow) for lexicon in together] == alone
    assert [lexicon.occurs(shadow) for lexicon in together] == [bool(found) for found in alone]
    apart = [matcher(*each) for each in entries]
    share_words(apart[:1], apart[1:])
    assert [told(lexicon, shadow) for lexicon in apart] == alone


def test_words_that_are_met_again_after_many_others_are_what_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.text.vocabulary._REMEMBERED", 3)
    lexicon = matcher("غارة", "سيارة مفخخة")
    text = "وغارة على سيارة مفخخة في مدينة بعد غارة قرب سيارة مفخخة"
    assert [m.payload for m in lexicon.find(normalise(text))] == ["غارة", "سيارة مفخخة", "غارة", "سيارة مفخخة"]


def test_an_entry_of_two_words_does_not_occur_where_only_the_first_stands() -> None:
    lexicon = matcher("سيارة مفخخة")
    assert not lexicon.occurs(normalise("مرت سيارة الإسعاف"))
    assert lexicon.occurs(normalise("انفجرت سيارة مفخخة"))


def test_an_entry_of_several_words_begins_after_particles_and_ends_before_a_pronoun() -> None:
    assert found("وبطائرة استطلاعهم", "طائرة استطلاع") == [("وب", "طائرة استطلاع", "هم")]
    assert found("للقوات الخاصة", "القوات الخاصة") == [("ل", "لقوات الخاصة", "")]
    assert found("طائرة استطلاعية", "طائرة استطلاع") == []


@given(st.lists(st.sampled_from(["أحمد", "المدينة", "سوريا", "غارة"]), min_size=1))
def test_diacritics_and_alef_do_not_change_what_is_found(words: list[str]) -> None:
    plain = " ".join(words)
    dressed = plain.replace("أ", "إ").replace("ة", "ه").replace("م", "م\u064fـ").replace(" ", " \u200f")
    lexicon = matcher("أحمد", "المدينة", "سوريا", "غارة")
    assert [m.payload for m in lexicon.find(normalise(plain))] == [m.payload for m in lexicon.find(normalise(dressed))]


def test_an_entry_without_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="no letters"):
        Matcher([(" \u0640 ", 1)])


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Matcher([]).find(normalise("نص")) == ()


def test_tokens_cover_every_sign_of_the_text_that_is_no_blank() -> None:
    text = "الـ24 ساعة، «F-16» 1,200"
    tokens = tokenise(normalise(text))
    assert count_tokens(normalise(text)) == len(tokens)
    assert [t.norm for t in tokens] == ["ال", "24", "ساعه", "،", '"', "f", "-", "16", '"', "1", ",", "200"]
    assert text[tokens[0].start : tokens[0].end] == "الـ"


@given(st.text(alphabet='قصفى 12.,"\n-ـ', max_size=30))
def test_a_latin_word_elsewhere_in_a_text_changes_no_token(text: str) -> None:
    alone = [token.norm for token in tokenise(normalise(text))]
    assert [token.norm for token in tokenise(normalise(text + " f16"))] == [*alone, "f16"]


@given(st.text())
def test_tokens_are_slices_in_order(text: str) -> None:
    shadow = normalise(text)
    end = 0
    for token in tokenise(shadow):
        assert shadow.norm[token.norm_start : token.norm_end] == token.norm
        assert end <= token.start <= token.end
        end = token.end


@pytest.mark.parametrize("piece", ["ا", "ا ", "ا1", "ااا ا", "1.", '"ا" '])
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    entries = [("ا" * n, n) for n in range(1, 12)] + [("ا " * n + "ا", n) for n in range(1, 12)]
    lexicon = Matcher(entries, clitics=Clitics(proclitics=frozenset({"ا"}), suffixes=frozenset({"ا"})), suffixes=True)
    rounds = count()

    def seconds(times: int) -> float:
        shadow = normalise(
            piece * (times // len(piece)) + f" {next(rounds)}"
        )  # no text comes twice: none is remembered
        begun = time.process_time()
        lexicon.find(shadow)
        return time.process_time() - begun

    seconds(2_000)
    assert min(seconds(16_000) for _ in range(3)) < 12 * min(seconds(4_000) for _ in range(3)) + 0.05


def test_a_feminine_ending_is_no_pronoun_where_a_lexicon_is_exact() -> None:
    entries = [("في ضرب", "act"), ("ضربة جوية", "strike")]
    exact = Matcher(entries, clitics=CLITICS, suffixes=True, exact=True)
    assert [m.payload for m in exact.find(normalise("قتلوا في ضربة جوية"))] == ["strike"]
    assert [(m.payload, m.suffix) for m in exact.find(normalise("شارك في ضربه"))] == [("act", "ه")]


def test_a_question_that_ends_a_text_has_no_letter_behind_it() -> None:
    asks = Clitics(proclitics=frozenset({"ا"}), suffixes=frozenset({"ه"}))
    exact = Matcher([("وقع", "fell")], clitics=asks, suffixes=True, exact=True)
    assert [m.payload for m in exact.find(normalise("أوقع"))] == ["fell"]
