"""Writes what transformers computes from the tiny models with some keys and tensors added, as VariantTests.swift adds them.

usage: make_variants.py FOLDER        (needs torch, transformers, gguf; FOLDER holds tiny-llama.gguf.bin and tiny-gemma.gguf.bin)
"""
import json, sys
import gguf, numpy, torch
from transformers import Gemma3ForCausalLM, Gemma3TextConfig, LlamaConfig, LlamaForCausalLM

folder = sys.argv[1]
ids = [5, 17, 250, 3, 99, 260, 42, 7, 7, 180, 61, 200, 9, 14, 77, 31]
NAMES = {"attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj",
         "attn_q_norm": "self_attn.q_norm", "attn_k_norm": "self_attn.k_norm", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj",
         "ffn_down": "mlp.down_proj", "attn_norm": "input_layernorm", "token_embd": "model.embed_tokens", "output_norm": "model.norm",
         "output": "lm_head"}


def added(count):
    """The numbers of a tensor that is added."""
    return torch.tensor([((7 * i) % 13 - 6) / 20 for i in range(count)])


def halves(rows, heads):
    """The order of transformers for rows that GGUF's llama pairs as neighbours."""
    shape = rows.shape
    return rows.reshape(heads, shape[0] // heads // 2, 2, *shape[1:]).swapaxes(1, 2).reshape(shape)


def state(arch, config):
    names = NAMES | ({"post_attention_norm": "post_attention_layernorm", "ffn_norm": "pre_feedforward_layernorm",
                      "post_ffw_norm": "post_feedforward_layernorm"} if arch == "gemma" else {"ffn_norm": "post_attention_layernorm"})
    result = {}
    for tensor in gguf.GGUFReader(f"{folder}/tiny-{arch}.gguf.bin").tensors:
        value = torch.tensor(numpy.array(tensor.data).astype(numpy.float32))
        parts = tensor.name.split(".")
        if arch == "llama" and parts[-2] in ("attn_q", "attn_k"):
            value = halves(value, config.num_attention_heads if parts[-2] == "attn_q" else config.num_key_value_heads)
        if arch == "gemma" and value.dim() == 1: value = value - 1
        prefix = f"model.layers.{parts[1]}." if parts[0] == "blk" else ""
        result[f"{prefix}{names[parts[-2]]}.weight"] = value
    if arch == "gemma": result["lm_head.weight"] = result["model.embed_tokens.weight"]
    return result


def logits(model, arch, biases={}):
    values = state(arch, model.config) | biases
    model.load_state_dict(values); model.eval()
    with torch.no_grad(): rows = model(torch.tensor([ids])).logits[0]
    return [[round(x, 4) for x in row[:12]] for row in rows[[0, 5, 11, 15]].tolist()]


def llama(rope={}, **changes):
    return LlamaForCausalLM(LlamaConfig(
        vocab_size=262, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, head_dim=16, num_key_value_heads=2,
        max_position_embeddings=64, rms_norm_eps=1e-5, tie_word_embeddings=False, attn_implementation="eager",
        rope_parameters={"rope_type": "default", "rope_theta": 5000.0} | rope, **changes))


def gemma(local=10000.0, **changes):
    ropes = {"sliding_attention": {"rope_type": "default", "rope_theta": local}, "full_attention": {"rope_type": "default", "rope_theta": 1e6}}
    return Gemma3ForCausalLM(Gemma3TextConfig(
        vocab_size=262, hidden_size=32, intermediate_size=48, num_hidden_layers=7, num_attention_heads=4, head_dim=16, num_key_value_heads=1,
        max_position_embeddings=64, rms_norm_eps=1e-6, sliding_window=4, query_pre_attn_scalar=16, attn_implementation="eager",
        rope_parameters=ropes, **changes))


linear = {"rope_type": "linear", "factor": 4.0}
factors = [1 + i / 2 for i in range(8)]
long = {"rope_type": "longrope", "short_factor": factors, "long_factor": factors, "factor": 1.0, "attention_factor": 1.0,
        "original_max_position_embeddings": 64}
attention, mlp = {}, {}
for layer in range(2):
    for name, count, heads in (("q", 64, 4), ("k", 32, 2), ("v", 32, 0), ("o", 32, 0)):
        attention[f"model.layers.{layer}.self_attn.{name}_proj.bias"] = halves(added(count), heads) if heads else added(count)
    for name, count in (("gate", 48), ("up", 48), ("down", 32)): mlp[f"model.layers.{layer}.mlp.{name}_proj.bias"] = added(count)
results = {
    "rope_freqs": logits(llama(long), "llama"),
    "linear": logits(llama(linear), "llama"),
    "attention biases": logits(llama(attention_bias=True), "llama", attention),
    "feed-forward biases": logits(llama(mlp_bias=True), "llama", mlp),
    "pattern": logits(gemma(layer_types=["sliding_attention", "full_attention"] * 3 + ["sliding_attention"]), "gemma"),
    "local base": logits(gemma(local=100.0), "gemma"),
    "caps": logits(gemma(final_logit_softcapping=4.0), "gemma"),
}
json.dump({"ids": ids, "rows": [0, 5, 11, 15], "logits": results}, open(f"{folder}/variants.json", "w"))
