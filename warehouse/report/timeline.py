"""The timeline: bars of events by day, month or year, stacked by status; in Arabic time runs from right to left."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from warehouse.report.facts import Row
from warehouse.report.words import Words

_WIDTH, _HEIGHT, _TOP, _FOOT = 960, 190, 22, 34
_ORDER = ("contested", "denied", "corroborated", "reported", "planned", "background")
_MOST_BARS = 120
_FEW = 8  # fewer events are all drawn

Slot = tuple[int, int, int]


def _unit(days: Sequence[date]) -> str:
    span = (max(days) - min(days)).days + 1
    if span <= _MOST_BARS:
        return "day"
    return "month" if span <= _MOST_BARS * 30 else "year"


def drawn_days(events: Sequence[Row]) -> list[date]:
    """Return the days that are drawn, sorted: all, or all but the first twentieth where those alone double the span.

    A single anniversary of ten years ago must not press a week of news into one bar.
    """
    days = sorted(e["date_start"] for e in events if e["date_start"])
    late = days[max(1, len(days) // 20) :] if len(days) >= _FEW else days
    return late if len(set(late)) > 1 and (late[-1] - late[0]) * 2 < days[-1] - days[0] else days


def _slot(day: date, unit: str) -> Slot:
    return (day.year, day.month if unit != "year" else 1, day.day if unit == "day" else 1)


def _slots(days: Sequence[date], unit: str) -> list[Slot]:
    """Return every slot from the first day to the last, empty ones too."""
    first, last = min(days), max(days)
    if unit == "day":
        return [_slot(first + timedelta(days=n), unit) for n in range((last - first).days + 1)]
    if unit == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [(m // 12, m % 12 + 1, 1) for m in months]
    return [(year, 1, 1) for year in range(first.year, last.year + 1)]


def _label(slot: Slot, unit: str, words: Words) -> str:
    if unit == "day":
        return words.day(date(*slot))
    return f"{words(f'month.{slot[1]:02d}')} {slot[0]}" if unit == "month" else str(slot[0])


def _bars(counts: dict[Slot, Counter[str]], slots: Sequence[Slot], unit: str, words: Words) -> str:
    most = max(c.total() for c in counts.values())
    room = _HEIGHT - _TOP - _FOOT
    step = min(_WIDTH / len(slots), 64.0)
    drawn = []
    for i, slot in enumerate(slots):
        y = float(_HEIGHT - _FOOT)
        x = _WIDTH - (i + 1) * step if words.direction == "rtl" else i * step
        for status in _ORDER:
            n = counts[slot][status] if slot in counts else 0
            if n:
                tall = room * n / most
                y -= tall
                told = f"{_label(slot, unit, words)}: {n} {words.label('status', status)}"
                drawn.append(
                    f'<rect class="{status}" x="{x + step * 0.1:.1f}" y="{y:.1f}" width="{step * 0.8:.1f}"'
                    f' height="{tall:.1f}"><title>{told}</title></rect>'
                )
        if slot in counts and step >= 20:
            drawn.append(f'<text x="{x + step / 2:.1f}" y="{y - 5:.1f}">{counts[slot].total()}</text>')
    return "".join(drawn)


def draw_timeline(events: Sequence[Row], words: Words) -> str:
    """Return the timeline of the dated events, or the empty string where fewer than two days are told."""
    days = drawn_days(events)
    if len(set(days)) < 2:
        return ""
    unit = _unit(days)
    counts: dict[Slot, Counter[str]] = {}
    for event in events:
        if event["date_start"] and event["date_start"] >= days[0]:
            counts.setdefault(_slot(event["date_start"], unit), Counter())[event["status"]] += 1
    slots = _slots(days, unit)
    first, last = _label(slots[0], unit, words), _label(slots[-1], unit, words)
    label = words.book["timeline.label"].format(unit=words(f"unit.{unit}"), first=first, last=last)
    reach = min(_WIDTH / len(slots), 64.0) * len(slots)
    rtl = words.direction == "rtl"
    begin, end = (_WIDTH, _WIDTH - reach) if rtl else (0, reach)
    # With its own direction a date keeps the order of its words; `start` is then the right side in Arabic.
    ends = (
        f'<text class="first" direction="{words.direction}" x="{begin:.0f}" y="{_HEIGHT - 10}">{first}</text>'
        f'<text class="last" direction="{words.direction}" x="{end:.0f}" y="{_HEIGHT - 10}">{last}</text>'
    )
    base = _HEIGHT - _FOOT
    return (
        f'<svg class="timeline" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}" direction="ltr">'
        f'<line x1="0" x2="{_WIDTH}" y1="{base}" y2="{base}"/>{_bars(counts, slots, unit, words)}{ends}</svg>'
    )
