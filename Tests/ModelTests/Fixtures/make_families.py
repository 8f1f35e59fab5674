"""Writes the config.json of a tiny model of every family, and the logits that transformers computes with weights that a formula
gives, which FamilyTests.swift fills in by the same one.

usage: make_families.py FOLDER        (needs torch, transformers)
"""
import json, sys
import torch
import transformers as tf

ids = [5, 17, 25, 3, 39, 26, 42, 7, 7, 18, 61, 20, 9, 14, 33, 31]
SHAPE = dict(vocab_size=64, hidden_size=16, intermediate_size=24, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1,
             max_position_embeddings=32, rms_norm_eps=1e-5, head_dim=8, pad_token_id=0, bos_token_id=1, eos_token_id=2)


def rope(base, **scaling): return {"rope_parameters": {"rope_theta": base, "rope_type": "default"} | scaling}


MODELS = {
    "llama": (tf.LlamaConfig, dict(attention_bias=True, tie_word_embeddings=True)),
    "llama-3": (tf.LlamaConfig, rope(500.0, rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                                     original_max_position_embeddings=16)),
    "llama-yarn": (tf.LlamaConfig, rope(500.0, rope_type="yarn", factor=4.0, original_max_position_embeddings=8)),
    "mistral": (tf.MistralConfig, dict(sliding_window=5)),
    "qwen2": (tf.Qwen2Config, dict(head_dim=None, use_sliding_window=True, sliding_window=5, max_window_layers=1)),
    "qwen3": (tf.Qwen3Config, {}),
    "gemma2": (tf.Gemma2Config, dict(sliding_window=5, query_pre_attn_scalar=8, attn_logit_softcapping=2.0, final_logit_softcapping=3.0)),
    "gemma3": (tf.Gemma3TextConfig, dict(sliding_window=5, query_pre_attn_scalar=8, num_hidden_layers=3,
                                         layer_types=["sliding_attention", "full_attention", "sliding_attention"])),
    "phi3": (tf.Phi3Config, dict(head_dim=None, num_key_value_heads=2, sliding_window=6, original_max_position_embeddings=16,
                                 **rope(1e4, rope_type="longrope", short_factor=[1.0, 1.5, 2.0, 3.0], long_factor=[2.0] * 4))),
    "smollm3": (tf.SmolLM3Config, dict(head_dim=None, no_rope_layers=[1, 0])),
    "olmo2": (tf.Olmo2Config, dict(head_dim=None)),
    "gpt2": (tf.GPT2Config, dict(n_embd=16, n_layer=2, n_head=2, n_positions=32)),
}


def number(name, i):
    """Number i of a tensor: between -0.4 and 0.4, around 1 for the weights of norms that are not stored less one."""
    seed = sum(name.encode())
    return ((i * 7919 + seed * 104729) % 997) / 997 * 0.8 - 0.4


result = {"ids": ids, "rows": [0, 7, 15], "models": {}}
for name, (config_class, changes) in MODELS.items():
    shape = {key: value for key, value in (SHAPE | changes).items() if value is not None}
    if config_class is tf.GPT2Config: shape = dict(vocab_size=64, bos_token_id=1, eos_token_id=2) | changes
    config = config_class(**shape)
    config._attn_implementation = "eager"
    model = tf.AutoModelForCausalLM.from_config(config).float().eval()
    for key, weights in model.named_parameters():
        values = torch.tensor([number(key, i) for i in range(weights.numel())], dtype=torch.float64)
        is_norm = key.endswith("weight") and weights.dim() == 1
        weights.data = (values + (1 if is_norm and not name.startswith("gemma") else 0)).float().reshape(weights.shape)
    with torch.no_grad(): logits = model(torch.tensor([ids])).logits[0]
    document = {key: value for key, value in config.to_dict().items() if value is not None and key not in ("id2label", "label2id")}
    result["models"][name] = {
        "config": document,
        "shapes": {key: list(weights.shape) for key, weights in model.named_parameters()},
        "logits": [[round(x, 5) for x in row[:8]] for row in logits[result["rows"]].tolist()],
    }
json.dump(result, open(f"{sys.argv[1]}/families.json", "w"))
