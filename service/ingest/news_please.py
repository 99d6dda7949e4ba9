"""news-please: its article as JSON (`get_serializable_dict`), where times are `str(datetime)` or the string "None"."""

from service.ingest.message import Fields
from service.ingest.renaming import put, take_first


def recognises(fields: Fields) -> bool:
    """Whether it is an article of news-please."""
    return "maintext" in fields


def renamed(fields: Fields) -> Fields:
    """The article under the contract's names; older versions write the text twice, as `maintext` and as `text`."""
    article = dict(fields)
    body = take_first(article, ("maintext", "text"))
    article.pop("maintext", None)
    if article.get("text") in (body, None):
        article.pop("text", None)
    article["body"] = body
    article["content_type"] = "text/plain"
    article["title"] = take_first(article, ("title", "title_page", "title_rss"))
    put(article, "outlet", article.pop("source_domain", None))
    put(article, "published_at", article.pop("date_publish", None))
    put(article, "retrieved_at", article.pop("date_download", None))
    return article
