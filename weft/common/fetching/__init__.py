"""Fetches what people link to, without letting an address lead into private networks.

`fetch` is the one door to other servers: names are looked up once and the connection goes to
the address that was checked, redirects are checked each anew, and size and time are limited.
"""

from weft.common.fetching.addresses import checked_address
from weft.common.fetching.errors import CannotFetch
from weft.common.fetching.request import Fetched, fetch

__all__ = ["CannotFetch", "Fetched", "checked_address", "fetch"]
