"""Cards of events: who says so, who confirms, who denies, the words with their place in the text, what is not known."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from schemas.vocabulary import NARRATOR
from warehouse.report.facts import Facts, Row
from warehouse.report.figures import event_range, missing, range_words
from warehouse.report.words import Words, clip, esc, safe_link

_QUOTES = 6  # texts shown per event; the rest is counted
_VOICES = 12
_LONGEST = 420  # characters of evidence shown of one report


def place_line(event: Row, facts: Facts, words: Words) -> str:
    """Return the place of an event in words, escaped: its name, division and country."""
    name = words.name({"name_en": event["place_name_en"], "name_ar": event["place_name_ar"]})
    country, admin1 = event["country"] or "", event["admin1"] or ""
    division = words.name(facts.names.get(f"{country}:{admin1}", {}), admin1)
    parts = [name, division, entity_name(country, facts, words)]
    shown = [p for i, p in enumerate(parts) if p and p not in parts[:i]]
    return f"<bdi>{esc(words.comma.join(shown))}</bdi>" if shown else ""


def when(event: Row, words: Words) -> str:
    """Return the day or days of an event in words, escaped."""
    first, last = event["date_start"], event["date_end"]
    if first is None:
        return words("undated")
    shown = words.day(first)
    if last and last != first:
        shown += f" – {words.day(last)}"
    return f'<time datetime="{first.isoformat()}">{shown}</time>'


def type_name(event: Row, words: Words) -> str:
    """Return the type of an event in words, escaped."""
    return words.label("type", event["sub_event_type"])


def entity_name(identity: str, facts: Facts, words: Words) -> str:
    """Return the name of an entity or place id, else the words as they are; not escaped."""
    row = facts.names.get(identity)
    return words.name(row, identity) if row else words.book["narrator"] if identity == NARRATOR else identity


def outlet_name(report: Row, words: Words) -> str:
    """Return who printed a report: the source's name, else the host, else the id that the input gave; not escaped."""
    host = urlsplit(report["url"]).hostname if safe_link(report["url"]) else None
    return words.name(report, report["source_id"] or host or report["external_id"] or report["article_id"])


def mark_title(event: Row, words: Words) -> str:
    """Return what the mark of an event on the map says, escaped."""
    place = words.name({"name_en": event["place_name_en"], "name_ar": event["place_name_ar"]}, event["country"])
    dead = range_words(event_range(event, "killed"), words)
    day = words.day(event["date_start"])
    status = words.label("status", event["status"])
    return f"{type_name(event, words)} · {esc(place)} · {day} · {words('killed')}: {dead} · {status}"


def _voice(voice: Row, facts: Facts, words: Words) -> str:
    known = voice["source_entity_id"]
    name = words.name(voice, known) if known else entity_name(voice["source_text"], facts, words)
    more = []
    if voice["via_entity_id"]:
        more.append(words("via", name=entity_name(voice["via_entity_id"], facts, words)))
    if voice["field"]:
        more.append(words("field", field=words.book.get(f"slot.{voice['field']}", voice["field"])))
    return f"<li><bdi>{esc(clip(name, 90))}</bdi>{''.join(f' <small>{m}</small>' for m in more)}</li>"


def _lane(stance: str, voices: Sequence[Row], facts: Facts, words: Words) -> str:
    unique = list(dict.fromkeys(_voice(v, facts, words) for v in voices))
    more = f"<li>+{len(unique) - _VOICES}</li>" if len(unique) > _VOICES else ""
    inside = f"<ul>{''.join(unique[:_VOICES])}{more}</ul>" if unique else f"<p>{words('lane.none')}</p>"
    silent = "" if unique else " silent"
    return f'<div class="lane {stance}{silent}"><h4>{words(f"lane.{stance}")}</h4>{inside}</div>'


def _lanes(event: Row, facts: Facts, words: Words) -> str:
    by_stance: dict[str, list[Row]] = defaultdict(list)
    for voice in facts.voices.get(event["event_id"], ()):
        by_stance[voice["stance"]].append(voice)
    shown = ["asserts", *(["confirms"] if by_stance["confirms"] else []), "denies"]
    shown += ["doubts"] if by_stance["doubts"] else []
    return '<div class="lanes">' + "".join(_lane(s, by_stance[s], facts, words) for s in shown) + "</div>"


