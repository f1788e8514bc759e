"""The page as a whole: one HTML file, no script, no request, at most so many bytes."""

import base64
import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from warehouse.report.cards import draw_card, draw_row, mark_title
from warehouse.report.facts import Facts, Row
from warehouse.report.figures import (
    STATUSES,
    is_counted,
    is_disputed,
    is_placed,
    missing,
    range_words,
    rank,
    total_range,
)
from warehouse.report.marks import group_marks, place_title
from warehouse.report.outline import Outlines, draw_map
from warehouse.report.timeline import draw_timeline, drawn_days
from warehouse.report.words import Words, esc

_STYLE = Path(__file__).with_name("style.css")
_BUDGET = 290_000  # bytes of the whole page: what an editor can mail; five hundred events fit in 300 kB
_FOR_CARDS = 0.3  # of the room for events, however many lines there are: words before lists


def _style() -> str:
    lines = (line.strip() for line in _STYLE.read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("/*"))


def _policy(style: str) -> str:
    """Return a content security policy that allows this style and nothing else, by its hash."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _filter(facts: Facts, words: Words) -> str:
    chosen = facts.selection
    pairs = (("since", chosen.since), ("where", chosen.where), ("event_type", chosen.event_type))
    shown = [words.book[f"filter.{key}"].format(value=value) for key, value in pairs if value]
    return f'<p class="filter">{words("filter", filter=words.comma.join(shown))}</p>' if shown else ""


def _period(events: Sequence[Row], words: Words) -> str:
    days = sorted(e["date_start"] for e in events if e["date_start"])
    if not days:
        return words("period.none")
    key = "period" if days[0] != days[-1] else "period.one"
    return words.book[key].format(first=words.day(days[0]), last=words.day(days[-1]))


def _head(facts: Facts, words: Words) -> str:
    health = facts.health
    lead = words("lead", articles=f"{health.n_articles:,}", outlets=f"{health.n_outlets:,}")
    return (
        f'<header class="top"><p class="site">{words("site")}</p><h1>{words("title")}</h1>'
        f'<p class="period">{_period(facts.events, words)}</p>{_filter(facts, words)}'
        f'<p class="lead">{lead}</p></header>'
    )


def _figures(facts: Facts, words: Words) -> str:
    events = facts.events
    disputed = sum(map(is_disputed, events))
    reports, texts = sum(e["n_reports"] for e in events), sum(e["n_texts"] for e in events)
    untold = sum(e["killed_low"] is None and e["killed_high"] is None for e in events)
    boxes = [
        (f"{len(events):,}", words("figure.events")),
        (f"{disputed:,}", words("figure.contested")),
        (range_words(total_range(events, "killed"), words), words("figure.killed")),
        (range_words(total_range(events, "injured"), words), words("figure.injured")),
        (f"{reports:,}", words("figure.reports", texts=f"{texts:,}")),
    ]
    shown = "".join(f"<li><b>{value}</b><span>{label}</span></li>" for value, label in boxes)
    numbers = [e for e in events if e["killed_low"] is not None or e["killed_high"] is not None]
    left_out = sum(not is_counted(e) for e in numbers)
    note = words("figure.note", unknown=f"{untold:,}", events=f"{len(events):,}", left=f"{left_out:,}")
    final = words("figure.open", open=f"{facts.n_open:,}") if facts.n_open else words("figure.final")
    return f'<ul class="figures">{shown}</ul><p class="note">{note} {final}</p>'


def _legend(events: Sequence[Row], words: Words) -> str:
    there = {e["status"] for e in events}
    return (
        '<ul class="legend">'
        + "".join(f'<li class="{s}">{words.label("status", s)}</li>' for s in STATUSES if s in there)
        + "</ul>"
    )


def _map_section(facts: Facts, outlines: Outlines, words: Words, shown: Collection[str]) -> str:
    marks = group_marks(facts.events)
    titles = [place_title(m, words, lambda e: mark_title(e, words)) for m in marks]
    drawn = draw_map(marks, outlines, words, titles, shown)
    if not drawn:
        return ""
    placed = sum(map(is_placed, facts.events))
    note = words("map.note", placed=f"{placed:,}", events=f"{len(facts.events):,}")
    return (
        f'<section id="map" aria-labelledby="h-map"><h2 id="h-map">{words("map")}</h2><figure>{drawn}'
        f"<figcaption>{_legend(facts.events, words)}<p>{note}</p></figcaption></figure></section>"
    )


def _timeline_section(facts: Facts, words: Words) -> str:
    drawn = draw_timeline(facts.events, words)
    if not drawn:
        return ""
    dated = [e["date_start"] for e in facts.events if e["date_start"]]
    left = {"undated": len(facts.events) - len(dated), "earlier": len(dated) - len(drawn_days(facts.events))}
    told = " · ".join(words(f"timeline.{key}", n=f"{n:,}") for key, n in left.items() if n)
    note = f"<figcaption><p>{told}</p></figcaption>" if told else ""
    return (
        f'<section id="timeline" aria-labelledby="h-time"><h2 id="h-time">{words("timeline")}</h2>'
        f"<figure>{drawn}{note}</figure></section>"
    )


def _fill(events: Sequence[Row], drawn: Callable[[Row], str], room: int) -> tuple[dict[str, str], int]:
    """Draw events in this order while there is room; return them by id, and the room that is left."""
    done: dict[str, str] = {}
    for event in events:
        text = drawn(event)
        if len(text.encode()) <= room:
            done[event["event_id"]] = text
            room -= len(text.encode())
    return done, room


def _choose(facts: Facts, words: Words, room: int) -> tuple[dict[str, str], dict[str, str]]:
    """Return the events in full and those in one line, by id, as far as the room reaches: what matters most first."""
    ranked = sorted(facts.events, key=rank)
    rows, left = _fill(ranked, lambda e: draw_row(e, facts, words), int(room * (1 - _FOR_CARDS)))
    left += int(room * _FOR_CARDS)
    cards: dict[str, str] = {}
    for event in ranked:
        card = draw_card(event, facts, words)
        cost = len(card.encode()) - len(rows.get(event["event_id"], "").encode())
        if cost <= left:
            cards[event["event_id"]] = card
            left -= cost
    return cards, {k: v for k, v in rows.items() if k not in cards}


def _events_section(facts: Facts, words: Words, cards: Mapping[str, str], rows: Mapping[str, str]) -> str:
    """Return the events: disputed ones in full, others in full, then those in one line; each newest first."""
    parts = []
    for key, group in (("disputed", True), ("others", False)):
        shown = "".join(
            cards[e["event_id"]] for e in facts.events if e["event_id"] in cards and is_disputed(e) == group
        )
        parts.append(f'<h3 class="group">{words(f"events.{key}")}</h3>{shown}' if shown else "")
    parts.append(_brief([rows[e["event_id"]] for e in facts.events if e["event_id"] in rows], words))
    hidden = len(facts.events) - len(cards) - len(rows)
    parts.append(f'<p class="note">{words("events.hidden", n=f"{hidden:,}")}</p>' if hidden else "")
    inside = "".join(parts) if facts.events else f"<p>{words('events.none')}</p>"
    return f'<section id="events" aria-labelledby="h-events"><h2 id="h-events">{words("events")}</h2>{inside}</section>'


def _brief(rows: Sequence[str], words: Words) -> str:
    if not rows:
        return ""
    head = "".join(
        f'<th scope="col">{words(f"column.{c}")}' for c in ("day", "type", "place", "killed", "status", "sources")
    )
    note = words("events.brief_note", n=len(rows))
    return (
        f'<h3 id="brief">{words("events.brief")}</h3><p class="note">{note}</p>'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="brief"><table><thead><tr>{head}</thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _gaps_section(facts: Facts, words: Words) -> str:
    found = [missing(e, facts) for e in facts.events]
    lines = [
        (key, sum(key in gaps for gaps in found)) for key in ("day", "place", "actor", "killed", "named")
    ] + [("one", sum(e["n_origins"] == 1 for e in facts.events))]  # fmt: skip
    listed = "".join(f"<li>{words(f'gaps.{key}', n=n)}</li>" for key, n in lines if n)
    return (
        f'<section id="gaps" aria-labelledby="h-gaps"><h2 id="h-gaps">{words("gaps")}</h2>'
        f"<p>{words('gaps.lead', events=len(facts.events))}</p><ul>{listed}</ul>"
        f"<p>{words('gaps.silence')}</p></section>"
    )


def _health_section(facts: Facts, words: Words) -> str:
    health = facts.health
    last = words.day(health.last_batch_at) if health.last_batch_at else "–"
    doubts = "".join(f"<li><code>{esc(kind)}</code> {n:,}</li>" for kind, n in health.issues)
    issues = f"<p>{words('health.issues')}:</p><ul>{doubts}</ul>" if doubts else f"<p>{words('health.no_issues')}</p>"
    counts = words(
        "health.in", stored=f"{health.n_stored:,}", offered=f"{health.n_offered:,}", quarantined=health.n_quarantined
    )
    feeds = f"<p>{words('health.feeds', n=health.n_feeds, errors=health.n_failing_feeds)}</p>" if health.n_feeds else ""
    batches = words.book["health.batches"].format(n=health.n_batches, last=last)
    return (
        f'<section id="health" aria-labelledby="h-health"><h2 id="h-health">{words("health")}</h2>'
        f"<p>{words('health.rules')}</p><p>{counts}. {batches}.</p>{feeds}{issues}{_version(facts, words)}</section>"
    )


def _version(facts: Facts, words: Words) -> str:
    made = facts.created_at.strftime("%Y-%m-%d %H:%M UTC") if facts.created_at else "–"
    pairs = [
        ("data.snapshot", str(facts.snapshot)),
        ("data.created", made),
        ("data.hash", facts.digest),
        ("data.code", ", ".join(facts.health.code_versions) or "–"),
        ("data.knowledge", ", ".join(facts.health.knowledge_hashes) or "–"),
    ]
    rows = "".join(f"<dt>{words(key)}</dt><dd><code><bdi>{esc(value)}</bdi></code></dd>" for key, value in pairs)
    return f'<h3>{words("data")}</h3><dl class="data">{rows}</dl><p class="note">{words("data.credits")}</p>'


def _name_areas(facts: Facts, outlines: Outlines) -> Facts:
    """Return the facts with names of countries by code, and of divisions by code and English name."""
    areas: dict[str, Row] = {s["country"]: s for s in outlines["countries"]["shapes"] if s["country"]}
    areas |= {f"{row['country']}:{row['admin1']}": row for row in outlines["labels"]}
    return replace(facts, names={**areas, **facts.names})


def draw_page(facts: Facts, outlines: Outlines, words: Words) -> str:
    """Return the page; the same facts give the same bytes."""
    facts = _name_areas(facts, outlines)
    style = _style()
    head, figures, timeline = _head(facts, words), _figures(facts, words), _timeline_section(facts, words)
    last = _gaps_section(facts, words) + _health_section(facts, words)
    everything = {e["event_id"] for e in facts.events}
    fixed = [style, head, figures, timeline, last, _map_section(facts, outlines, words, everything)]
    cards, rows = _choose(facts, words, max(0, _BUDGET - sum(len(part.encode()) for part in fixed)))
    drawn = _map_section(facts, outlines, words, {*cards, *rows})
    body = "".join([head, figures, drawn, timeline, _events_section(facts, words, cards, rows), last])
    return (
        f'<!doctype html><html lang="{words.language}" dir="{words.direction}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{words('site')} · {words('title')}</title><style>{style}</style></head>"
        f'<body><a class="skip" href="#events">{words("skip")}</a><main>{body}</main></body></html>\n'
    )
