"""Blocks: one walk over a page's elements that gives its lines of text with where they stand."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from service.clean.characters import normalise

_NAMING = ("class", "id", "itemprop")  # attributes whose words tell what an element is for
_TEXT = "-text"
_STRONG = frozenset(("b", "strong"))
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_READABLE = re.compile(r"\w")
_HIDING = re.compile(r"display\s*:\s*none", re.I)
_Place = tuple[str, str, bool, int, bytes]  # tag, name, whether it is hidden, look and hints of the element above
MAX_NAME_LENGTH = 300  # characters of a class attribute that are looked at
MAX_HINT_DEPTH = 255  # hints are held as bytes; pages that people read nest a hundred levels at most


@dataclass(frozen=True)
class Hints:
    """What tags and words of class names tell: the number of each hint; and which elements are inline or not read."""

    inline: frozenset[str]
    skipped: frozenset[str]
    names: tuple[str, ...]
    of_tag: dict[str, int]
    of_word: dict[str, int]

    def of_name(self, name: str) -> frozenset[int]:
        """The hints in a class attribute or id: "articleBody-text" holds article, body and text."""
        words = map(str.lower, _WORDS.findall(name[:MAX_NAME_LENGTH]))
        return frozenset([self.of_word[word] for word in words if word in self.of_word])

    def of_element(self, tag: str, name: str) -> frozenset[int]:
        """The hints that an element gives by its tag and its class or id."""
        own = self.of_name(name) if name else frozenset()
        return own | {self.of_tag[tag]} if tag in self.of_tag else own


@dataclass(slots=True)
class Frame:
    """An element. hints: for each hint the depth of the nearest element that gives it, 0 where none does.

    look: equal for elements with the same tag, class and id in the same surroundings. size, linked, lines: how many
    characters, linked characters and lines it holds, complete once the walk is over.
    """

    tag: str
    key: int
    above: "Frame | None"
    name: str
    look: int
    depth: int
    hints: bytes
    size: int = 0
    linked: int = 0
    lines: int = 0


@dataclass(slots=True)
class Block:
    """A line of a page: its text, the element it stands in, and how many of its characters are linked or strong."""

    text: str
    frame: Frame
    linked: int
    strong: int


class Walk:
    """A walk over a page: `blocks` after `over(body)`.

    A quarter of a page's elements hold no line: an element gets its frame when the first line within it ends.
    """

    def __init__(self, hints: Hints) -> None:
        self.blocks: list[Block] = []
        self._hints = hints
        self._tags: dict[int, str] = {}
        self._known: dict[_Place, tuple[int, bytes]] = {}
        self._looks: dict[tuple[str, str, int], int] = {}
        self._open: list[tuple[str, LexborNode]] = []
        self._frames = [Frame("", 0, None, "", 0, 0, bytes(len(hints.names)))]  # the page's, and those of `_open`
        self._written: list[str] = []
        self._links = self._strongs = self._linked = self._strong = 0

    def over(self, root: LexborNode) -> list[Block]:
        """Walk over `root` without recursion (pages nest deeper than Python's stack) and return its blocks."""
        open_nodes: list[tuple[str, LexborNode]] = []
        node = root
        while True:
            tag = self._tag_of(node)
            if tag == _TEXT:
                self._read(node)
            elif self._enters(node, tag):
                child = node.first_child
                if child is not None:
                    open_nodes.append((tag, node))
                    node = child
                    continue
                self._leave(tag)
            while (following := node.next if open_nodes else None) is None:
                if not open_nodes:
                    return self._normalised()
                tag, node = open_nodes.pop()
                self._leave(tag)
            node = following

    def _tag_of(self, node: LexborNode) -> str:
        number = node.tag_id  # cheaper to ask than the name
        tag = self._tags.get(number)
        if tag is None:
            tag = self._tags[number] = node.tag or ""
        return tag

    def _normalised(self) -> list[Block]:
        if not self.blocks:  # a page that scripts fill, or of pictures alone
            return []
        # All lines at once: a call for each of them costs more than the whole page's text.
        texts = normalise("\n".join(block.text for block in self.blocks)).split("\n")
        for block, text in zip(self.blocks, texts, strict=True):
            block.text = text
        return self.blocks

    def _read(self, node: LexborNode) -> None:
        # Most texts of a page are the white space between its elements.
        if not node.is_empty_text_node:
            self._write(node.text_content or "")
        elif self._written:
            self._written.append(" ")

    def _enters(self, node: LexborNode, tag: str) -> bool:
        """Open an element as the walk reaches it; False when it holds nothing that is to be read."""
        if tag in self._hints.inline:
            if tag == "a":
                self._links += 1
            elif tag in _STRONG:
                self._strongs += 1
            return True
        if tag in self._hints.skipped or tag[:1] in "-!":
            return False
        if self._written:
            self._end_line()
        self._open.append((tag, node))
        return True

    def _leave(self, tag: str) -> None:
        if tag in self._hints.inline:
            if tag == "a":
                self._links -= 1
            elif tag in _STRONG:
                self._strongs -= 1
            return
        if self._written:
            self._end_line()
        self._open.pop()
        if len(self._frames) > len(self._open) + 1:
            closed, above = self._frames.pop(), self._frames[-1]
            above.size += closed.size
            above.linked += closed.linked
            above.lines += closed.lines

    def _write(self, text: str) -> None:
        if not self._written and text.isspace():
            return
        self._written.append(text)
        if self._links or self._strongs:
            size = len(text.strip())
            self._linked += size if self._links else 0
            self._strong += size if self._strongs else 0

    def _end_line(self) -> None:
        text = " ".join("".join(self._written).split())
        if _READABLE.search(text):
            for tag, node in self._open[len(self._frames) - 1 :]:
                self._frames.append(self._frame(node, tag))
            frame = self._frames[-1]
            self.blocks.append(Block(text, frame, self._linked, self._strong))
            frame.size += len(text)
            frame.linked += self._linked
            frame.lines += 1
        self._written.clear()
        self._linked = self._strong = 0

    def _frame(self, node: LexborNode, tag: str) -> Frame:
        above = self._frames[-1]
        attributes = node.attributes
        name = " ".join(filter(None, map(attributes.get, _NAMING))).strip()
        is_hidden = "hidden" in attributes or (
            "style" in attributes and bool(_HIDING.search(attributes["style"] or ""))
        )
        # Pages repeat themselves: what elements with the same tag and name in the same place are is found once.
        place = (tag, name, is_hidden, above.look, above.hints)
        known = self._known.get(place)
        if known is None:
            own = self._hints.of_element(tag, name)
            if is_hidden:
                own |= {self._hints.of_word["hidden"]}
            look = self._looks.setdefault((tag, name, above.look), len(self._looks) + 1)
            known = self._known[place] = (look, _hints_below(above, own))
        look, hints = known
        return Frame(tag, node.mem_id, above, name, look, above.depth + 1, hints)


def _hints_below(above: Frame, own: frozenset[int]) -> bytes:
    """The hints of an element within `above` that gives hints of its `own`."""
    nearest = bytearray(above.hints)
    for hint in own:
        nearest[hint] = min(above.depth + 1, MAX_HINT_DEPTH)
    return bytes(nearest)
