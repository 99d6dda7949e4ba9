"""Miniflux webhooks: `new_entries` (a feed and its entries), `save_entry` (one entry), or an entry by itself."""

from typing import Any

from service.ingest.fields import refusal
from service.ingest.message import Fields, type_name
from service.ingest.renaming import domain_of, put, put_authors, take_first

EVENTS = {"new_entries": "entries", "save_entry": "entry"}  # event type and the field that holds its entries
ENTRY_FIELDS = {"content", "hash", "feed_id"}  # what every entry has and no other sender's record


def recognises(fields: Fields) -> bool:
    """Whether it is a webhook's message or one of its entries."""
    return is_webhook(fields) or fields.keys() >= ENTRY_FIELDS


def is_webhook(fields: Fields) -> bool:
    """Whether it is a webhook's message."""
    event = fields.get("event_type")
    return isinstance(event, str) and event in EVENTS and EVENTS[event] in fields


def entries_of(webhook: Fields) -> list[Any]:
    """The entries of a webhook's message, each with its feed in it, as they stand: of any type."""
    held = webhook[EVENTS[webhook["event_type"]]]
    entries = held if isinstance(held, list) else [held]
    feed = webhook.get("feed")
    return [{"feed": feed, **entry} if isinstance(entry, dict) and feed else entry for entry in entries]


def renamed(fields: Fields) -> Fields:
    """The only entry under the contract's names; raises Rejected for a webhook of several: a message is one article.

    The id is the entry's hash, which is the same on every installation, where its number is not.
    """
    entry = dict(_only_entry(fields) if is_webhook(fields) else fields)
    number, digest = entry.pop("id", None), entry.pop("hash", None)
    put(entry, "id", f"miniflux-{digest or number}" if digest or number else None)
    entry["body"] = entry.pop("content", None)
    entry["content_type"] = "text/html"
    put(entry, "retrieved_at", entry.pop("created_at", None))
    put(entry, "outlet", _outlet(entry))
    put_authors(entry, entry.pop("author", None))
    return entry


def _only_entry(webhook: Fields) -> Fields:
    entries = entries_of(webhook)
    if len(entries) != 1:
        raise refusal(
            "entries", f"{len(entries)} in one message, where a message is one article (`produce` splits them)"
        )
    if not isinstance(entries[0], dict):
        raise refusal("entries", f"must hold objects, holds {type_name(entries[0])}")
    return entries[0]


def _outlet(entry: Fields) -> str | None:
    feed = entry.get("feed")
    site = take_first(dict(feed), ("site_url", "feed_url")) if isinstance(feed, dict) else None
    return domain_of(site) or domain_of(entry.get("url"))
