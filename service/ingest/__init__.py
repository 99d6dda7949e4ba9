"""From bytes to a raw article, or a refusal with its reason.

`reading` is the path: `message` (bytes to a JSON object), `feeders` (whose format is it, and its fields under the
contract's names), `fields` and `times` (the contract's types), `metadata` (what is kept beside them), `identity` (an id
for those without). Each feeder's format has a file; `batches` and `files` are for the command line.
"""

from service.ingest.batches import raw_articles_in
from service.ingest.files import raw_article_of_file
from service.ingest.reading import ingest

__all__ = ["ingest", "raw_article_of_file", "raw_articles_in"]
