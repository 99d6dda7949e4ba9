"""Fit a pair score of deduplication: small decision trees over numeric features of two reports.

    dedupe_pair_model.py REPORTS GOLD OUTPUT --source TEXT [--trees N] [--half 0|1]

REPORTS  JSONL of Report records in order of arrival (.gz is unpacked)
GOLD     JSONL of {"mention_id" or "article_id", "event_id"}
OUTPUT   the table that service/dedupe/pair_model.py reads
--half   fit on the events of one half alone (by hash of the event's name), so that the other half can be held aside

The trees see distances, gaps, overlaps and counts only, never a word or a name. LightGBM, one thread, fixed seed.
"""

import argparse
import gzip
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import lightgbm
import numpy as np
from service.dedupe.candidates import CandidateIndex
from service.dedupe.likeness import FEATURES, likeness
from service.dedupe.probe import Probe
from service.dedupe.resolve import event_report
from service.dedupe.traits import Traits, traits_of
from service.models.report import Report

PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 12,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "num_threads": 1,
    "seed": 7,
    "deterministic": True,
    "verbose": -1,
}


def read_lines(path: Path) -> list[bytes]:
    """The non-empty lines of a file."""
    data = path.read_bytes()
    return [line for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines() if line.strip()]


def half_of(event_id: str) -> int:
    """Which half of the events this one belongs to."""
    return zlib.crc32(event_id.encode()) & 1


@dataclass(frozen=True)
class Labelled:
    """A report and its event."""

    traits: Traits
    event: str


def pairs(reports: list[Labelled]) -> Iterator[tuple[tuple[float, ...], bool]]:
    """Each report with the earlier ones that resolution would compare it with, and whether they are one event."""
    index, events = CandidateIndex(), {}
    for one in reports:
        probe = Probe(one.traits)
        for number in index.near(one.traits):
            yield likeness(probe, index[number], index.holders), one.event == events[number]
        events[index.add(one.traits)] = one.event


def table_of(model: lightgbm.Booster) -> list[tuple[object, ...]]:
    """The nodes of all trees: (tree, node, feature, threshold, left, right, value)."""
    rows: list[tuple[object, ...]] = []
    for number, tree in enumerate(model.dump_model()["tree_info"]):
        nodes: list[tuple[object, ...]] = []
        add_node(tree["tree_structure"], number, nodes)
        rows.extend(nodes)
    return rows


def add_node(node: dict[str, object], tree: int, nodes: list[tuple[object, ...]]) -> int:
    """Append a node and what is below it; returns the node's number within its tree."""
    place = len(nodes)
    nodes.append(())
    if "leaf_value" in node:
        nodes[place] = (tree, place, "", "", "", "", f"{node['leaf_value']:.5f}")
        return place
    left = add_node(node["left_child"], tree, nodes)  # type: ignore[arg-type]
    right = add_node(node["right_child"], tree, nodes)  # type: ignore[arg-type]
    feature = FEATURES[node["split_feature"]]  # type: ignore[index]
    nodes[place] = (tree, place, feature, f"{node['threshold']:.6g}", left, right, "")
    return place


def fit(rows: list[tuple[float, ...]], labels: list[bool], trees: int) -> lightgbm.Booster:
    """The fitted trees."""
    data = lightgbm.Dataset(np.array(rows), label=np.array(labels, dtype=float), params={"verbose": -1})
    return lightgbm.train(PARAMETERS, data, num_boost_round=trees)


def labelled(path: Path, gold_path: Path, half: int | None) -> list[Labelled]:
    """The reports of the chosen half in order of arrival; of an article whose event alone is known, the first."""
    rows = [json.loads(line) for line in read_lines(gold_path)]
    gold = {row.get("mention_id") or row["article_id"]: row["event_id"] for row in rows}
    found, articles = [], set()
    for line in read_lines(path):
        report = Report.from_json(line)
        event = gold.get(report.mention_id) or gold[report.article_id]
        is_known = report.mention_id in gold or report.article_id not in articles
        articles.add(report.article_id)
        if is_known and (half is None or half_of(event) == half):
            found.append(Labelled(traits_of(event_report(report)), event))
    return found


def write(model: lightgbm.Booster, output: Path, source: str) -> None:
    """Write the table of nodes."""
    header = f"# Decision trees over numeric features; deploy/build/dedupe_pair_model.py fitted them on {source}.\n"
    lines = ["\t".join(("tree", "node", "feature", "threshold", "left", "right", "value"))]
    lines += ["\t".join(map(str, row)) for row in table_of(model)]
    output.write_text(header + "\n".join(lines) + "\n")


def main() -> None:
    """Read, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--source", required=True, help="what was fitted on, for the header")
    parser.add_argument("--trees", type=int, default=150)
    parser.add_argument("--half", type=int, choices=(0, 1))
    options = parser.parse_args()
    found = list(pairs(labelled(options.reports, options.gold, options.half)))
    model = fit([row for row, _ in found], [label for _, label in found], options.trees)
    write(model, options.output, options.source)
    print(f"{len(found)} pairs, {sum(label for _, label in found)} of one event")


if __name__ == "__main__":
    main()
