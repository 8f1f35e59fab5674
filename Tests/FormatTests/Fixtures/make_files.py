"""Writes tiny files as the formats' own libraries write them: `tiny.safetensors`, and `tiny.gguf.bin`, called so
because git ignores `*.gguf`.

usage: python make_files.py [FOLDER]      needs: pip install gguf safetensors numpy
"""

import sys
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter
from gguf.quants import quantize
from safetensors.numpy import save_file

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
