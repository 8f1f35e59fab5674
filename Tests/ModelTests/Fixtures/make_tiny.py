"""Writes two tiny models with random weights as GGUF, and what transformers computes from the same numbers.

usage: make_tiny.py FOLDER        (needs torch, transformers, gguf)
"""
import json, sys
import gguf, numpy, torch
from transformers import Gemma3ForCausalLM, Gemma3TextConfig, LlamaConfig, LlamaForCausalLM

folder = sys.argv[1]
ids = [5, 17, 250, 3, 99, 260, 42, 7, 7, 180, 61, 200]


def pair_neighbours(rows, heads):
    """Hugging Face rotates element i with i + size/2 of a head, GGUF's llama 2i with 2i + 1."""
    out, width = rows.shape
    return rows.reshape(heads, 2, out // heads // 2, width).swapaxes(1, 2).reshape(out, width)


def byte_alphabet():
    kept = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table, extra = {}, 0
    for b in range(256):
        if b in kept: table[b] = chr(b)
        else: table[b] = chr(256 + extra); extra += 1
    return [table[b] for b in range(256)]


def save(name, model, config, arch, tokens, kinds, tokenizer_model, extra, shift_norms, permute):
    state = {k: v.to(torch.float16).to(torch.float32) if v.dim() == 2 else v for k, v in model.state_dict().items()}
    model.load_state_dict(state); model.eval()
    w = gguf.GGUFWriter(f"{folder}/{name}.gguf.bin", arch)
    w.add_block_count(config.num_hidden_layers); w.add_embedding_length(config.hidden_size)
    w.add_feed_forward_length(config.intermediate_size); w.add_context_length(config.max_position_embeddings)
    w.add_head_count(config.num_attention_heads); w.add_head_count_kv(config.num_key_value_heads)
    w.add_layer_norm_rms_eps(config.rms_norm_eps); w.add_rope_freq_base(extra["base"])
    w.add_key_length(extra["head"]); w.add_value_length(extra["head"])
    if "window" in extra: w.add_sliding_window(extra["window"])
    w.add_tokenizer_model(tokenizer_model); w.add_token_list(tokens); w.add_token_types(kinds)
    if tokenizer_model == "llama": w.add_token_scores([-float(i) for i in range(len(tokens))])
    else: w.add_tokenizer_pre("gpt-2"); w.add_token_merges(["t h", "th e", "a n"])
    w.add_bos_token_id(1); w.add_eos_token_id(2); w.add_add_bos_token(tokenizer_model == "llama"); w.add_add_space_prefix(False)
    names = {"self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
             "self_attn.q_norm": "attn_q_norm", "self_attn.k_norm": "attn_k_norm", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
             "mlp.down_proj": "ffn_down", "input_layernorm": "attn_norm",
             "post_attention_layernorm": "post_attention_norm" if arch == "gemma3" else "ffn_norm",
             "pre_feedforward_layernorm": "ffn_norm", "post_feedforward_layernorm": "post_ffw_norm"}
    for key, value in state.items():
        if key == "lm_head.weight" and config.tie_word_embeddings: continue
        array = value.numpy()
        if key == "model.embed_tokens.weight": target = "token_embd"
        elif key == "model.norm.weight": target = "output_norm"
        elif key == "lm_head.weight": target = "output"
        else:
            _, _, layer, rest = key.split(".", 3)
            target = f"blk.{layer}." + names[rest.removesuffix(".weight")]
            if permute and target.endswith("attn_q"): array = pair_neighbours(array, config.num_attention_heads)
            if permute and target.endswith("attn_k"): array = pair_neighbours(array, config.num_key_value_heads)
        if array.ndim == 1 and shift_norms: array = array + 1
        w.add_tensor(target + ".weight", array.astype(numpy.float16 if array.ndim == 2 else numpy.float32))
    w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
    with torch.no_grad(): logits = model(torch.tensor([ids])).logits[0]
    json.dump({"ids": ids, "logits": [[round(x, 5) for x in row] for row in logits[[0, 5, 11]].tolist()], "rows": [0, 5, 11],
               "mean_nll": torch.nn.functional.cross_entropy(logits[:-1], torch.tensor(ids[1:])).item()},
              open(f"{folder}/{name}.json", "w"))


torch.manual_seed(1)
c = LlamaConfig(vocab_size=262, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=4, head_dim=16,
                num_key_value_heads=2, max_position_embeddings=64, rms_norm_eps=1e-5, rope_theta=5000.0, tie_word_embeddings=False)
m = LlamaForCausalLM(c)
for p in m.parameters(): torch.nn.init.normal_(p, 1.0 if p.dim() == 1 else 0.0, 0.3)
save("tiny-llama", m, c, "llama", ["<unk>", "<s>", "</s>", *byte_alphabet(), "th", "the", "an"], [2, 3, 3] + [1] * 259, "gpt2",
     {"base": 5000.0, "head": 16}, False, True)
c = Gemma3TextConfig(vocab_size=262, hidden_size=32, intermediate_size=48, num_hidden_layers=7, num_attention_heads=4, head_dim=16,
                     num_key_value_heads=1, max_position_embeddings=64, rms_norm_eps=1e-6, sliding_window=4, query_pre_attn_scalar=16)
m = Gemma3ForCausalLM(c)
for p in m.parameters(): torch.nn.init.normal_(p, 0.0, 0.3)
save("tiny-gemma", m, c, "gemma3", ["<pad>", "<bos>", "<eos>", "<unk>", *[f"<0x{b:02X}>" for b in range(256)], "▁", "a"],
     [3, 3, 3, 2] + [6] * 256 + [1, 1], "llama", {"base": 1e6, "head": 16, "window": 4}, True, False)
