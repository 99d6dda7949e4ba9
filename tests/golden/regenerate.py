"""`make golden [CASE=name]`: writes the expected files anew. Read the difference before you commit it with its reason.

A case that is still open keeps the outcome that a person wrote, unless it is named.
"""

import os
import sys

from service.pipeline import load_knowledge

from golden import EXPECTED, OPEN, account_of, as_text, case_folders


def main(wanted: list[str]) -> int:
    """Write the wanted cases' files, all when none is named; refuses in CI, where nobody would read the difference."""
    if os.environ.get("CI") == "true":
        print("golden: files are not written in CI", file=sys.stderr)
        return 2
    closed = [folder for folder in case_folders() if not (folder / OPEN).exists()]
    folders = [folder for folder in case_folders() if folder.name in wanted] if wanted else closed
    if len(folders) < len(wanted):
        print(f"golden: there are {', '.join(folder.name for folder in case_folders())}", file=sys.stderr)
        return 2
    knowledge = load_knowledge()
    for folder in folders:
        expected, account = folder / EXPECTED, as_text(account_of(folder, knowledge))
        changed = not expected.exists() or expected.read_text(encoding="utf-8") != account
        expected.write_text(account, encoding="utf-8")
        print(f"{folder.name}: {'written' if changed else 'unchanged'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
