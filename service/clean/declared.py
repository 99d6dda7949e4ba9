"""Declared: what a page says about itself in its head and its JSON-LD, unread."""

from dataclasses import dataclass
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser

MAX_NODES = 2_000  # objects of a page's JSON-LD that are looked at
_ARTICLE_TYPES = ("article", "posting", "report", "review", "news")


@dataclass(frozen=True)
class Declarations:
    """Meta tags by case-folded name (first one counts), its JSON-LD objects about articles, and all by @id."""

    metas: dict[str, str]
    articles: tuple[dict[str, Any], ...]
    by_id: dict[str, dict[str, Any]]

    def meta(self, *names: str) -> str:
        """The first of the named meta tags that says something, else an empty string."""
        return next((value for name in names if (value := self.metas.get(name))), "")

    def linked(self, key: str) -> Any:
        """The first value that the articles' JSON-LD gives for `key`."""
        return next((value for article in self.articles if (value := article.get(key))), None)


def declarations_of(tree: LexborHTMLParser, linked_data: list[str]) -> Declarations:
    """What `tree` and its JSON-LD scripts declare."""
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and attributes.get("content"):
            metas.setdefault(name.casefold().strip(), (attributes["content"] or "").strip())
    objects = [one for script in linked_data for one in _objects(script)]
    by_id: dict[str, dict[str, Any]] = {}
    for one in objects:
        # References hold nothing but the id; the object itself holds more.
        if isinstance(one.get("@id"), str) and len(one) > len(by_id.get(one["@id"], ())):
            by_id[one["@id"]] = one
    return Declarations(metas, tuple(one for one in objects if _is_article(one)), by_id)


def _objects(script: str) -> list[dict[str, Any]]:
    """Every JSON object in a JSON-LD script, outer ones first; none when it is no JSON."""
    try:
        pending: list[Any] = [orjson.loads(script.strip().strip(";"))]
    except orjson.JSONDecodeError:
        return _objects(" ".join(script.split())) if "\n" in script.strip() else []
    found: list[dict[str, Any]] = []
    for value in pending:
        if len(pending) > MAX_NODES:
            break
        if isinstance(value, dict):
            found.append(value)
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
    return found


def _is_article(value: dict[str, Any]) -> bool:
    types = value.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and name.casefold().endswith(_ARTICLE_TYPES) for name in names)
