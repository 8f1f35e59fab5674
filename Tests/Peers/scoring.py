"""Short examples under many written prompts, against transformers, which reads them sorted by length and in batches."""

import json
import tempfile
from pathlib import Path

from halves import ROOT, counted, markdown, shorter, title


def table(halves):
    threads, name = max(halves.threads), halves.models[0]
    examples, turns, prompts = (100, 1, 1) if halves.quick else (1000, 5, 4)
    rows = []
    ours, theirs = [], {"padded": [], "shared": []}
    for turn in range(turns):
        scored = halves.rows("score", name, "--examples", examples, "--prompts", prompts, "--skip", turn * prompts,
                             threads=threads)
        ours += scored
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "prompts.json")
            file.write_text(json.dumps([row["prompt"] for row in scored]))
            for way, results in theirs.items():
                results += halves.peer("transformers_scoring.py", halves.model(name), ROOT / "Datasets/en-fr.tsv", examples, file,
                                       way, threads, threads=threads)["rows"]
    seconds = sum(row["seconds"] for row in ours)
    for way, words in (("padded", "prompt and question in every row"), ("shared", "the prompt read once, its cache copied")):
        apart = max(abs(row["loss"] - mine["loss"]) for row, mine in zip(theirs[way], ours))
        rows.append([f"{title(name)}, {words}", shorter(sum(row["seconds"] for row in theirs[way]), seconds), f"{apart:.0e}"])
    heading = [f"{examples:,} examples under {counted(turns * prompts, 'prompt')}, {counted(threads, 'thread')}, transformers / Primer",
               "seconds", "losses differ by at most"]
    return markdown(heading, rows)
