"""Keys under which a place name is stored and looked up: folded spelling, consonant skeleton, and their hashes."""

import re
import unicodedata
from hashlib import blake2b

KEY_HASH_BYTES = 5  # 40 bits: with 700,000 keys about one look-up in 1.6 million meets a foreign key
MIN_SKELETON_LETTERS = 3  # shorter skeletons stand for too many places

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "ħ": "h"}
)
_SILENT = re.compile("['’‘`´ʿʾʻʼ]")
_BREAKS = re.compile(r"[^a-z0-9]+")
_ARTICLES = frozenset(
    ["al", "el", "an", "as", "ash", "ar", "at", "ad", "adh", "az", "ul", "il", "l", "ed", "es", "er", "en", "et", "ez"]
)
_DIGRAPHS = (("kh", "k"), ("sh", "s"), ("ch", "s"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("zh", "j"))
_MERGED = str.maketrans("qczpv", "kkdbf")
_VOWELS = "aeiou"
_WEAK = re.compile("[aeiouyw]")
_DOUBLED = re.compile(r"(.)\1+")


def fold(name: str) -> str:
    """`name` in lower-case ASCII letters and digits, words parted by one space."""
    text = name.casefold() if name.isascii() else _without_marks(name)
    return _BREAKS.sub(" ", _SILENT.sub("", text)).strip()


def _without_marks(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).translate(_LETTERS)


def skeleton(folded: str) -> str:
    """The consonants of a folded name in the order heard, so that spellings of one Arabic or Slavic name agree.

    Articles and vowels go (a first vowel stays, as "a"), letters that transliterations exchange become one;
    empty when too little is left.
    """
    words = [word for word in folded.split() if word not in _ARTICLES]
    bones = "".join(_word_skeleton(word) for word in words)
    return bones if len(bones) >= MIN_SKELETON_LETTERS else ""


def _word_skeleton(word: str) -> str:
    word = _DOUBLED.sub(r"\1", word)
    for letters, sound in _DIGRAPHS:
        word = word.replace(letters, sound)
    word = word.translate(_MERGED)
    first = "a" if word[0] in _VOWELS else word[0]
    return first + _WEAK.sub("", word[1:].removesuffix("h"))


def key_hash(key: str) -> int:
    """A number for `key` that is the same on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=KEY_HASH_BYTES).digest(), "big")


def skeleton_hash(bones: str) -> int:
    """The hash of a skeleton; it never meets that of a spelling by design, because of its mark."""
    return key_hash("~" + bones)
