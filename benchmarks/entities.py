"""Time to load the index of entities and to find entities, weapons and objects in an article of 4,500 characters.

`python benchmarks/entities.py [FILE.jsonl ...]` reads records with a `text`; without a file it reads the samples.
Processor time of one core, best of five, so that a busy machine does not tell another story.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tasks.extract.entities import EntityIndex, find_entities, find_objects, find_weapons
from tasks.knowledge import load_knowledge
from tasks.text.normal import Shadow, normalise

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def read_texts(paths: list[str]) -> list[str]:
    """Return the texts of JSON-lines files, or of the samples that ship with the project."""
    if paths:
        lines = [line for path in paths for line in Path(path).read_text("utf-8").splitlines()]
        return [json.loads(line)["text"] for line in lines if line.strip()]
    return [path.read_text("utf-8") for path in sorted(SAMPLES.rglob("*.txt"))]


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the least processor time in seconds that the work took."""
    spent = []
    for _ in range(times):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def main() -> None:
    """Print the figures."""
    knowledge = load_knowledge()
    seconds = best_of(5, lambda: EntityIndex.from_knowledge(knowledge))
    index = EntityIndex.from_knowledge(knowledge)
    print(f"index: {len(index.matcher)} spellings, {len(index.known)} actors, {seconds * 1000:.0f} ms")
    shadows: list[Shadow] = [normalise(text) for text in read_texts(sys.argv[1:])]
    characters = sum(len(shadow.text) for shadow in shadows)
    for name, find in (("entities", find_entities), ("weapons", find_weapons), ("objects", find_objects)):
        spent = best_of(5, lambda find=find: [find(shadow, index) for shadow in shadows])
        print(f"{name}: {spent / max(characters, 1) * 4500 * 1000:.2f} ms for 4,500 characters ({len(shadows)} texts)")


if __name__ == "__main__":
    main()
