"""Times matrix products of 32-bit floats with PyTorch, the better of the right-hand side as it is and transposed.
usage: torch_products.py THREADS"""

import json
import sys
import time

import torch

torch.set_num_threads(int(sys.argv[1]))
SHAPES = [(504, 576, 576), (504, 1536, 576), (504, 576, 1536), (504, 49152, 576), (1008, 1024, 1024), (2016, 2048, 2048)]
rows = []
for count, columns, depth in SHAPES:
    left, right, result = torch.randn(count, depth), torch.randn(depth, columns), torch.empty(count, columns)
    work = 2 * count * columns * depth
    least = float("inf")
    for right in (right, right.T.contiguous().T):
        for _ in range(min(50, max(3, int(2e10 / work)))):
            start = time.perf_counter()
            torch.mm(left, right, out=result)
            least = min(least, time.perf_counter() - start)
    rows.append({"rows": count, "columns": columns, "depth": depth, "gigaflops": work / least / 1e9})
print(json.dumps({"rows": rows}))
