"""Times pre-training steps of a Llama with PyTorch. usage: torch_pretraining.py SHAPE STEPS THREADS

SHAPE is what `primer bench pretrain --json` says of the model. The tokens stand in blocks without padding, which are longer than
most documents of the recipe, but short enough that attention costs little more."""

import json
import sys
import time

import torch
from transformers import LlamaConfig, LlamaForCausalLM

from models import peak_megabytes

BLOCK = 128

shape, steps = json.loads(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(int(sys.argv[3]))
torch.manual_seed(0)
model = LlamaForCausalLM(LlamaConfig(
    vocab_size=shape["vocabulary"], hidden_size=shape["width"], intermediate_size=shape["feed-forward-width"],
    num_hidden_layers=shape["layers"], num_attention_heads=shape["heads"], num_key_value_heads=shape["key-value-heads"],
    max_position_embeddings=shape["context-length"], rms_norm_eps=1e-5, rope_theta=10000.0, tie_word_embeddings=True,
    use_cache=False))
model.train()
optimiser = torch.optim.AdamW(model.parameters(), lr=1.5e-3, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
times = []
for _ in range(steps + 1):
    ids = torch.randint(shape["vocabulary"], (shape["step-tokens"] // BLOCK, BLOCK))
    start = time.time()
    loss = model(input_ids=ids, labels=ids).loss
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    times.append(time.time() - start)
# The first one also makes the optimiser's memory.
times = times[1:]
print(json.dumps({
    "median": sorted(times)[len(times) // 2], "least": min(times), "tokens": ids.numel(),
    "weights": sum(parameter.numel() for parameter in model.parameters()), "peak-megabytes": peak_megabytes(),
    "loss": loss.item(),
}))
