"""Places: every toponym of a text, found and resolved against the gazetteer.

tokens -> candidates (names of the gazetteer) -> tolerant (transliterated names) -> compounds (streets, rivers)
-> context (features) -> accept -> resolve (support) -> fallback; find.py is the map
"""

from service.extract.places.choose import article_country, is_demonym, most_specific_first, places_between
from service.extract.places.find import PlaceHints, find_places
from service.extract.places.knowledge import PlaceKnowledge, load_place_knowledge

__all__ = [
    "PlaceHints",
    "PlaceKnowledge",
    "article_country",
    "find_places",
    "is_demonym",
    "load_place_knowledge",
    "most_specific_first",
    "places_between",
]
