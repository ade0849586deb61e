"""Reads reports of Schemathesis and says what they come to.

  verdict.py count REPORT         one line: passed, failed, requests; then what failed
  verdict.py planted REPORT       fails unless the operations with a planted defect failed, and no other
"""

import json
import sys

import planted


def blamed(report):
    """What is wrong, by operation. Of errors, such as an answer that never came, the report names none; the log does."""
    found = {}
    for wrong in report["failures"] + report["errors"]:
        for operation in wrong.get("operations", ["the run"]):
            found.setdefault(operation, set()).add(wrong["title"])
    if not report["complete"] or report["operations"]["tested"] < report["operations"]["selected"]:
        found["the run"] = {"it ended before every operation was tested"}
    return found


def count(report):
    found = blamed(report)
    tested = report["operations"]["tested"]
    print(max(0, tested - len(found)), len(found), report["test_cases"]["generated"])
    for operation, wrongs in sorted(found.items()):
        print(f"{operation}: {'; '.join(sorted(wrongs))}")


def planted_defects(report):
    found = {"/silent" if name == "the run" else name.removeprefix("GET ") for name in blamed(report)}
    missed = [f"{path}, which {what}" for path, what in planted.DEFECTS.items() if path not in found]
    invented = sorted(found - planted.DEFECTS.keys())
    for words, paths in (("not found", missed), ("found without reason", invented)):
        for path in paths:
            print(f"{words}: {path}")
    sys.exit(1 if missed or invented else 0)


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as file:
        {"count": count, "planted": planted_defects}[sys.argv[1]](json.load(file))
