"""Which addresses may be asked: public ones on http and https, in whatever spelling they come.

A name is never trusted: what is checked is the number that the connection goes to (sockets.py), because a name may
change its answer between a check and the connection, and because `127.1`, `0x7f000001` and `2130706433` are loopback
too.
"""

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_GLOBAL_UNICAST: Final = ipaddress.ip_network("2000::/3")
_TUNNELS: Final = (ipaddress.ip_network("2002::/16"), ipaddress.ip_network("2001::/32"))
_MAX_URL: Final = 4096
_PORTS: Final = {"http": 80, "https": 443}


class AddressError(ValueError):
    """An address that is not asked; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An http or https address in the parts that a request needs."""

    scheme: str
    host: str
    """Lower case, ASCII (international names in their xn-- form)."""
    port: int
    target: str
    """Path and query, percent-encoded."""

    @property
    def url(self) -> str:
        """The address as one line, without its fragment."""
        return f"{self.origin}{self.target}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and connections belong to."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def refuse_peer(address: str) -> str | None:
    """Return why a numeric address is no public one, or None where it is.

    Addresses that carry an IPv4 address inside (mapped, NAT64) are judged by that; tunnels are not asked at all.
    """
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return "not a numeric address"
    if isinstance(number, ipaddress.IPv6Address):
        if number.ipv4_mapped is not None:
            return refuse_peer(str(number.ipv4_mapped))
        if number in _NAT64:
            return refuse_peer(str(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)))
        if number.scope_id or number not in _GLOBAL_UNICAST or any(number in tunnel for tunnel in _TUNNELS):
            return "not a global unicast address"
    if number.is_multicast or not number.is_global:
        return "a private, loopback, link-local, shared or reserved address"
    return None


def _encode_host(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressError(f"the host name cannot be written in ASCII: {error}") from error


def read_address(url: str) -> WebAddress:
    """Return the parts of an http or https address; raises AddressError for anything else.

    Spaces around and line breaks inside are what feeds leave; a user name in an address is never sent and refused.
    """
    text = "".join(c for c in url.strip() if c not in "\t\r\n")
    if len(text) > _MAX_URL:
        raise AddressError(f"longer than {_MAX_URL} characters")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise AddressError(f"not an address: {error}") from error
    if parts.scheme not in _PORTS:
        raise AddressError(f"only http and https are asked, not {parts.scheme or 'a bare path'}")
    if "@" in parts.netloc or "\\" in parts.netloc:
        raise AddressError("a user name or a backslash in the address")
    host = _encode_host((parts.hostname or "").rstrip("."))
    if not host or any(c.isspace() or not c.isprintable() for c in host):
        raise AddressError("no host name")
    target = quote(parts.path or "/", safe="!$%&'()*+,/:;=@~-._", errors="replace")
    if parts.query:
        target += "?" + quote(parts.query, safe="!$%&'()*+,/:;=?@~-._", errors="replace")
    return WebAddress(
        scheme=parts.scheme, host=host, port=_PORTS[parts.scheme] if port is None else port, target=target
    )


def follow_location(origin: WebAddress, location: str) -> WebAddress:
    """Return where a redirect leads; raises AddressError for another scheme or a step from https down to http."""
    try:
        joined = urljoin(origin.url, location.strip())
    except ValueError as error:
        raise AddressError(f"not an address: {error}") from error
    address = read_address(joined)
    if origin.scheme == "https" and address.scheme == "http":
        raise AddressError("a redirect from https down to http")
    return address
