"""Time and measure the places: `python benchmarks/places.py`.

Prints how many places and spellings there are, how long the gazetteer takes to load, what `find_places` costs on a
conflict article of about 4,500 characters, on a text without places and on adversarial strings of doubling length.
With MARSAD_EVAL (default ../shared): of the texts of `data/dev/airwars_dev.jsonl.gz` that name the place of their one
incident, the share with a hit within 10 and 25 km (the ceiling of any event placed there), as `eval/airwars.py` counts.
"""

import importlib
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tasks.extract.gazetteer import Gazetteer, distance_km
from tasks.extract.places import find_places
from tasks.knowledge import load_knowledge
from tasks.text.normal import normalise

REPORT = (
    "دمشق - وكالات\nقال ناشطون إن طائرات حربية شنت غارات على بلدات كفرنبل وحاس ومعرة النعمان في ريف إدلب الجنوبي، "
    "وإن قصفا مدفعيا طال أطراف مدينة خان شيخون ومحيط بلدة مورك شمال حماة. وأعلنت موسكو أن المقاتلات أقلعت من قاعدة "
    "حميميم في محافظة اللاذقية وأصابت مستودعا على بعد عشرين كيلومترا من الرقة. وفي العراق انفجرت سيارة في الرمادي "
    "بمحافظة الأنبار، ونفت بغداد وقوع قتلى بين المدنيين. وفي اليمن تجددت المعارك في تعز وعلى الحدود السعودية اليمنية.\n"
)


def timed(call: Callable[[], object], runs: int = 25) -> float:
    """Return the median time of a call in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def time_texts(gazetteer: Gazetteer) -> None:
    """Print the cost per text, without the normal form, which the reader makes once for all."""
    article = (REPORT * 10)[:4500]
    texts = {
        "article of 4,500 characters": article,
        "no place, 4,500 characters": ("قال المتحدث إن العمل مستمر. " * 170)[:4500],
    }
    texts |= {f"'حلب و' repeated to {n:,}": ("حلب و" * n)[:n] for n in (20_000, 40_000, 80_000)}
    for label, text in texts.items():
        shadow = normalise(text)
        hits = len(find_places(shadow, gazetteer))
        print(f"{label:32} {timed(lambda shadow=shadow: find_places(shadow, gazetteer)):8.2f} ms  {hits} hits")


def reach(gazetteer: Gazetteer, evaluation: Path) -> None:
    """Print in how many texts that name their incident's place a hit lies near it."""
    sys.path.insert(0, str(evaluation / "eval"))
    scorer: Any = importlib.import_module("airwars")
    rows = scorer.read_jsonl(str(evaluation / "data" / "dev" / "airwars_dev.jsonl.gz"))
    found = [(row, one) for row in rows if (one := scorer.incident(row)) and scorer.names_place(row["text"], one.place)]
    nearest = []
    for row, one in found:
        hits = find_places(normalise(row["text"]), gazetteer)
        points = [(h.lat, h.lon) for h in hits if h.role == "place" and h.lat is not None and h.lon is not None]
        nearest.append(min((distance_km(one.lat, one.lon, *point) for point in points), default=9e9))
    for radius in (10, 25):
        near = sum(distance <= radius for distance in nearest)
        print(f"within {radius} km: {near} of {len(nearest)} = {near / len(nearest):.3f}")


def compare_sources() -> None:
    """Print how far UCDP's points lie from GeoNames' for the places that both have, as the notes tell."""
    rows = load_knowledge().rows("places/hand/sy.tsv")
    found = [re.search(r"UCDP ([\d.]+) km off|GeoNames homonym (\d+) km off", row["note"]) for row in rows]
    distances = sorted(float(note[1] or note[2]) for note in found if note)
    close = sum(distance <= 5 for distance in distances)
    print(
        f"UCDP and GeoNames: {len(distances)} places, {close} within 5 km, median {statistics.median(distances):.1f} km"
    )


def main() -> None:
    """Print all figures."""
    knowledge = load_knowledge()
    load = timed(lambda: Gazetteer.from_knowledge(knowledge), runs=5)
    gazetteer = Gazetteer.from_knowledge(knowledge)
    print(f"{len(gazetteer.places)} places, {len(gazetteer.matcher)} spellings, loaded in {load:.0f} ms")
    compare_sources()
    time_texts(gazetteer)
    evaluation = Path(os.environ.get("MARSAD_EVAL", "../shared"))
    if (evaluation / "eval" / "airwars.py").exists():
        reach(gazetteer, evaluation)
    else:
        print(f"no evaluation data at {evaluation}: reach not measured")


if __name__ == "__main__":
    main()
