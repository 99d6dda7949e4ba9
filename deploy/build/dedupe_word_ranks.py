"""Write the frozen word frequencies of deduplication: the words of GloVe 6B in order of frequency.

    dedupe_word_ranks.py GLOVE_WORDS OUTPUT

GLOVE_WORDS  glove60k.words.tsv.gz: a word and its clusters a line, the most frequent first; a header line starts with #
OUTPUT       word_ranks.txt.gz: the purely alphabetic words of at least three letters, in the same order.

GloVe (Pennington, Socher, Manning 2014): Public Domain Dedication and License 1.0.
"""

import argparse
import gzip
from pathlib import Path

HEADER = (
    "# Words of GloVe 6B (Pennington, Socher, Manning 2014; Public Domain Dedication and License 1.0),\n"
    "# the most frequent first.\n"
    "# Written by deploy/build/dedupe_word_ranks.py. The place in the list stands for how rare a word is.\n"
)
MIN_LETTERS = 3


def ranked_words(path: Path) -> list[str]:
    """The words worth comparing, most frequent first."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    words = [line.split("\t")[0] for line in lines if line and line[0] != "#"]
    return [word for word in words if word.isalpha() and len(word) >= MIN_LETTERS]


def main() -> None:
    """Read the words and write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("glove_words", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    words = ranked_words(options.glove_words)
    text = HEADER + "\n".join(words) + "\n"
    options.output.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
