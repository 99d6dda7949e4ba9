"""Scrapy items: spiders name fields as they like and item loaders make lists of them; the usual names are read."""

from typing import Any

from service.ingest.message import Fields
from service.ingest.renaming import domain_of, put, put_authors, take_first
from service.ingest.times import time_of

BODY = ("body", "text", "content", "article", "article_text", "article_body", "full_text")
PAGE = ("html", "raw_html", "body_html", "content_html")
CONTRACT_ONLY = {"id", "outlet", "content_type", "published_at", "retrieved_at", "language", "metadata"}
USUAL = {  # the contract's name and those that spiders use for it, the first that says something wins
    "url": ("url", "link", "canonical_url", "page_url"),
    "title": ("title", "headline", "heading"),
    "outlet": ("outlet", "source", "source_name", "source_domain", "site", "site_name", "publisher", "domain"),
    "published_at": (
        "published_at",
        "date_published",
        "published_date",
        "published",
        "publish_date",
        "publication_date",
        "date_publish",
        "pub_date",
        "pubDate",
        "pubdate",
        "datetime",
        "date",
        "timestamp",
    ),
    "retrieved_at": ("retrieved_at", "scraped_at", "crawled_at", "fetched_at", "downloaded_at", "date_download"),
    "language": ("language", "lang"),
    "id": ("id", "_id", "guid"),
}
TIMES = ("published_at", "retrieved_at")
AUTHORS = ("authors", "author", "byline")
SPIDERS_NAMES = {name for names in USUAL.values() for name in names} - CONTRACT_ONLY - {"url", "title"}


def recognises(fields: Fields) -> bool:
    """Whether the body has another name than the contract's, or has it beside names that only spiders use."""
    if "body" not in fields:
        return any(name in fields for name in (*BODY, *PAGE))
    return CONTRACT_ONLY.isdisjoint(fields) and not SPIDERS_NAMES.isdisjoint(fields)


def renamed(fields: Fields) -> Fields:
    """The item under the contract's names; what a usual name holds but does not mean stays in the metadata."""
    item = dict(fields)
    body, page = take_first(item, BODY), take_first(item, PAGE)
    item["body"] = _joined(body if page is None else page)
    if page is not None:
        item["content_type"] = "text/html"
        put(item, "text", body)  # the spider's own extraction; the page says more
    for name, usual in USUAL.items():
        _rename(item, name, usual)
    put(item, "outlet", item.get("outlet") or domain_of(item.get("url")))
    put_authors(item, take_first(item, AUTHORS))
    return item


def _rename(item: Fields, name: str, usual: tuple[str, ...]) -> None:
    for candidate in usual:
        value = _only(item.get(candidate))
        if value not in (None, "") and (candidate == name or _is_usable(name, value)):
            del item[candidate]
            item[name] = value
            return


def _is_usable(name: str, value: Any) -> bool:
    """Whether a usual name holds what we mean by it: `source` may be an object, `date` may say "yesterday"."""
    if name in TIMES:
        return isinstance(value, str) and time_of(value) is not None
    return isinstance(value, str) or (name == "id" and isinstance(value, int))


def _only(value: Any) -> Any:
    """The first of a list: an item loader without `TakeFirst` makes a list of every field."""
    return next(iter(value), None) if isinstance(value, list) else value


def _joined(value: Any) -> Any:
    """Paragraphs loaded as a list, as one text."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return value
