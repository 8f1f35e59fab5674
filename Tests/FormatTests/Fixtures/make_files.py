"""Writes small files as the formats' own libraries write them. `.gguf.bin` is called so because git ignores `*.gguf`.

tiny.gguf.bin, tiny.safetensors   for the readers
mixed.safetensors                 every type that is written, and names that must be escaped
encodings.safetensors             floats, and the bits that numpy and gguf make of them
document.json, document.*.json    a document, and what Python's json module makes of it

usage: python make_files.py [FOLDER]      needs: pip install gguf safetensors numpy torch
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from gguf import GGMLQuantizationType, GGUFWriter
from gguf.quants import quantize
from safetensors.numpy import save_file
from safetensors.torch import save_file as save_torch_file

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
matrix = np.arange(6, dtype=np.float32).reshape(2, 3)

writer = GGUFWriter(folder / "tiny.gguf.bin", "llama")
writer.add_block_count(1)
writer.add_float32("llama.rope.freq_base", 10000.0)
writer.add_token_list(["<unk>", "▁a", b"\xff"])
writer.add_token_scores([0.0, -1.5, -2.0])
writer.add_add_bos_token(True)
writer.add_tensor("token_embd.weight", matrix)
blocks = quantize(np.linspace(-1, 1, 64, dtype=np.float32).reshape(2, 32), GGMLQuantizationType.Q8_0)
writer.add_tensor("blk.0.attn_q.weight", blocks, raw_dtype=GGMLQuantizationType.Q8_0)
writer.write_header_to_file()
writer.write_kv_data_to_file()
writer.write_tensors_to_file()
writer.close()

save_file(
    {"matrix": matrix, "half": matrix.astype(np.float16), "ids": np.array([1, 2], dtype=np.int64), "none": matrix[:0]},
    folder / "tiny.safetensors",
    metadata={"format": "np"},
)

values = torch.arange(6, dtype=torch.float32).reshape(2, 3) - 1.5
save_torch_file(
    {
        "b": values,
        "a": values.half(),
        "z": values.bfloat16(),
        'é "quoted" \\ \n\t\x01\x7f🙂': values[0].clone(),
        "none": values[:0].clone(),
        "one": values[1, 2].clone(),
        "wide": values.half().reshape(1, 1, 6),
    },
    folder / "mixed.safetensors",
    metadata={"format": "pt"},
)

# Rows of 32: ordinary numbers, all exponents, numbers half way between two of each type, tiny blocks, zeros.
random = np.random.default_rng(1)
rows = [random.normal(0, scale, 32) for scale in (1e-3, 0.02, 1, 30, 1000)]
rows += [random.normal(0, 1, 32) * 2.0 ** random.integers(-30, 15, 32) for _ in range(20)]
rows += [random.integers(-64, 64, 32) + 0.5, random.integers(-254, 255, 32) / 2.0]
rows += [np.append(random.integers(-126, 127, 31) + 0.5, 127)]
rows += [(random.integers(0, 2048, 32) + 0.5) * 2.0**-24, (random.integers(1024, 2048, 32) + 0.5) * 2.0**3]
rows += [random.normal(0, scale, 32) for scale in (1e-8, 1e-38, 1e-39, 1e-44)]
rows += [np.full(32, 65519.0), np.full(32, -0.0), np.zeros(32)]
numbers = np.array(rows, dtype=np.float32)
with np.errstate(invalid="ignore", over="ignore"):
    save_file(
        {
            "numbers": numbers,
            "f32": numbers,
            "f16": numbers.astype(np.float16),
            "bf16": quantize(numbers, GGMLQuantizationType.BF16),
            "q8_0": quantize(numbers[np.abs(numbers).max(axis=1) / 127 > 1e-38], GGMLQuantizationType.Q8_0),
        },
        folder / "encodings.safetensors",
    )

document = {
    "zeta": [],
    "alpha": {},
    "Beta": [1, -2.5, True, False, None, [], [[0]], {"y": {"b": 1, "a": [2]}}],
    "é": 'quote " slash / back \\ tab \t line \n return \r bell \x07 delete \x7f é 🙂 \u2028',
    "e\u0301": 0,
    "\U0001f642": 1,
    "\ufb01": 2,
    "numbers": [0.0, -0.0, 1.0, 1e-5, 1e-4, 0.1, 1e15, 1e16, 9007199254740993e0, 9.1e15, 1.5e300, 5e-324, 123456789.125, 2**62],
}
(folder / "document.json").write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False))
(folder / "document.python.json").write_text(json.dumps(document, indent=2, sort_keys=True))
(folder / "document.pretty.json").write_text(json.dumps(document, indent=2, ensure_ascii=False))
