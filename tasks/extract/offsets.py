"""Where the things of a list begin, ready to be asked which of them is the first from an offset on."""

_FEW = 8  # things that are looked through one after the other


class Offsets:
    """Where the things of a list begin, in order.

    A plain class, whose fields compiled code reads without a dictionary. The text is cut in as many parts as there are
    things, or half as many, and of each part it is kept which thing is the first that begins in it or behind it:
    a look goes on from there, over hardly more than one thing. A search in halves takes ten steps among a thousand.
    """

    __slots__ = ("_parts", "_shift", "count", "first", "last", "starts")

    def __init__(self, starts: list[int]) -> None:
        self.starts = starts
        self.count = len(starts)
        self.first = starts[0] if starts else 0
        self.last = starts[-1] if starts else -1
        self._parts: list[int] = []  # made when first asked for
        self._shift = 0

    def first_from(self, offset: int) -> int:
        """Return the place of the first thing that does not begin before an offset; one past the last where none."""
        if offset > self.last:
            return self.count
        if offset <= self.first:
            return 0
        starts = self.starts
        if self.count <= _FEW:
            place = 1
        else:
            if not self._parts:
                self._cut()
            place = self._parts[offset >> self._shift]
        while starts[place] < offset:
            place += 1
        return place

    def _cut(self) -> None:
        """Keep of each part of the text which thing is the first."""
        while self.last >> self._shift > self.count:
            self._shift += 1
        place = 0
        for part in range((self.last >> self._shift) + 1):
            begins = part << self._shift
            while self.starts[place] < begins:
                place += 1
            self._parts.append(place)
