"""`make golden [CASE=name]`: writes the expected files anew. Read the difference before you commit it with its reason.

A case that is still open keeps the outcome that a person wrote, unless it is named.
"""

import os
import sys
from pathlib import Path

from service.pipeline import load_knowledge

from golden import EXPECTED, OPEN, account_of, as_text, case_folders


def main(wanted: list[str]) -> int:
    """Write the wanted cases' files, all when none is named; refuses in CI, where nobody would read the difference."""
    if os.environ.get("CI") == "true":
        print("golden: files are not written in CI", file=sys.stderr)
        return 2
    folders = [folder for folder in case_folders() if not wanted or folder.name in wanted]
    if len(folders) < len(wanted):
        print(f"golden: there are {', '.join(folder.name for folder in case_folders())}", file=sys.stderr)
        return 2
    knowledge = load_knowledge()
    for folder in folders:
        account = as_text(account_of(folder, knowledge))
        keep_expected = (folder / OPEN).exists() and not wanted
        print(f"{folder.name}: {closed_if_met(folder, account) if keep_expected else written(folder, account)}")
    return 0


def written(folder: Path, account: str) -> str:
    """Write the account as what is expected, and say whether that changes it."""
    expected = folder / EXPECTED
    changed = not expected.exists() or expected.read_text(encoding="utf-8") != account
    expected.write_text(account, encoding="utf-8")
    return "written" if changed else "unchanged"


def closed_if_met(folder: Path, account: str) -> str:
    """Remove the note of an open case that comes out as a person expects, and say so."""
    if (folder / EXPECTED).read_text(encoding="utf-8") != account:
        return "still open"
    (folder / OPEN).unlink()
    return "no longer open"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
