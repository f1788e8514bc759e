"""Tests run the source, which they may look into and change; `MARSAD_COMPILED=1` runs them on what is compiled.

It stands above the tests, for it goes before the first import of `tasks`.
"""

import os

os.environ.setdefault("MARSAD_COMPILED", "0")
