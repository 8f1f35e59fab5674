"""Reading prompts and writing behind them, against llama.cpp."""

from halves import counted, faster, markdown, median, number, title


def table(halves):
    contexts = [240, 1000] if halves.quick else [240, 1000, 4000]
    # Behind these, writing is shown.
    behind = contexts[:2]
    rows = []
    for name in halves.models:
        columns = []
        for threads in halves.threads:
            options = [word for context in contexts for word in ("--context", context)]
            theirs, ours = halves.in_turn(
                lambda: halves.rows("models", name, *options, "--rounds", 1, threads=threads),
                lambda: halves.peer("llama_cpp.py", halves.model(name), threads, *contexts, threads=threads)["rows"])
            columns.append(column(contexts, behind, theirs, ours))
        what = [f"prompt of {context:,} tokens" for context in contexts] + [f"writing 64 tokens behind {n:,}" for n in behind]
        rows += [[f"{title(name)}, {line}", *cells] for line, *cells in zip(what, *columns)]
    heading = ["tokens a second, llama.cpp / Primer", *(counted(n, "thread") for n in halves.threads)]
    return markdown(heading, rows)


def column(contexts, behind, theirs, ours):
    """The cells for one number of threads: prompts, then writing."""
    def middle(results, index, key):
        return median([rows[index][key] for rows in results])

    def cell(index, key, what):
        speeds = faster(middle(theirs, index, key), middle(ours, index, key))
        return f"{speeds} ({what} {number(middle(ours, index, key + '-limit'))})"

    return [cell(i, "read", "arithmetic allows") for i in range(len(contexts))] + [
        cell(i, "written", "memory allows") for i in range(len(behind))]
