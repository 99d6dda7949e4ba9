"""What the feeders' files share: taking fields out by name and putting the contract's in."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from service.ingest.message import Fields


def take_first(fields: Fields, names: Iterable[str]) -> Any:
    """The first value that says something among the names, taken out; the others stay. None when there is none."""
    for name in names:
        if fields.get(name) not in (None, "", [], {}):
            return fields.pop(name)
    return None


def put(fields: Fields, name: str, value: Any) -> None:
    """Set the field unless there is nothing to set."""
    if value is not None:
        fields[name] = value


def put_authors(fields: Fields, value: Any) -> None:
    """Keep the authors in the metadata as a list of names, the one form in which cleaning looks for them there."""
    names = value if isinstance(value, list) else [value]
    authors = [name.strip() for name in names if isinstance(name, str) and name.strip()]
    if authors:
        fields["authors"] = authors


def domain_of(url: Any) -> str | None:
    """The host of an address without `www.`; None when it has none."""
    if not isinstance(url, str):
        return None
    try:
        host = urlsplit(url.strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
