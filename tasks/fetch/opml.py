"""Lists of feeds as other readers keep them (OPML 2.0): in and out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml import etree

from schemas.source import Source
from tasks.fetch.addresses import AddressError, read_address
from tasks.fetch.captured import clean_hint

MAX_OPML: Final = 8 << 20


class OpmlError(ValueError):
    """A file is no OPML; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    """One feed of a list; `refusal` says why its address cannot be used (a file, no host)."""

    feed_url: str
    title: str | None
    homepage: str | None
    language: str | None
    refusal: str | None


def read_opml(payload: bytes) -> list[OpmlFeed]:
    """Return the feeds of an OPML file in its order, folders flattened, each address once.

    Entities are not expanded and nothing outside is read. Raises OpmlError where it is no OPML.
    """
    if len(payload) > MAX_OPML:
        raise OpmlError(f"larger than {MAX_OPML >> 20} MB")
    parser = etree.XMLParser(recover=True, resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise OpmlError(f"no XML: {error}") from error
    if root is None or not isinstance(root.tag, str) or root.tag.lower() != "opml":
        raise OpmlError("the file does not begin with <opml>")
    found: dict[str, OpmlFeed] = {}
    for outline in root.iter("outline"):
        told = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = clean_hint(told.get("xmlurl"))
        if url and url not in found:
            found[url] = OpmlFeed(
                feed_url=url,
                title=clean_hint(told.get("title") or told.get("text")),
                homepage=clean_hint(told.get("htmlurl")),
                language=clean_hint(told.get("language")),
                refusal=_refusal(url),
            )
    return list(found.values())


def _refusal(url: str) -> str | None:
    try:
        read_address(url)
    except AddressError as error:
        return str(error)
    return None


def write_opml(sources: Iterable[Source]) -> bytes:
    """Return the feeds of all sources as OPML, one folder per country, sorted."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Marsad"
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sorted(sources, key=lambda s: (s.country or "", s.source_id)):
        country = source.country or "--"
        if country not in folders:
            folders[country] = etree.SubElement(body, "outline", text=country)
        for feed in source.feeds:
            name = source.name_en or source.source_id
            told = {"type": "rss", "text": source.source_id, "title": name, "xmlUrl": feed}
            told |= {"htmlUrl": source.homepage} if source.homepage else {}
            told |= {"language": source.language} if source.language else {}
            etree.SubElement(folders[country], "outline", told)
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))
