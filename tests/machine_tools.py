"""Programs that tests need beyond Python: told loudly where they are missing, an error in the run that proves all."""

import os
import shutil


def find_tool(*names: str) -> str | None:
    """Return the path of the first of these programs; None where none is, RuntimeError where MARSAD_CI is set."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None and os.environ.get("MARSAD_CI"):
        raise RuntimeError(f"none of {', '.join(names)} is here, and .ci/run installs it from Debian's packages")
    return found
