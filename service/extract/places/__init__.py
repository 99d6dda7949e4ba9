"""Places: every toponym of a text, found and resolved against the gazetteer.

folding -> gazetteer -> tokens -> candidates -> context -> resolve -> find
"""

from service.extract.places.choose import article_country, most_specific_first, places_between
from service.extract.places.find import PlaceHints, find_places
from service.extract.places.knowledge import PlaceKnowledge, load_place_knowledge

__all__ = [
    "PlaceHints",
    "PlaceKnowledge",
    "article_country",
    "find_places",
    "load_place_knowledge",
    "most_specific_first",
    "places_between",
]
