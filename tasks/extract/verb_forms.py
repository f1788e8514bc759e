"""What the form of a verb says of its subject: she, they, or told before and gone on with by and."""

from tasks.extract.hits import Hit
from tasks.extract.reading import Reading

_SHE = "ت"
_THEY = ("وا", "ون")
_JOINED = ("و", "ف")


def is_she(reading: Reading, hit: Hit) -> bool:
    """Tell whether a verb is in the feminine: قصفت, تقصف."""
    norm = reading.shadow.norm
    told = hit.trigger or hit.casualty
    if told is not None and told.tense == "imperfect":
        return norm[reading.shadow.at(hit.core)] == _SHE
    return norm[reading.shadow.at(hit.end) - 1] == _SHE


def is_they(reading: Reading, verb: Hit) -> bool:
    """Tell whether a verb is in the plural, which has its subject in itself: قتلوا ثلاثة جنود, واعتقلوا شابين."""
    return reading.shadow.norm.endswith(_THEY, 0, reading.shadow.at(verb.end))


def is_joined(particle: str) -> bool:
    """Tell whether and is written onto a word."""
    return particle.startswith(_JOINED)
