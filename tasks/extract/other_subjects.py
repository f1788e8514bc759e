"""The words that tell what an article is about (subjects.tsv), found once for all who ask: sport, protests, aims."""

from tasks.extract.in_order import InOrder
from tasks.extract.reading import Reading
from tasks.text.match import Match


def subject_words(reading: Reading) -> InOrder[Match[str]]:
    """Return the words of an article that tell its subject, each with its kind, in order; ask by `reading.once`."""
    return InOrder(reading.lexicon.subjects.find(reading.shadow))
