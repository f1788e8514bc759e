"""What happened before something that is dated or told: history, not news; and who is blamed for an attack."""

from datetime import date

import pytest

from schemas.mention import Mention
from tests.language_examples import extract

DAY = date(2017, 3, 21)


def physical(text: str) -> list[Mention]:
    """Return the physical events of a text."""
    return [m for m in extract(text, DAY).mentions if m.kind == "physical"]


@pytest.mark.parametrize(
    "sentence",
    [
        "فرضت حالة الطوارئ في شمال سيناء في أكتوبر 2014، عقب هجوم شنه متطرفون على نقطة عسكرية قتل فيه 30 عسكريا.",
        "وأغلقت كينيا مخيم داداب في مايو الماضي بعد هجوم على جامعة غاريسا قتل فيه 148 شخصا.",
        "ويأتي الهجوم بعد أيام على مقتل سبعة جنود في هجوم على نقطة تفتيش في الشيخ زويد.",
    ],
)
def test_what_came_before_is_history(sentence: str) -> None:
    """An attack after which something was done long ago was told as the news of the day."""
    told = physical("قتل شرطيان في تفجير بعبوة ناسفة في مقديشو أمس الاثنين.\n" + sentence)
    assert [m.status for m in told] == ["asserted", "background"]


def test_what_came_before_the_news_of_the_week_is_news() -> None:
    """A day of this week makes no history of what was answered on it."""
    (clash,) = physical("فرض حظر التجول في مدينة غاو الأحد عقب هجوم على ثكنة قتل فيه أربعة جنود ماليين.")
    assert clash.status == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "قتل تسعة أشخاص في هجوم على فندق في كابول. وألقت الحكومة الأفغانية باللوم على باكستان في الهجوم.",
        "ألقت الحكومة الأفغانية باللوم على باكستان في غارات جوية قتلت العشرات في ولايتي كونار وخوست.",
    ],
)
def test_who_is_blamed_did_it_and_not_who_blames(text: str) -> None:
    """The government that laid the blame was told as who struck the one it blamed."""
    (attack,) = physical(text)
    assert (attack.actor_ids, attack.target_ids) == (("actor:pk",), ())
