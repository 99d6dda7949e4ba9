"""Raw articles for the tests of the whole path: small texts of our own, each builder naming only what matters."""

from datetime import UTC, datetime
from typing import Any

import orjson

SUNDAY = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

BRIDGE = """Rebel fighters killed 12 soldiers in an attack on a checkpoint near Idlib on Sunday, monitors said.

Seven more soldiers were wounded when a mortar shell hit their tents beside the old bridge north of the town.

The fighters left before dawn, two farmers from a village on the river said by telephone. Snow had closed the road
to the east for three days, and no ambulance reached the place until noon, the farmers said."""

MARKET = """A bomb hidden in a vegetable cart killed four people at a market in Kirkuk on Saturday, police said.

Nine shoppers were injured, a doctor at the city's main hospital said, and two of them had lost a leg.

Nobody said who had placed the bomb. The market opens again on Tuesday, a trader who sells copper pots said."""

QUIET = """The library on the hill has new windows, and its reading room smells of fresh paint.

Visitors may borrow six books at a time, and the garden is open until nine in the evening."""


def raw_message(article_id: str = "a1", body: str = BRIDGE, **fields: Any) -> bytes:
    """A raw article as a scraper sends it."""
    defaults = {
        "id": article_id,
        "url": f"https://news.example/{article_id}",
        "outlet": f"Outlet of {article_id}",
        "title": " ".join(body.split()[:6])[:200],
        "body": body,
        "published_at": "2026-03-01T10:00:00+00:00",
        "language": "en",
    }
    return orjson.dumps(defaults | fields)
