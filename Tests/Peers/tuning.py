"""Training steps of 16 examples, against transformers with PEFT."""

from halves import ROOT, counted, markdown, median, number, shorter, title

METHODS = {
    "soft": "soft prompt of 8 rows",
    "lora": "LoRA of rank 8 on queries and values",
    "full": "all weights",
}


def table(halves):
    threads, steps = max(halves.threads), 3 if halves.quick else 10
    rows = []
    for name in halves.models:
        for method, words in METHODS.items():
            theirs, ours = halves.in_turn(
                lambda: halves.rows("tune", name, method, "--steps", steps, threads=threads)[0],
                lambda: halves.peer("peft_step.py", halves.model(name), ROOT / "Datasets/en-fr.tsv", method, steps, threads,
                                    threads=threads))
            seconds = [median([result["median"] for result in half]) for half in (theirs, ours)]
            memory = [median([result["peak-megabytes"] for result in half]) for half in (theirs, ours)]
            loads = [median([result["load"] for result in half]) for half in (theirs, ours)]
            rows.append([
                f"{title(name).rsplit(' ', 1)[0]}, {words}", shorter(*seconds),
                f"{memory[0]:.0f} / {memory[1]:.0f} MB: {number(memory[0] / memory[1])} times",
                f"{number(loads[0])} / {number(loads[1])} s",
            ])
    heading = [f"a training step of 16 examples, {counted(threads, 'thread')}, transformers + PEFT / Primer", "median seconds",
               "peak memory", "to import and load"]
    return markdown(heading, rows)
