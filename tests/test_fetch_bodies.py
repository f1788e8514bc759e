"""Bodies in every encoding, whole, cut, and made to fill the memory."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from tasks.fetch.decoding import DecodingError, TooLargeError, decode_body
from tests.fleet.asking import MB, fetched, refused
from tests.fleet.server import Fleet, Reply

ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.ZstdCompressor().compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
    "identity": bytes,
}


@pytest.mark.parametrize("encoding", ENCODERS)
def test_bodies_are_decoded(fleet: Fleet, encoding: str) -> None:
    text = "نص طويل بعض الشيء ".encode() * 5000
    url = fleet.put("a.test", "/x", Reply(body=ENCODERS[encoding](text), headers={"Content-Encoding": encoding}))
    assert fetched(url).payload == text


BOMBERS: dict[str, Callable[[bytes], bytes]] = ENCODERS | {
    "gzip": lambda data: gzip.compress(data, 1),
    "br": lambda data: brotli.compress(data, quality=1),
    "gzip, gzip": lambda data: gzip.compress(gzip.compress(data, 1)),
}


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip"])
def test_a_bomb_is_refused_before_it_fills_the_memory(fleet: Fleet, encoding: str) -> None:
    url = fleet.put(
        "a.test", "/x", Reply(body=BOMBERS[encoding](bytes(80 * MB)), headers={"Content-Encoding": encoding})
    )
    tracemalloc.start()
    answer = refused(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answer.kind == "too-large"
    assert peak < 64 * MB


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_cut_body_is_no_page(encoding: str) -> None:
    whole = ENCODERS[encoding](bytes(range(256)) * 500)
    with pytest.raises(DecodingError):
        decode_body([whole[: len(whole) // 2]], encoding, MB)


def test_bare_deflate_and_rubbish_after_gzip_are_read() -> None:
    packer = zlib.compressobj(wbits=-15)
    assert decode_body([packer.compress(b"bare") + packer.flush()], "deflate", MB) == b"bare"
    assert decode_body([gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0rubbish"], "gzip", MB) == b"ab"
    assert decode_body([], "gzip", MB) == b""


@given(st.binary(max_size=3000), st.sampled_from(list(ENCODERS)), st.integers(1, 700))
def test_pieces_of_any_size_decode_to_the_same(data: bytes, encoding: str, size: int) -> None:
    encoded = ENCODERS[encoding](data)
    pieces = [encoded[i : i + size] for i in range(0, len(encoded), size)]
    assert decode_body(pieces, encoding, MB) == data


@given(st.binary(max_size=300), st.sampled_from([*ENCODERS, "compress", "gzip,gzip,gzip,gzip"]))
def test_rubbish_never_raises_anything_else(data: bytes, encoding: str) -> None:
    with suppress(DecodingError, TooLargeError):
        decode_body([data], encoding, MB)
