"""The dead who are named only to say whose kin somebody is: شقيق الشهيدين, منزل عائلة الشهيد. They fell before."""

from tasks.extract.reading import Reading, within

_REACH = 60  # characters of the words for kin and mourning before the word for the dead


def names_kin(reading: Reading, offset: int) -> bool:
    """Tell whether the word for the dead at an offset stands behind a word for kin."""
    mourned = within(reading.cued("mourning"), offset - _REACH, offset)
    if any(cue.word_start < offset < cue.word_end for cue in mourned):
        return True
    before = within(reading.cued("kin"), offset - _REACH, offset)
    return bool(before) and not reading.text[before[-1].word_end : offset].strip()
