"""Bytes to a clean article, or a reason why not. No socket is opened here, not even to see whether there is one."""

import socket

# trafilatura brings urllib3 along, which binds a socket when it is imported, to learn whether this machine speaks IPv6.
# Cleaning asks no network, and tasks/fetch looks addresses up itself: nobody needs the answer.
_HAS_IPV6 = socket.has_ipv6
socket.has_ipv6 = False
try:
    import urllib3.util.connection  # noqa: F401  # for the probe that is left out
finally:
    socket.has_ipv6 = _HAS_IPV6
