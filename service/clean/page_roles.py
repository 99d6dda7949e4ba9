"""Page roles: what each block is, by the model's verdict, the title and what the elements around it are for."""

from service.clean.blocks import Block
from service.clean.characters import comparable
from service.clean.knowledge import WordKnowledge
from service.clean.page_titles import PageTitle
from service.clean.reading import Kept, Role
from service.models.article import LineRole

# What a removed block is, by the nearest hint around it; earlier entries win where two are equally near.
_ROLES_OF_HINTS = {
    "caption": LineRole.CAPTION, "t_figure": LineRole.CAPTION, "byline": LineRole.CREDIT, "date": LineRole.METADATA,
    "meta": LineRole.METADATA, "related": LineRole.RELATED_LINK, "t_aside": LineRole.RELATED_LINK,
    "ad": LineRole.PROMOTION, "share": LineRole.PROMOTION, "nav": LineRole.NAVIGATION, "t_nav": LineRole.NAVIGATION,
    "footer": LineRole.NAVIGATION, "t_footer": LineRole.NAVIGATION, "t_header": LineRole.NAVIGATION,
    "comment": LineRole.OTHER,
}  # fmt: skip
MIN_STANDFIRST = 40  # characters
MIN_LINES_WITH_STANDFIRST = 3  # a shorter body would be lost with its first line
MAX_LEAD_DISTANCE = 2  # levels up to the element whose name says that it holds the standfirst


def roles_of_blocks(
    blocks: list[Block],
    forms: list[str],
    is_body: list[bool],
    titles: PageTitle,
    description: str,
    knowledge: WordKnowledge,
) -> list[Role]:
    """The role of each block; a repeated title is never body. Forms and description are comparable forms."""
    wanted = {comparable(text) for text in (titles.title, titles.printed) if text}
    hints = {name: at for at, name in enumerate(knowledge.hints.names)}
    roles_of_hints = [(hints[name], role) for name, role in _ROLES_OF_HINTS.items()]
    roles: list[Role] = []
    for block, form, body in zip(blocks, forms, is_body, strict=True):
        if form in wanted:
            roles.append(Kept.TITLE)
        else:
            roles.append(Kept.BODY if body else _removed_as(block, roles_of_hints))
    at = _standfirst_at(blocks, forms, roles, description, hints["lead"])
    if at is not None:
        roles[at] = Kept.STANDFIRST
    return roles


def _removed_as(block: Block, roles_of_hints: list[tuple[int, LineRole]]) -> LineRole:
    nearest, found = 0, LineRole.OTHER
    for hint, role in roles_of_hints:
        if block.frame.hints[hint] > nearest:
            nearest, found = block.frame.hints[hint], role
    return found


def _standfirst_at(
    blocks: list[Block], forms: list[str], roles: list[Role], description: str, lead_hint: int
) -> int | None:
    """The first line of the body, where its element says that it is a standfirst and a body remains without it."""
    kept = [at for at, role in enumerate(roles) if role is Kept.BODY]
    if len(kept) < MIN_LINES_WITH_STANDFIRST or len(blocks[kept[0]].text) < MIN_STANDFIRST:
        return None
    frame = blocks[kept[0]].frame
    lead = frame.hints[lead_hint]
    is_lead = lead > 0 and frame.depth - lead <= MAX_LEAD_DISTANCE
    return kept[0] if is_lead or forms[kept[0]] == description else None
