"""Checks a row of a user's file, and says in one line what is wrong with it."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from service.lexicons.loading import BadLexicon

Row = dict[str, str]
Model = TypeVar("Model", bound=BaseModel)
_COMPLAINTS = {"missing": "is needed", "extra_forbidden": "is no column of this lexicon"}


def checked(name: str, line: int, cells: dict[str, str | None], model: type[Model]) -> Model:
    """The row of the file `name`; a cell left empty takes its default. Raises BadLexicon."""
    given = {column: cell for column, cell in cells.items() if cell or column not in model.model_fields}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(map(str, first["loc"]))
        raise BadLexicon(name, line, f"{column}: {_COMPLAINTS.get(first['type'], first['msg'])}") from None
