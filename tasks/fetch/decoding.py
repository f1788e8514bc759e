"""Content-Encoding undone piece by piece, with a cap on what comes out: 408 KB of gzip can be 400 MB of zeros."""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

import brotli
import zstandard

PIECE: Final = 65536
_ZSTD_WINDOW: Final = 8 << 20  # what browsers accept; a frame may ask for 2 GB
_MAX_STAGES: Final = 3


class DecodingError(ValueError):
    """A body is not what its Content-Encoding says."""


class TooLargeError(ValueError):
    """A body is larger than what is read of its kind."""


def _inflate(pieces: Iterable[bytes], wbits: int) -> Iterator[bytes]:
    """Undo gzip (several members, rubbish after the last one is ignored) or deflate."""
    decoder = zlib.decompressobj(wbits)
    any_data = ended = False
    for piece in pieces:
        data = piece
        while data:
            if decoder.eof:
                decoder, ended = zlib.decompressobj(wbits), True
            try:
                yield decoder.decompress(data, PIECE)
            except zlib.error:
                if ended:
                    return
                raise
            any_data = True
            data = decoder.unused_data if decoder.eof else decoder.unconsumed_tail
    while rest := decoder.decompress(b"", PIECE):
        yield rest
    if any_data and not decoder.eof and not ended:
        raise DecodingError("the compressed body ends too early")


def _inflate_either(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Undo deflate with its zlib header, or bare as some servers send it."""
    source = iter(pieces)
    first = next(source, b"")
    while len(first) < 2 and (more := next(source, b"")):
        first += more
    bare = len(first) < 2 or first[0] & 0x0F != 8 or (first[0] << 8 | first[1]) % 31  # RFC 1950
    yield from _inflate(_chain(first, source), -zlib.MAX_WBITS if bare else zlib.MAX_WBITS)


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _unbrotli(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder: Any = brotli.Decompressor()
    piece = b""
    for piece in pieces:
        data = decoder.process(piece, output_buffer_limit=PIECE)
        while data or not decoder.can_accept_more_data():
            yield data
            if decoder.is_finished():
                return
            data = decoder.process(b"", output_buffer_limit=PIECE)
    if piece and not decoder.is_finished():
        raise DecodingError("the compressed body ends too early")


class _Pieces(io.RawIOBase):
    """Pieces as the file that zstandard reads from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        taken, self._rest = (self._rest, b"") if size < 0 else (self._rest[:size], self._rest[size:])
        return taken


def _unzstd(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    source: Any = _Pieces(pieces)
    with decoder.stream_reader(source, read_across_frames=True) as reader:
        while data := reader.read(PIECE):
            yield data


_DECODERS: Final[dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]]] = {
    "gzip": lambda pieces: _inflate(pieces, zlib.MAX_WBITS | 16),
    "x-gzip": lambda pieces: _inflate(pieces, zlib.MAX_WBITS | 16),
    "deflate": _inflate_either,
    "br": _unbrotli,
    "zstd": _unzstd,
}
ACCEPT_ENCODING: Final = "gzip, deflate, br, zstd"


def _cap(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise TooLargeError(f"larger than {limit >> 20} MB")
        yield piece


def decode_pieces(pieces: Iterable[bytes], content_encoding: str, limit: int) -> Iterator[bytes]:
    """Yield a body as it was before `content_encoding` (several, comma-separated) was applied, piece by piece.

    Raises TooLargeError as soon as more than `limit` bytes are there, at any stage, and DecodingError for an
    unknown encoding, too many of them, or a body that is damaged or cut.
    """
    names = [name.strip().lower() for name in content_encoding.split(",") if name.strip()]
    names = [name for name in names if name not in ("identity", "none")]
    if len(names) > _MAX_STAGES or any(name not in _DECODERS for name in names):
        raise DecodingError(f"the content encoding {content_encoding[:60]!r} is not read")
    stage = _cap(pieces, limit)
    for name in reversed(names):
        stage = _cap(_DECODERS[name](stage), limit)
    try:
        yield from stage
    except (zlib.error, brotli.error, zstandard.ZstdError) as error:
        raise DecodingError(f"the {content_encoding} body is damaged: {error}") from error


def decode_body(pieces: Iterable[bytes], content_encoding: str, limit: int) -> bytes:
    """Return the whole of what `decode_pieces` yields; raises what it raises."""
    whole = bytearray()
    for piece in decode_pieces(pieces, content_encoding, limit):
        whole += piece
    return bytes(whole)
