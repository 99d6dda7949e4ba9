"""Blocks: one walk over a page's elements that gives its lines of text with where they stand."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from service.clean.characters import normalise

_NAMING = ("class", "id", "itemprop")  # attributes whose words tell what an element is for
_STRONG = frozenset(("b", "strong"))
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_READABLE = re.compile(r"\w")
_HIDING = re.compile(r"display\s*:\s*none", re.I)
MAX_NAME_LENGTH = 300  # characters of a class attribute that are looked at


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
        found = (self.of_word.get(word.lower()) for word in _WORDS.findall(name[:MAX_NAME_LENGTH]))
        return frozenset(hint for hint in found if hint is not None)


@dataclass(slots=True)
class Frame:
    """An element. hints: for each hint the depth of the nearest element that gives it, -1 where none does.

    look: equal for elements with the same tag, class and id in the same surroundings. size, linked, lines: how many
    characters, linked characters and lines it holds, complete once the walk is over.
    """

    tag: str
    key: int
    above: "Frame | None"
    name: str
    look: int
    depth: int
    hints: tuple[int, ...]
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
    """A walk over a page: `blocks` after `over(body)`."""

    def __init__(self, hints: Hints) -> None:
        self.blocks: list[Block] = []
        self._hints = hints
        self._known: dict[tuple[str, str], frozenset[int]] = {}
        self._looks: dict[tuple[str, str, int], int] = {}
        self._frames = [Frame("", 0, None, "", 0, 0, (-1,) * len(hints.names))]
        self._written: list[str] = []
        self._links = self._strongs = self._linked = self._strong = 0

    def over(self, root: LexborNode) -> list[Block]:
        """Walk over `root` without recursion (pages nest deeper than Python's stack) and return its blocks."""
        node: LexborNode | None = root
        while node is not None:
            child = node.first_child if self._enter(node) else None
            if child is not None:
                node = child
                continue
            node = self._after(node, root)
        self._end_line()
        if not self.blocks:  # a page that scripts fill, or of pictures alone
            return []
        # All lines at once: a call for each of them costs more than the whole page's text.
        for block, text in zip(
            self.blocks, normalise("\n".join(one.text for one in self.blocks)).split("\n"), strict=True
        ):
            block.text = text
        return self.blocks

    def _after(self, node: LexborNode, root: LexborNode) -> LexborNode | None:
        """The node that follows `node` and all it holds; leaves every element that ends before it."""
        current: LexborNode | None = node
        while current is not None:
            self._leave(current)
            if current.mem_id == root.mem_id:
                return None
            if (following := current.next) is not None:
                return following
            current = current.parent
        return None

    def _enter(self, node: LexborNode) -> bool:
        """Read a node as the walk reaches it; False when what it holds is not to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self._write(node.text_content or "")
            return False
        if tag in self._hints.skipped or tag[:1] in "-!":
            return False
        if tag in self._hints.inline:
            self._links += tag == "a"
            self._strongs += tag in _STRONG
            return True
        self._end_line()
        self._frames.append(self._frame(node, tag))
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in self._hints.inline:
            self._links -= tag == "a"
            self._strongs -= tag in _STRONG
        elif self._frames[-1].key == node.mem_id:
            self._end_line()
            closed = self._frames.pop()
            above = self._frames[-1]
            above.size += closed.size
            above.linked += closed.linked
            above.lines += closed.lines

    def _write(self, text: str) -> None:
        self._written.append(text)
        if self._links or self._strongs:
            size = len(text.strip())
            self._linked += size if self._links else 0
            self._strong += size if self._strongs else 0

    def _end_line(self) -> None:
        if not self._written:
            return
        text = " ".join("".join(self._written).split())
        if _READABLE.search(text):
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
        name = " ".join([value for key in _NAMING if (value := attributes.get(key))]).strip() if attributes else ""
        found = self._hints_of(tag, name)
        if "hidden" in attributes or ("style" in attributes and _HIDING.search(attributes["style"] or "")):
            found = found | {self._hints.of_word["hidden"]}
        depth = above.depth + 1
        hints = above.hints
        if found:
            nearest = list(hints)
            for hint in found:
                nearest[hint] = depth
            hints = tuple(nearest)
        look = self._looks.setdefault((tag, name, above.look), len(self._looks) + 1)
        return Frame(tag, node.mem_id, above, name, look, depth, hints)

    def _hints_of(self, tag: str, name: str) -> frozenset[int]:
        found = self._known.get((tag, name))
        if found is None:
            found = self._hints.of_name(name)
            if tag in self._hints.of_tag:
                found = found | {self._hints.of_tag[tag]}
            self._known[tag, name] = found
        return found
