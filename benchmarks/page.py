"""The report page in a real browser: what axe-core finds, how large it is, how it looks.

    python benchmarks/page.py LAKE --axe PATH/axe.min.js [--shots FOLDER]

axe-core is the engine of most accessibility checkers (npm package axe-core). It is put into a copy of the page that has
no policy, in headless Chromium, in both languages, at 1280 and 390 pixels.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from flows.report import write_report
from warehouse.lake import Lake

_RUN = (
    "axe.run(document,{resultTypes:['violations','incomplete']}).then(r=>{document.documentElement.innerHTML="
    "'<pre>'+JSON.stringify({violations:r.violations.map(v=>[v.id,v.impact,v.nodes.length,v.nodes[0].html.slice(0,120)]),"
    "passes:r.passes.length,wide:document.documentElement.scrollWidth,seen:innerWidth}).replace(/</g,'&lt;')+'</pre>'})"
)


def browse(page: Path, width: int, *more: str) -> str:
    """Open a page in headless Chromium and return what it printed."""
    program = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        words = [
            program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
            f"--user-data-dir={profile}", f"--window-size={width},2600", *more, page.as_uri(),
        ]  # fmt: skip
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=300).stdout


def framed(page: Path, width: int, height: int) -> Path:
    """Return a page that shows another one as narrow as a phone: Chromium's own window is never below 500 pixels."""
    outer = page.with_name(f"{page.stem}-{width}.html")
    frame = f'<iframe src="{page.name}" width={width} height={height} style="border:0"></iframe>'
    outer.write_text(f'<!doctype html><body style="margin:0">{frame}</body>', "utf-8")
    return outer


def check(page: str, language: str, width: int, axe: str, folder: Path) -> int:
    """Print what axe finds on one page at one width and return how many of it are serious or critical."""
    open_page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    send = _RUN.replace("document.documentElement.innerHTML=", "parent.document.documentElement.innerHTML=")
    file = folder / f"axe-{language}.html"
    file.write_text(open_page.replace("</body>", f"<script>{axe}</script><script>{send}</script></body>"), "utf-8")
    shown = browse(
        framed(file, width, 2600), 1400, "--dump-dom", "--allow-file-access-from-files", "--virtual-time-budget=60000"
    )
    told = re.search(r"<pre>(\{.*\})</pre>", shown, re.DOTALL)
    if not told:
        print(f"{language} {width}: no answer from axe")
        return 1
    found = json.loads(told[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    serious = [v for v in found["violations"] if v[1] in ("serious", "critical")]
    events = page.count('id="e-')
    print(
        f"{language} {width:>4} px: {len(page.encode()):>7} bytes, {events} events; {found['passes']} rules kept,"
        f" {len(serious)} serious or critical, {len(found['violations']) - len(serious)} lesser;"
        f" {found['wide'] - found['seen']} pixels too wide"
    )
    for violation in found["violations"]:
        print("   ", *violation)
    return len(serious) + (found["wide"] > found["seen"])


def main() -> None:
    """Check the page of a lake."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lake", type=Path)
    parser.add_argument("--axe", type=Path, required=True)
    parser.add_argument("--where")
    parser.add_argument("--shots", type=Path)
    chosen = parser.parse_args()
    axe, lake, bad = chosen.axe.read_text("utf-8"), Lake.open(chosen.lake), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for language in ("en", "ar"):
            page = write_report(lake, language=language, where=chosen.where)
            file = folder / f"{language}.html"
            file.write_text(page, "utf-8")
            for width in (1280, 390):
                bad += check(page, language, width, axe, folder)
                if chosen.shots:
                    shot = chosen.shots / f"{language}-{width}.png"
                    browse(framed(file, width, 2600), width, f"--screenshot={shot}")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
