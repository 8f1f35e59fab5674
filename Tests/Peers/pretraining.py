"""A step of pre-training pocket, against PyTorch: the same architecture, as many tokens, 32-bit floats."""

import json

from halves import counted, markdown, median, number, shorter


def table(halves):
    steps = 3 if halves.quick else 10
    rows = []
    for threads in halves.threads:
        shape = {}

        def primer():
            tables = list(halves.primer("pretrain", "pocket", "--steps", steps, threads=threads).values())
            shape.update(tables[0][0])
            return tables[1][0]

        def peer():
            if not shape:
                primer()
            return halves.peer("torch_pretraining.py", json.dumps(shape), steps, threads, threads=threads)

        theirs, ours = halves.in_turn(primer, peer)
        seconds = [median([result["median"] for result in half]) for half in (theirs, ours)]
        memory = [median([result["peak-megabytes"] for result in half]) for half in (theirs, ours)]
        rows.append([
            f"{counted(threads, 'thread')}", shorter(*seconds),
            f"{memory[0]:.0f} / {memory[1]:.0f} MB: {number(memory[0] / memory[1])} times",
        ])
    return markdown([f"a pre-training step of pocket, {shape['step-tokens']:,} tokens, PyTorch / Primer", "median seconds",
                     "peak memory"], rows)
