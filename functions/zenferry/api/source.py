"""Where a request comes from, to be counted by and never kept."""

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

__all__ = ["source"]

# What one household is given, whole: https://www.rfc-editor.org/rfc/rfc6177
_ONE_NETWORK = 56


def source() -> str:
    """The caller's address on the net; of the long ones their network, which is one caller's."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        # One of the short ones may be written as a long one.
        network = ip_network((address, _ONE_NETWORK), strict=False)
        return str(address.ipv4_mapped or network)
    return str(address)
