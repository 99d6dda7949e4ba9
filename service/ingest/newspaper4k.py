"""newspaper4k: its article as JSON (`to_json`)."""

from service.ingest.fields import language_tag
from service.ingest.message import Fields
from service.ingest.renaming import domain_of, put, take_first

ITS_OWN = {"meta_lang", "canonical_link", "top_image", "meta_site_name", "meta_favicon"}


def recognises(fields: Fields) -> bool:
    """Whether it is an article of newspaper4k: a text beside fields that no other sender names so."""
    return "text" in fields and "body" not in fields and not ITS_OWN.isdisjoint(fields)


def renamed(fields: Fields) -> Fields:
    """The article under the contract's names; the page's word on its language outranks the parser's."""
    article = dict(fields)
    article["body"] = article.pop("text")
    article["content_type"] = "text/plain"
    article["url"] = take_first(article, ("url", "canonical_link"))
    article["outlet"] = take_first(article, ("meta_site_name",)) or domain_of(article["url"])
    put(article, "published_at", article.pop("publish_date", None))
    languages = (article.pop("meta_lang", None), article.pop("language", None))
    tags = (language_tag(language) for language in languages if isinstance(language, str))
    put(article, "language", next(filter(None, tags), None))
    return article
