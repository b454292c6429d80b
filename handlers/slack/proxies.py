"""Through which proxy a call leaves, by what the machine has set.

Slack's library heeds no NO_PROXY, and would call this very machine through a proxy, too.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

_SCHEMES = ("https", "http", "all")  # Slack's library takes HTTP_PROXY where there is no HTTPS_PROXY, too


def proxy_to(url: str) -> str | None:
    """The proxy for this address; None for an address of this machine, and for what NO_PROXY names.

    A proxy of another kind than HTTP is left aside: nothing here could use it.
    """
    host, known = urlsplit(url).hostname or "", getproxies_environment()
    if _is_here(host) or proxy_bypass_environment(host, known):
        return None
    found = (_spelled(known[scheme]) for scheme in _SCHEMES if known.get(scheme, "").strip())
    return next((proxy for proxy in found if urlsplit(proxy).scheme in {"http", "https"}), None)


def unusable(url: str) -> str | None:
    """The kind of proxy ("socks5") that is set for this address and left aside; None where none is, or where
    another is used."""
    host, known = urlsplit(url).hostname or "", getproxies_environment()
    if proxy_to(url) or _is_here(host) or proxy_bypass_environment(host, known):
        return None
    kinds = (urlsplit(_spelled(known[scheme])).scheme for scheme in _SCHEMES if known.get(scheme, "").strip())
    return next(kinds, None)


def _spelled(proxy: str) -> str:
    """A host and a port alone are a proxy as well."""
    proxy = proxy.strip()
    return proxy if "://" in proxy else f"http://{proxy}"


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