def _line_end(text: str) -> str:
    return text.split("\n", 1)[0]


def _quote(report: Row) -> str:
    """Return the words of a report, marked, with what stands around them in the same paragraph."""
    before = report["before_words"].rsplit("\n", 1)[-1]
    after = _line_end(report["after_words"])
    cut_before = "…" if len(before) >= 60 and before == report["before_words"] else ""
    if cut_before and " " in before:
        before = before.split(" ", 1)[1]
    cut_after = "…" if len(after) >= 60 and after == report["after_words"] else ""
    if cut_after and " " in after:
        after = after.rsplit(" ", 1)[0]
    language = f' lang="{esc(report["language"])}"' if report["language"] else ""
    # A space at the edge of the words stands outside the mark, as it does in the text.
    lead, tail = (" " if before[-1:].isspace() else ""), (" " if after[:1].isspace() else "")
    more = "".join(f" … <mark>{esc(words)}</mark>" for words in report["more_words"] or ())
    return (
        f'<blockquote dir="auto"{language}>{cut_before}{esc(before.strip())}{lead}'
        f"<mark>{esc(clip(report['evidence'], _LONGEST))}</mark>{tail}{esc(after.strip())}{cut_after}"
        f"{more}</blockquote>"
    )


def _cite(report: Row, words: Words) -> str:
    title = esc(clip(report["title"] or "", 110))
    address = safe_link(report["url"])
    shown = f'<bdi dir="auto">{title}</bdi>' if title else ""
    if address and shown:
        shown = f'<a href="{address}" rel="noopener noreferrer nofollow">{shown}</a>'
    elif address:
        shown = f'<a href="{address}" rel="noopener noreferrer nofollow"><bdi>{address}</bdi></a>'
    day = words.day(report["published_at"]) if report["published_at"] else ""
    parts = [f"<b><bdi>{esc(outlet_name(report, words))}</bdi></b>", day, shown]
    return f"<cite>{' · '.join(p for p in parts if p)}</cite>"


