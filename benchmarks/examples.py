"""How many of the tested examples of a language are read right: `python benchmarks/examples.py [--gaps] [--record]`.

Prints the share per file and what is wrong most often. `--gaps` prints every difference; `--record` writes today's
differences as `known_gaps` at the end of each file, so that the tests hold what is right and expect what is not.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.language_examples import FOLDER, judge, read_examples


def judge_file(path: Path) -> tuple[int, dict[str, list[str]]]:
    """Return the number of examples and the differences of those that are not right."""
    examples = list(read_examples(path))
    judged = {e.example_id: judge(e) for e in examples}
    return len(examples), {example_id: wrong for example_id, wrong in judged.items() if wrong}


def record_gaps(path: Path, wrong: dict[str, list[str]]) -> None:
    """Write the differences as the known gaps of a file, in the order of its examples."""
    text = re.split(r"\n# What is not read right yet", path.read_text("utf-8"))[0].rstrip("\n") + "\n"
    if wrong:
        gaps = yaml.safe_dump(
            {example_id: "; ".join(found) for example_id, found in wrong.items()},
            allow_unicode=True,
            sort_keys=False,
            width=10_000,
        )
        body = "".join(f"  {line}\n" for line in gaps.splitlines())
        text += (
            "# What is not read right yet: written by `python benchmarks/examples.py --record`.\nknown_gaps:\n" + body
        )
    path.write_text(text, "utf-8")


def main(arguments: list[str]) -> None:
    """Judge all files and print."""
    total, right, slots = 0, 0, Counter[str]()
    for path in sorted((FOLDER / "ar" / "examples").glob("*.yml")):
        number, wrong = judge_file(path)
        total, right = total + number, right + number - len(wrong)
        slots.update(difference.split(":")[0] for found in wrong.values() for difference in found)
        print(f"{path.stem:12} {number - len(wrong):3} of {number:3} right")
        if "--gaps" in arguments:
            print("".join(f"    {example_id}: {'; '.join(found)}\n" for example_id, found in wrong.items()), end="")
        if "--record" in arguments:
            record_gaps(path, wrong)
    print(f"{'all':12} {right:3} of {total:3} right ({right / total:.0%})")
    print("wrong slots:", ", ".join(f"{slot} {n}" for slot, n in slots.most_common()))


if __name__ == "__main__":
    main(sys.argv[1:])
