"""Writes the fixtures of the block decoding tests: `TYPE.bin`, stored bytes of 3 rows of 512 elements, and `TYPE.f32`,
the values the `gguf` package decodes from them (little-endian float32).

usage: python make_quantised.py [FOLDER]      needs: pip install gguf numpy

Every bit pattern is a valid block, so the bytes are random (seeded), except for the half-precision scales, which are
drawn from sizes that models have, with zeros, negative numbers, and subnormal halves among them.
"""

import sys
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf.quants import dequantize

ROWS, WIDTH = 3, 512

# type, elements of a block, bytes of a block, offsets of its half-precision scales
LAYOUTS = [
    ("q4_0", Type.Q4_0, 32, 18, [0]),
    ("q4_1", Type.Q4_1, 32, 20, [0, 2]),
    ("q5_0", Type.Q5_0, 32, 22, [0]),
    ("q5_1", Type.Q5_1, 32, 24, [0, 2]),
    ("q8_0", Type.Q8_0, 32, 34, [0]),
    ("q4_K", Type.Q4_K, 256, 144, [0, 2]),
    ("q5_K", Type.Q5_K, 256, 176, [0, 2]),
    ("q6_K", Type.Q6_K, 256, 210, [208]),
]


def scales(random: np.random.Generator, count: int) -> np.ndarray:
    """Half-precision numbers as bytes, `count` rows of two: mostly of ordinary size, some of each special kind."""
    values = (random.normal(size=count) * 0.05).astype("<f2")
    kind = random.integers(0, 6, size=count)
    values[kind == 0] = 0
    subnormal = random.integers(1, 0x400, size=count).astype("<u2")
    subnormal |= (random.integers(0, 2, size=count) << 15).astype("<u2")
    values[kind == 1] = subnormal.view("<f2")[kind == 1]
    return values.view(np.uint8).reshape(count, 2)


def main(folder: Path) -> None:
    random = np.random.default_rng(20_250_101)

    def save(name: str, stored: np.ndarray, values: np.ndarray) -> None:
        assert values.shape == (ROWS, WIDTH) and np.isfinite(values).all(), name
        (folder / f"{name}.bin").write_bytes(stored.tobytes())
        (folder / f"{name}.f32").write_bytes(values.astype("<f4").tobytes())

    for name, kind, elements, size, offsets in LAYOUTS:
        blocks = random.integers(0, 256, size=(ROWS * WIDTH // elements, size), dtype=np.uint8)
        for offset in offsets:
            blocks[:, offset : offset + 2] = scales(random, len(blocks))
        stored = blocks.reshape(ROWS, -1)
        save(name, stored, dequantize(stored, kind))

    bits = random.integers(0, 1 << 16, size=ROWS * WIDTH).astype("<u2")
    bits[:4] = [0x0000, 0x8000, 0x0001, 0x8001]  # zeros and the smallest subnormal numbers
    half = np.where(bits & 0x7C00 == 0x7C00, bits & 0x83FF, bits).astype("<u2").view("<f2").reshape(ROWS, WIDTH)
    save("f16", half, half.astype("<f4"))

    brain = np.where(bits & 0x7F80 == 0x7F80, bits & 0x807F, bits).astype("<u2").reshape(ROWS, WIDTH)
    stored = brain.view(np.uint8).reshape(ROWS, -1)
    save("bf16", stored, dequantize(stored, Type.BF16))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
