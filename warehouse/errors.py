"""What can go wrong with a lake, told in three sentences: what, where, what next."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.trouble import Trouble

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file grew beyond the limit of this process",
    errno.EROFS: "the folder is on a read-only file system",
    errno.EACCES: "the folder may not be written",
    errno.EPERM: "the folder may not be written",
    errno.EIO: "the disk reported an input/output error",
}
_TRY_AGAIN = (
    "Mend that and run the same command again: it finishes or repeats the batch; the last snapshot stays readable."
)


class LakeError(Trouble):
    """A lake cannot do what was asked; `exit_code` is what the command line returns."""

    def __init__(self, what: str, *, where: object, next_step: str) -> None:
        super().__init__(f"{what} ({where}). {next_step}")
        self.what = what
        self.where = str(where)
        self.next_step = next_step


class LakeBusy(LakeError):  # noqa: N818  # busy is a state that passes, not an error of anyone
    """Another process holds the lock for longer than we were told to wait."""

    exit_code = 5


def explain(error: OSError, doing: str, where: object) -> LakeError:
    """Return an error of the disk in words that say what became of the data."""
    reason = _REASONS.get(error.errno or 0, str(error))
    return LakeError(f"Could not {doing}: {reason}", where=where, next_step=_TRY_AGAIN)


@contextmanager
def disk_errors(doing: str, where: Path | str) -> Iterator[None]:
    """Turn OSError inside the block into a LakeError that names what was being done."""
    try:
        yield
    except OSError as error:
        raise explain(error, doing, where) from error
