"""Options and arguments that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

from service.models.dead_letter import Reason
from service.settings import Stage

Broker = Annotated[str | None, typer.Option(help="Kafka bootstrap servers.  [default: SITREP_BROKER]")]
Paths = Annotated[list[str], typer.Argument(help="JSONL (also .gz), .txt, .html, folders of them, or - (stdin).")]
Patience = Annotated[float | None, typer.Option(help="Seconds to wait for a broker that is away.  [default: for ever]")]
Lexicons = Annotated[
    Path | None, typer.Option(help="Folder with lexicons of your own.  [default: SITREP_LEXICON_FOLDER]")
]
ReasonOption = Annotated[Reason | None, typer.Option(help="Only dead letters with this reason.")]
StageOption = Annotated[Stage | None, typer.Option(help="Only dead letters of this stage.")]
Limit = Annotated[int | None, typer.Option(min=1, help="At most this many.")]
