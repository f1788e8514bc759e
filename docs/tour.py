# %% [markdown]
# # A tour of Marsad, from a question to a chart
#
# A notebook in the percent format: VS Code, PyCharm and Spyder run its cells as they are, Jupyter with jupytext, marimo
# after `marimo convert docs/tour.py`; `python docs/tour.py` runs it through. Start it in the checkout; it is offline.
#
# **The question: which strikes of November 2015 are disputed, who says what, and what do the numbers rest on?**

# %%
import subprocess
import sys
from html import escape
from pathlib import Path

import duckdb

LAKE = Path("lake/tour")

# %% [markdown]
# ## 1. Articles become a lake
#
# Sixteen invented articles: wire reports, copies of them, a toll that rises, a denial. A second run stores nothing.

# %%
subprocess.run([sys.executable, "-m", "cli", "ingest", "samples", "--lake", str(LAKE)], check=True)
lake = duckdb.connect(str(LAKE / "marsad.duckdb"), read_only=True)
lake.sql("select (select count(*) from article) as articles, (select count(*) from mention) as mentions").show()

# %% [markdown]
# ## 2. Reports are not events
#
# Five articles tell of one strike. Copies of one text count once (`n_texts`), and so does one claimant who is quoted
# everywhere (`n_origins`): what stands behind an event is its origins, not its headlines.

# %%
strikes = lake.sql("""
    select event_id, date_start as day, place_name_en as place, status, killed_low, killed_high,
           n_reports as reports, n_texts as texts, n_origins as origins
    from event
    where kind = 'physical' and date_start between '2015-11-01' and '2015-11-30'
    order by n_reports desc, event_id
""")
strikes.show()

# %% [markdown]
# ## 3. Who says so, who denies it
#
# A denial is a second claim and never an edit. `why` gives every report of an event with its words.

# %%
disputed = lake.sql("from strikes where status = 'contested'").fetchall()
event_id = disputed[0][0]
voices = lake.execute(
    """
    select coalesce(e.name_en, c.source_text) as who, c.stance, count(*) as times, min(c.evidence) as words
    from why(?) w join claim c using (mention_id) left join entity e on e.entity_id = c.source_entity_id
    group by all order by c.stance, times desc, who
    """,
    [event_id],
).fetchall()
for who, stance, times, words in voices:
    print(f"{stance:<9}{times}x  {who}: {words}")

# %% [markdown]
# ## 4. The chart: what the toll rests on
#
# One bar per claim of a number, in the order of publication: dark up to the least that it says, pale up to the most.
# Silence has no bar: it is not zero.

# %%
tolls = lake.execute(
    """
    select m.published_at::date as day,
           coalesce(a.source_id, nullif(regexp_extract(a.canonical_url, '//([^/]+)', 1), ''), a.external_id) as outlet,
           q.low, q.high, q.text
    from why(?) w join mention m using (mention_id) join article a on a.article_id = m.article_id
    join quantity q on q.mention_id = m.mention_id and q.measure = 'killed' and q.victim_class = 'all'
    order by m.published_at, outlet, q.low
    """,
    [event_id],
).fetchall()


def draw_ranges(rows: list[tuple[object, object, int | None, int | None, str]]) -> str:
    """Return an SVG of one bar per row: day, outlet, low, high, words."""
    most = max([n for row in rows for n in row[2:4] if n is not None], default=0) + 1
    unit, line = 480 / most, 34
    bars = []
    for i, (day, outlet, low, high, words) in enumerate(rows):
        least, end = (low or 0) * unit, (most if high is None else high) * unit
        told = f"{low}" if low == high else f"{low or '?'} to {'more' if high is None else high}"
        bars.append(
            f'<g transform="translate(0 {i * line + 30})"><text x="250" y="4" text-anchor="end">'
            f"{day} {escape(str(outlet))}</text>"
            f'<rect x="260" y="-9" width="{end:.0f}" height="18" fill="#b3400a" fill-opacity=".3"/>'
            f'<rect x="260" y="-9" width="{least:.0f}" height="18" fill="#b3400a"><title>{escape(words)}</title></rect>'
            f'<text x="{268 + end:.0f}" y="4">{told}</text></g>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="860" height="{len(rows) * line + 30}"'
        f' font-family="sans-serif" font-size="13" role="img" aria-label="Killed, claim by claim">{"".join(bars)}</svg>'
    )


chart = draw_ranges(tolls)
Path("tour.svg").write_text(chart, "utf-8")
print(f"{len(tolls)} claims of a number of dead; the chart is tour.svg")

# %% [markdown]
# In Jupyter and marimo the next cell shows it in place.

# %%
try:
    from IPython.display import SVG, display
except ImportError:
    pass
else:
    display(SVG(chart))

# %% [markdown]
# ## 5. What to quote
#
# An answer is worth something if others can come to it: the snapshot, the versions and the hashes.

# %%
subprocess.run([sys.executable, "-m", "cli", "cite", "--lake", str(LAKE)], check=True)
lake.close()
