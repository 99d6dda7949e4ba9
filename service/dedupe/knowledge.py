"""What resolution knows beyond the reports: the weights of the pair score."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.dedupe.likeness import FEATURES
from service.lexicons.loading import read_table


@dataclass(frozen=True)
class DedupeKnowledge:
    """Weights of the pair score in the order of FEATURES, the last one the intercept."""

    weights: npt.NDArray[np.float64]


def load_dedupe_knowledge() -> DedupeKnowledge:
    """Read the weights from the package's data files."""
    rows = {row["feature"]: float(row["weight"]) for row in read_table("dedupe/pair_weights.tsv")}
    return DedupeKnowledge(np.array([rows[name] for name in (*FEATURES, "intercept")]))
