"""How fast a text is read: normal form, tokens, sentences, numbers, dates. Prints MB/s and ms for one long article.

    python -m benchmarks.text

The text is made of the sentences below, so that the figures need no file. CPU time of this process, best of seven runs.
"""

import time
from collections.abc import Callable

from tasks.knowledge import load_knowledge
from tasks.text.dates import find_dates
from tasks.text.normal import Shadow, normalise
from tasks.text.numbers import find_numbers, load_number_grammar
from tasks.text.segment import split_sentences
from tasks.text.tokens import tokenise

SENTENCES = (
    "أعلنت مديرية الصحة في المدينة، مساء الخميس، أن خمسة عشر جريحا وصلوا إلى المستشفى بعد سقوط قذائف على السوق. ",
    "وقال مدير المستشفى د. سامر الحلاق إن بينهم طفلين وامرأة، وإن ثلاثة منهم في حال حرجة. ",
    "ونفى متحدث باسم الفصيل المسيطر على التلال المجاورة أي صلة له بالقصف، قائلا: «لم نطلق قذيفة واحدة منذ يومين».\n",
    "وكان القصف بدأ في 12 آذار/مارس الماضي، وأسفر حتى الآن عن نزوح نحو 2,300 عائلة إلى القرى القريبة. ",
)
ARTICLE_CHARACTERS = 4_500


def best_milliseconds(action: Callable[[], object]) -> float:
    """Return the shortest CPU time of seven runs."""
    taken = []
    for _ in range(7):
        begun = time.process_time()
        action()
        taken.append(time.process_time() - begun)
    return min(taken) * 1000


def main() -> None:
    """Print the table."""
    text = ("".join(SENTENCES) * 20)[:ARTICLE_CHARACTERS]
    long_text = text * 40
    grammar = load_number_grammar(load_knowledge(), "ar")
    shadow: Shadow = normalise(text)
    find_dates(shadow)
    megabytes = len(long_text.encode()) / 1e6
    print(f"normalise            {megabytes / best_milliseconds(lambda: normalise(long_text)) * 1000:7.1f} MB/s")
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("normalise", lambda: normalise(text)),
        ("tokenise", lambda: tokenise(shadow)),
        ("split_sentences", lambda: split_sentences(shadow)),
        ("find_numbers", lambda: find_numbers(shadow, grammar)),
        ("find_dates", lambda: find_dates(shadow)),
    )
    for name, action in steps:
        print(f"{name:20} {best_milliseconds(action):7.2f} ms for {ARTICLE_CHARACTERS} characters")


if __name__ == "__main__":
    main()
