"""Ids for raw articles whose senders gave none: the same article always gets the same one."""

from hashlib import blake2b

ID_BYTES = 16  # of the digest: no two of 10^15 articles are expected to meet
SEPARATOR = "\0"  # stands in no field, so that no two articles join to the same text


def id_of_url(url: str) -> str:
    """The id of an article known by its address; a corrected version keeps it."""
    return f"u-{_digest(url.strip())}"


def id_of_content(outlet: str | None, title: str | None, body: str) -> str:
    """The id of an article known by nothing but what it says."""
    return f"c-{_digest(SEPARATOR.join((outlet or '', title or '', body)))}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8"), digest_size=ID_BYTES).hexdigest()
