"""Cleaning: a raw article becomes an article, boilerplate removed and metadata found."""

from service.clean.cleaning import clean, read
from service.clean.knowledge import CleaningKnowledge, load_cleaning_knowledge

__all__ = ["CleaningKnowledge", "clean", "load_cleaning_knowledge", "read"]
