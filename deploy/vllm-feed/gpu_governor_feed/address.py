"""Where the datagrams go."""

import ipaddress
import os

VARIABLE = "GPU_GOVERNOR_FEED"
DEFAULT = ("127.0.0.1", 9465)


def target(environment=os.environ):
    """The address to send to, or None if the feed is off. Raises ValueError if the variable says neither.

    Only loopback addresses are taken: datagrams are neither signed nor encrypted.
    """
    text = environment.get(VARIABLE, "").strip()
    if not text:
        return DEFAULT
    if text.lower() in ("off", "false", "0"):
        return None
    host, colon, port = text.rpartition(":")
    host = host.strip("[]")
    if host == "localhost":
        host = "127.0.0.1"
    try:
        number = int(port)
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        raise ValueError("%s is %r; write off or host:port, such as 127.0.0.1:9465" % (VARIABLE, text)) from None
    if not loopback or not 0 < number < 65536:
        raise ValueError("%s is %r; the governor listens on loopback only, such as 127.0.0.1:9465" % (VARIABLE, text))
    return host, number
