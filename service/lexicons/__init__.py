"""Readable data files (names, verbs, patterns, places, small models) and the one module that loads them.

Each file's source and licence stand in its header line or in NOTICE. Loading happens when a caller asks,
never at import.
"""

from service.lexicons.loading import lexicon_path, read_bytes, read_table, read_words

__all__ = ["lexicon_path", "read_bytes", "read_table", "read_words"]
