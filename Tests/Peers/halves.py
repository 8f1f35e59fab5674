"""The two halves of a comparison: Primer's bench, and scripts that time other programs. Both print JSON."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


class Halves:
    def __init__(self, options):
        self.quick, self.rounds = options.quick, options.rounds
        self.models = options.model or ["smollm2-135m", "gemma3-270m"]
        # The fewest and the most, once where they are the same.
        self.threads = sorted({1, options.threads})
        self.program = ROOT / options.primer
        if not os.access(self.program, os.X_OK):
            sys.exit(f"error: {self.program} is not there: make build")
        libraries = ["bash", ROOT / "Tests/Scripts/libraries.sh", ROOT / "Tests/Scripts/requirements.txt"]
        libraries += [options.libraries.resolve()] if options.libraries else []
        self.python = Path(subprocess.run(libraries, check=True, stdout=subprocess.PIPE, text=True).stdout.strip(), "bin/python")

    def model(self, name):
        """The file of a model."""
        home = os.environ.get("PRIMER_HOME") or Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share", "primer")
        for folder in (Path(home, "models"), ROOT / "Datasets"):
            if (folder / f"{name}.gguf").exists():
                return folder / f"{name}.gguf"
        sys.exit(f"error: there is no model {name}: make models")

    def primer(self, *arguments, threads):
        """The tables of a bench, by their names."""
        document = self.run([self.program, "bench", *arguments, "--json"], threads, PRIMER_THREADS=str(threads))
        self.kernels = document["kernels"]
        return {table["name"]: table["rows"] for table in document["tables"]}

    def rows(self, *arguments, threads):
        """The rows of a bench's last table."""
        return list(self.primer(*arguments, threads=threads).values())[-1]

    def peer(self, script, *arguments, threads):
        """What a script under `peers` says."""
        return self.run([self.python, HERE / "peers" / script, *arguments], threads)

    def run(self, command, threads, **environment):
        words = [str(word) for word in command]
        started = time.time()
        # Nothing is looked up on the network, and no progress is drawn.
        environment |= {"HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1", "TRANSFORMERS_VERBOSITY": "error",
                        "PYTHONDONTWRITEBYTECODE": "1", "TOKENIZERS_PARALLELISM": "false",
                        "OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads)}
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
                              env=os.environ | environment)
        if done.returncode != 0:
            sys.exit(f"error: {' '.join(words)} ended with {done.returncode}\n{done.stderr[-4000:]}")
        print(f"{time.time() - started:6.1f} s  {Path(words[0]).name} {' '.join(Path(w).name for w in words[1:] if len(w) < 80)}",
              file=sys.stderr, flush=True)
        # Libraries may say things before.
        return json.loads(done.stdout[done.stdout.index("{"):])

    def in_turn(self, primer, peer):
        """What both functions give, round by round: lists of as many results as there are rounds."""
        results = [(peer(), primer()) for _ in range(self.rounds)]
        return [result[0] for result in results], [result[1] for result in results]

    def heading(self):
        """What was measured on."""
        document = self.run([self.program, "bench", "memory", "--json"], max(self.threads), PRIMER_THREADS=str(max(self.threads)))
        memory = {row["threads"]: row["gigabytes-a-second"] for row in document["tables"][0]["rows"]}
        reads = ", ".join(f"{memory[n]:.1f} GB/s with {counted(n, 'thread')}" for n in self.threads if n in memory)
        versions = subprocess.run([self.python, HERE / "peers" / "versions.py"], check=True, stdout=subprocess.PIPE, text=True)
        return (f"Measured on {time.strftime('%Y-%m-%d')} on {counted(os.cpu_count(), 'processor')} ({document['processor']}, kernels "
                f"{document['kernels']}), which read memory at {reads}; {versions.stdout.strip()}; both programs in turn, "
                f"medians of {counted(self.rounds, 'round')}.")


def median(numbers):
    return sorted(numbers)[len(numbers) // 2]


def counted(count, noun):
    return f"{count} {noun}" + ("" if count == 1 else "s")


def title(name):
    """A model as the README calls it."""
    return {"smollm2-135m": "SmolLM2-135M Q4_1", "gemma3-270m": "Gemma 3 270M Q4_K_M"}.get(name, name)


def number(value):
    """Three significant digits."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def faster(theirs, ours):
    """Speeds: `114 / 300: 2.6 times`."""
    return f"{number(theirs)} / {number(ours)}: {number(ours / theirs)} times"


def shorter(theirs, ours):
    """Seconds: `0.99 / 0.20: 5.0 times`."""
    return f"{number(theirs)} / {number(ours)}: {number(theirs / ours)} times"


def markdown(heading, rows):
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
