"""What the reader could not settle lies where it says it does."""

from datetime import date

from tests.language_examples import extract

TEXT = "قصفت طائرات حربية بلدة الوادي يوم الأحد واستهدفت 7 زرائب يملكها رعاة، وقتلت ثلاثة مدنيين."


def test_the_words_of_a_doubt_are_those_between_its_offsets() -> None:
    issues = extract(TEXT, date(2019, 5, 14)).issues
    assert "unknown-unit" in {i.kind for i in issues}
    for issue in issues:
        assert issue.text == TEXT[issue.start : issue.end]
    assert any(i.text and i.text.startswith("7 زرائب") for i in issues)