def _stories(reports: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the reports of one text and its copies together, the origin first, in order of the first report."""
    groups: dict[str, list[Row]] = {}
    for report in reports:
        groups.setdefault(report["story_id"], []).append(report)
    for group in groups.values():
        yield sorted(group, key=lambda r: r["role"] != "origin")


def _texts(event: Row, facts: Facts, words: Words) -> str:
    shown = []
    groups = list(_stories(facts.reports.get(event["event_id"], ())))
    for group in groups[:_QUOTES]:
        first, *others = group
        names = list(dict.fromkeys(outlet_name(o, words) for o in others if o["article_id"] != first["article_id"]))
        chain = f'<p class="copies">{words("copies", names=words.comma.join(names))}</p>' if names else ""
        shown.append(f"<li>{_quote(first)}{_cite(first, words)}{chain}</li>")
    hidden = sum(len(g) for g in groups[_QUOTES:])
    more = f'<p class="copies">{words("further", n=hidden)}</p>' if hidden else ""
    return f'<ol class="texts">{"".join(shown)}</ol>{more}'


def _value(slot: str, value: str, facts: Facts, words: Words) -> str:
    """Return a value that a conflict names: numbers as ranges, ids as names."""
    if slot == "occurrence":
        return words.label("value", value)
    low, dots, high = value.partition("..")
    if dots and (low or "0").isdigit() and (high or "0").isdigit():
        pair = {"low": low, "high": high}
        key = "range.between" if low and high else "range.least" if low else "range.most"
        return words(key, **{side: v for side, v in pair.items() if v})
    disputed = value.removeprefix("not ")
    name = entity_name(disputed, facts, words)
    return esc(name) if disputed == value else words("value.not", value=name)


def _conflicts(event: Row, facts: Facts, words: Words) -> str:
    by_slot: dict[str, list[str]] = defaultdict(list)
    for conflict in event["conflicts"]:
        if conflict["slot"] != "occurrence":  # the lanes show it
            holders = words.comma.join(entity_name(c, facts, words) for c in conflict["claimants"][:5])
            value = _value(conflict["slot"], conflict["value"], facts, words)
            by_slot[conflict["slot"]].append(
                f"<li><b>{value}</b>{f' <bdi>{esc(clip(holders, 140))}</bdi>' if holders else ''}</li>"
            )
    if not by_slot:
        return ""
    rows = "".join(f"<dt>{words.label('slot', s)}</dt><dd><ul>{''.join(v)}</ul></dd>" for s, v in by_slot.items())
    return f'<div class="differ"><h4>{words("differ")}</h4><dl>{rows}</dl></div>'


def _parties(event: Row, facts: Facts, words: Words) -> str:
    pairs = [
        ("actor", event["actor_ids"]),
        ("target", event["target_ids"]),
        ("objects", event["target_objects"][:6]),
        ("weapon", [event["weapon_id"]] if event["weapon_id"] else []),
    ]
    rows = [
        f"<dt>{words(key)}</dt><dd><bdi>{esc(words.comma.join(entity_name(i, facts, words) for i in ids))}</bdi></dd>"
        for key, ids in pairs
        if ids
    ]
    return f'<dl class="parties">{"".join(rows)}</dl>' if rows else ""


def _counts(event: Row, words: Words) -> str:
    reports = words("n_reports.one") if event["n_reports"] == 1 else words("n_reports", n=event["n_reports"])
    origins = words("origins.one") if event["n_origins"] == 1 else words("origins", n=event["n_origins"])
    return f"{reports} · {origins}"


def _tolls(event: Row, words: Words) -> str:
    shown = []
    for measure in ("killed", "injured"):
        found = event_range(event, measure)
        if found.low is not None or found.high is not None:
            best = event[f"{measure}_best"]
            often = f" <small>{words('range.best', best=best)}</small>" if best and found.low != found.high else ""
            shown.append(f'<p class="toll"><b>{range_words(found, words)}</b> {words(measure)}{often}</p>')
    return f'<div class="tolls">{"".join(shown)}</div>' if shown else ""


def draw_card(event: Row, facts: Facts, words: Words) -> str:
    """Return one event in full."""
    gaps = [words(f"unknown.{g}") for g in missing(event, facts)]
    unknown = f'<p class="gaps"><b>{words("unknown")}:</b> {" · ".join(gaps)}</p>' if gaps else ""
    part = f'<p class="gaps">{words("part")}</p>' if event["parent_event_id"] else ""
    status = esc(event["status"])
    return (
        f'<article class="card {status}" id="e-{esc(event["event_id"])}"><header><p class="kicker">'
        f"{type_name(event, words)} · {when(event, words)}</p>"
        f"<h3>{place_line(event, facts, words) or words('unplaced')}</h3>"
        f'<p class="badge {status}">{words.label("status", event["status"])}</p></header>'
        f"{_tolls(event, words)}{_lanes(event, facts, words)}{_conflicts(event, facts, words)}"
        f"{_parties(event, facts, words)}"
        f"<details open><summary>{words('words')} <small>{_counts(event, words)}</small></summary>"
        f"{_texts(event, facts, words)}</details>{unknown}{part}"
        f'<p class="id"><code>{esc(event["event_id"])}</code></p></article>'
    )


def draw_row(event: Row, facts: Facts, words: Words) -> str:
    """Return one event in a line of the table."""
    said = [entity_name(c, facts, words) for c in event["claimants"][:2]]
    more = f" +{len(event['claimants']) - 2}" if len(event["claimants"]) > 2 else ""
    day = event["date_start"].isoformat() if event["date_start"] else "–"
    dead = range_words(event_range(event, "killed"), words)
    dead = "–" if dead == words("range.unknown") else dead
    return (
        f'<tr id="e-{esc(event["event_id"])}"><td>{day}<td>{type_name(event, words)}'
        f"<td>{place_line(event, facts, words)}"
        f'<td>{dead}<td class="{esc(event["status"])}">{words.label("status", event["status"])}'
        f"<td><bdi>{esc(clip(words.comma.join(said), 60))}</bdi>{more}"
    )
