"""Matrix products of 32-bit floats, against MKL through PyTorch."""

from halves import counted, faster, markdown


def table(halves):
    columns, shapes = [], []
    for threads in halves.threads:
        theirs, ours = halves.in_turn(
            lambda: halves.rows("products", threads=threads),
            lambda: halves.peer("torch_products.py", threads, threads=threads)["rows"])
        shapes = [(row["rows"], row["columns"], row["depth"]) for row in ours[0]]
        # What each can do when nothing else runs.
        best = lambda results, i: max(rows[i]["gigaflops"] for rows in results)
        columns.append([faster(best(theirs, i), best(ours, i)) for i in range(len(shapes))])
    names = [f"{rows:,} × {columns:,}, depth {depth:,}" for rows, columns, depth in shapes]
    heading = ["billions of operations a second, MKL / Primer", *(counted(n, "thread") for n in halves.threads)]
    return markdown(heading, [list(row) for row in zip(names, *columns)])
