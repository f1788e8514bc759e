"""How many dates of a labelled list are read right, left open, or read WRONG, per language and place.

    python benchmarks/dates.py [arabic_dates.tsv] [--show]

A row is WRONG where days come out that are neither expected nor accepted; where nothing should come out, any days are.
"""

import csv
import os
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from tasks.text.dates import ResolvedDate, find_dates, resolve
from tasks.text.normal import normalise
from tasks.text.printed_dates import resolve_printed_date

Row = dict[str, str]


def reference_of(row: Row) -> date | datetime | None:
    """Return the reference of a row: a day, a moment, or None."""
    written = row["reference_date"]
    if not written:
        return None
    return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)


def read(row: Row) -> ResolvedDate | None:
    """Return what the project reads in a row."""
    reference = reference_of(row)
    if row["place"] != "text":
        return resolve_printed_date(
            row["text"], country=row["country"], language=row["lang"], reference=reference, feed=row["place"] == "feed"
        )
    shadow = normalise(row["text"])
    found = [(p, resolve(p, reference)) for p in find_dates(shadow, language=row["lang"])]
    resolved = [(p, r) for p, r in found if r is not None]
    if row["phrase"]:
        first = row["text"].find(row["phrase"])
        last = first + len(row["phrase"])
        resolved = [(p, r) for p, r in resolved if p.start < last and p.end > first]
    return max(resolved, key=lambda pair: pair[0].end - pair[0].start)[1] if resolved else None


def judge(row: Row, got: ResolvedDate | None) -> str:
    """Return right, abstained or WRONG."""
    expected = f"{row['expected_start']}/{row['expected_end']}"
    accepted = set(filter(None, row["accept"].split("|")))
    if got is None:
        return "right" if row["expected_start"] == "none" or "none" in accepted else "abstained"
    said = f"{got.start}/{got.end}"
    if row["expected_at"] and said == expected and got.instant != datetime.fromisoformat(row["expected_at"]):
        return "right, no instant" if got.instant is None else "WRONG"
    slack = timedelta(days=int(row["tolerance_days"] or 0))
    if said == expected or said in accepted:
        return "right"
    if (
        slack
        and row["expected_start"] != "none"
        and abs(got.start - date.fromisoformat(row["expected_start"])) <= slack
    ):
        return "right"
    return "WRONG"


def main() -> None:
    """Print the table; with --show, the rows that are not right."""
    paths = [a for a in sys.argv[1:] if not a.startswith("-")]
    default = Path(os.environ.get("MARSAD_EVAL", "../shared")) / "data" / "arabic_dates.tsv"
    with Path(paths[0] if paths else default).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for row in rows:
        got = read(row)
        verdict = judge(row, got)
        datable = "none" if row["expected_start"] == "none" else "datable"
        counts[row["lang"], row["place"], datable, verdict] += 1
        if "--show" in sys.argv and (verdict != "right" or (got and str(got.precision) != row["precision"])):
            print(verdict, row["id"], row["text"], "|", row["reference_date"], "|", row["expected_start"],
                  row["expected_end"], row["precision"], row["expected_at"], "| got", got)  # fmt: skip
    for (language, place, datable, verdict), number in sorted(counts.items()):
        print(f"{language}  {place:5} {datable:8} {verdict:18} {number:4}")
    datable_rows = sum(n for k, n in counts.items() if k[2] == "datable")
    right = sum(n for k, n in counts.items() if k[2] == "datable" and k[3].startswith("right"))
    wrong = sum(n for k, n in counts.items() if k[3] == "WRONG")
    print(f"datable {datable_rows}: right {right} ({right / max(1, datable_rows):.1%}); WRONG {wrong} of {len(rows)}")


if __name__ == "__main__":
    main()
