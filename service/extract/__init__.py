"""Article -> event mentions.

reading (words, sentences, numbers) -> events, actors, casualties, claims, places, dates (what a sentence holds)
-> statements (the neutral record) -> assembly (one draft an event) -> mentions; extraction.py runs them in order.
"""

from service.extract.annotations import Annotations, annotate
from service.extract.explanation import Explanation, explain
from service.extract.extraction import extract
from service.extract.knowledge import ExtractionKnowledge, load_extraction_knowledge

__all__ = [
    "Annotations",
    "Explanation",
    "ExtractionKnowledge",
    "annotate",
    "explain",
    "extract",
    "load_extraction_knowledge",
]
