"""Deduplication: copies of an article, then mentions of one event.

fingerprint.py    what of an article's text is compared    copies.py       is this article a copy of one already seen?
copy_state.py     the articles one partition remembers     resolve.py      which event does this report tell of?
shingle_index.py  which of them hold a shingle             reconcile.py    one event's fields from all its reports
register.py       their facts, in columns                  event_state.py  the events one partition remembers
article_store.py  their rows, by number and by id
"""

from service.dedupe.fingerprint import fingerprint
from service.dedupe.knowledge import DedupeKnowledge, load_dedupe_knowledge

__all__ = ["DedupeKnowledge", "fingerprint", "load_dedupe_knowledge"]
