"""Compares what Primer and transformers compute with tiny random models of every family that Primer knows.

usage: python check_models.py make  FOLDER    transformers makes models, saves them, and notes what they compute
       PRIMER_MODEL_FILES=FOLDER swift test --filter ModelFilesTests
                                              Primer computes the same from the saved folders and GGUF files, compares,
                                              and saves models and tokens of its own
       python check_models.py check FOLDER    transformers loads what Primer saved, and compares

Tests/Scripts/check.sh does all of it.

In FOLDER/NAME, `folder` is the model as transformers saves it, `model.gguf` the same weights with the names that the
`gguf` package has for them; `inputs.json` has what is read, `reference.safetensors` the logits of every token, the loss,
and the gradient of a soft prompt, `gradients.safetensors` those of all weights. Texts are longer than every window. Differences may be 1e-4.

Ends with status 1 when something differs.
"""

import json
import random
import sys
from pathlib import Path

import gguf
import numpy
import torch
import transformers as tf
from safetensors.torch import load_file, save_file
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

LIMIT = 1e-4
VOCABULARY = 420
LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = LLAMA3.replace("{1,3}", "")
TEKKEN = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
    r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
# What texts are made of, for the tokenizers.
PIECES = [*"ab dQ\n\té日本🙂1٣½Ⅷ▁<>'-_/\u00a0\u3000\r", "ſ", "ǅ", "ʰ", "\u0301", "한", "\u1112\u1161", "क\u094dष", "ไทย"]
PIECES += ["  ", "   ", "\n\n", "<td>", "</td>", "don't", "DON'T", "I'LL", "'Re", "e\u0301", " the", "ing", "12345", "HelloWorld"]
PIECES += [" \r\n", "\n ", "//", "?!\n", "<0x0A>", "<|end|>", "<s>", "\u0085", "\u200d", "1a", "A1"]
CORPUS = ["the cat sat on the mat and the dog did not like that at all, 12345 times: don't! DON'T shout, I'LL go"] * 20
CORPUS += ["Hello World, HelloWorld\n\n  indented   text/paths//and more\r\n", "日本語 한국어 हिन्दी ไทย naïve café 3.14159"] * 20

# Small products are slower on several threads.
torch.set_num_threads(1)
SHAPE = dict(
    vocab_size=VOCABULARY,
    hidden_size=64,
    intermediate_size=96,
    num_hidden_layers=4,
    num_attention_heads=4,
    num_key_value_heads=2,
    max_position_embeddings=256,
    rms_norm_eps=1e-5,
    bos_token_id=0,
    eos_token_id=1,
    pad_token_id=1,
)
LLAMA3_ROPE = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=64)
YARN_ROPE = dict(rope_type="yarn", factor=4.0, original_max_position_embeddings=64)
LONG_ROPE = dict(
    rope_type="longrope",
    short_factor=[1.0 + 0.1 * i for i in range(8)],
    long_factor=[2.0 + 0.5 * i for i in range(8)],
)


def rope(base, **scaling):
    return {"rope_parameters": {"rope_theta": base, "rope_type": "default"} | scaling}


# By name: the configuration's class, what differs from SHAPE, the architecture in GGUF, and the tokenizer's kind.
MODELS = {
    "llama": (tf.LlamaConfig, dict(tie_word_embeddings=False), "llama", "gpt-2"),
    "llama-tied": (tf.LlamaConfig, dict(tie_word_embeddings=True, **rope(1e5)), "llama", "smollm"),
    "llama-3": (tf.LlamaConfig, rope(5e5, **LLAMA3_ROPE), "llama", "llama-bpe"),
    "llama-linear": (tf.LlamaConfig, rope(1e4, rope_type="linear", factor=4.0), "llama", "sentencepiece"),
    "llama-yarn": (tf.LlamaConfig, rope(1e4, **YARN_ROPE), "llama", "gpt-2"),
    "llama-dynamic": (tf.LlamaConfig, rope(1e4, rope_type="dynamic", factor=4.0), None, "gpt-2"),
    "llama-biases": (tf.LlamaConfig, dict(attention_bias=True, mlp_bias=True), "llama", "gpt-2"),
    "llama-odd-heads": (tf.LlamaConfig, dict(head_dim=20), "llama", "gpt-2"),
    "mistral": (tf.MistralConfig, dict(sliding_window=8), None, "tekken"),
    "mistral-full": (tf.MistralConfig, dict(sliding_window=None, head_dim=32), "llama", "sentencepiece"),
    "qwen2": (tf.Qwen2Config, dict(tie_word_embeddings=True), "qwen2", "qwen2"),
    "qwen2-window": (tf.Qwen2Config, dict(use_sliding_window=True, sliding_window=8, max_window_layers=2), None, "qwen2"),
    "qwen3": (tf.Qwen3Config, dict(head_dim=32), "qwen3", "qwen2"),
    "gemma2": (
        tf.Gemma2Config,
        dict(head_dim=16, sliding_window=8, query_pre_attn_scalar=16, attn_logit_softcapping=5.0, final_logit_softcapping=3.0),
        "gemma2",
        "gemma",
    ),
    "gemma3": (
        tf.Gemma3TextConfig,
        dict(head_dim=16, num_hidden_layers=8, sliding_window=8, query_pre_attn_scalar=16),
        "gemma3",
        "gemma",
    ),
    "gemma3-pattern": (
        tf.Gemma3TextConfig,
        dict(
            head_dim=16,
            sliding_window=8,
            query_pre_attn_scalar=30,
            layer_types=["sliding_attention", "full_attention"] * 2,
            final_logit_softcapping=4.0,
            rope_parameters={
                "sliding_attention": {"rope_type": "default", "rope_theta": 5000.0},
                "full_attention": {"rope_type": "linear", "factor": 8.0, "rope_theta": 1e6},
            },
        ),
        None,
        "gemma",
    ),
    "phi3": (tf.Phi3Config, dict(sliding_window=9), "phi3", "sentencepiece"),
    "phi3-long": (
        tf.Phi3Config,
        dict(max_position_embeddings=1024, original_max_position_embeddings=256, **rope(1e4, **LONG_ROPE)),
        "phi3",
        "sentencepiece",
    ),
    "smollm3": (tf.SmolLM3Config, dict(num_hidden_layers=5, no_rope_layers=[1, 1, 1, 0, 1]), "smollm3", "llama-bpe"),
    "olmo2": (tf.Olmo2Config, {}, "olmo2", "dbrx"),
    "gpt2": (
        tf.GPT2Config,
        dict(n_embd=64, n_layer=4, n_head=4, n_positions=256, layer_norm_epsilon=1e-5),
        "gpt2",
        "gpt-2",
    ),
}


def tokenizer(kind):
    """A small tokenizer of a kind, trained on a few lines."""
    if kind in ("sentencepiece", "gemma"):
        result = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
        space = normalizers.Replace(" ", "▁")
        prefix = [normalizers.Prepend("▁")] if kind == "sentencepiece" else []
        result.normalizer = normalizers.Sequence(prefix + [space]) if prefix else space
        bytes_ = [f"<0x{byte:02X}>" for byte in range(256)]
        special = ["<s>", "</s>", "<unk>"]
        trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=special + bytes_, max_token_length=8)
        result.train_from_iterator([line for line in CORPUS], trainer)
        document = json.loads(result.to_str())
        document["added_tokens"] = [token for token in document["added_tokens"] if token["content"] in special]
        result = Tokenizer.from_str(json.dumps(document))
        steps = [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
        result.decoder = decoders.Sequence(steps + ([decoders.Strip(" ", 1, 0)] if prefix else []))
        result.post_processor = processors.TemplateProcessing(single="<s> $A", pair="<s> $A $B", special_tokens=[("<s>", 0)])
        return result
    result = Tokenizer(models.BPE(ignore_merges=kind in ("llama-bpe", "tekken")))
    if kind == "qwen2":
        result.normalizer = normalizers.NFC()
    pattern = {"llama-bpe": LLAMA3, "dbrx": LLAMA3, "qwen2": QWEN2, "tekken": TEKKEN}.get(kind)
    bytes_ = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=pattern is None)
    first = [pre_tokenizers.Split(Regex(pattern), "isolated")] if pattern else []
    if kind == "smollm":
        first = [pre_tokenizers.Digits(individual_digits=True)]
    result.pre_tokenizer = pre_tokenizers.Sequence(first + [bytes_]) if first else bytes_
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<s>", "<|end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )
    result.train_from_iterator(CORPUS, trainer)
    result.decoder = decoders.ByteLevel()
    if kind == "llama-bpe":
        result.post_processor = processors.Sequence(
            [
                processors.ByteLevel(trim_offsets=False),
                processors.TemplateProcessing(single="<s> $A", pair="<s> $A $B", special_tokens=[("<s>", 0)]),
            ]
        )
    return result


def random_texts(count):
    generator = random.Random(5)
    return ["".join(generator.choices(PIECES, k=generator.randint(1, 30))) for _ in range(count)]


def pair_neighbours(rows, heads):
    """transformers rotates element i of a head with i + size/2, GGUF's llama 2i with 2i + 1."""
    shape = rows.shape
    return rows.reshape(heads, 2, shape[0] // heads // 2, *shape[1:]).swapaxes(1, 2).reshape(shape)


def save_gguf(path, model, arch, kind, tokens):
    c = model.config
    writer = gguf.GGUFWriter(path, arch)
    heads, layers = c.num_attention_heads, c.num_hidden_layers
    kv_heads = getattr(c, "num_key_value_heads", heads)
    writer.add_block_count(layers)
    writer.add_embedding_length(c.hidden_size)
    writer.add_feed_forward_length(getattr(c, "intermediate_size", 4 * c.hidden_size))
    writer.add_context_length(c.max_position_embeddings)
    writer.add_head_count(heads)
    parameters = getattr(c, "rope_parameters", None) or {}
    if arch == "gpt2":
        writer.add_layer_norm_eps(c.layer_norm_epsilon)
    else:
        writer.add_head_count_kv(kv_heads)
        writer.add_layer_norm_rms_eps(c.rms_norm_eps)
        size = getattr(c, "head_dim", None) or c.hidden_size // heads
        writer.add_key_length(size)
        writer.add_value_length(size)
        writer.add_rope_dimension_count(size)
        writer.add_rope_freq_base(parameters.get("full_attention", parameters)["rope_theta"])
    if arch in ("gemma2", "gemma3") or (arch == "phi3" and c.sliding_window):
        writer.add_sliding_window(c.sliding_window)
    if arch == "gemma2":
        writer.add_attn_logit_softcapping(c.attn_logit_softcapping)
        writer.add_final_logit_softcapping(c.final_logit_softcapping)
    match parameters.get("rope_type"):
        case "linear":
            writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
            writer.add_rope_scaling_factor(parameters["factor"])
        case "yarn":
            writer.add_rope_scaling_type(gguf.RopeScalingType.YARN)
            writer.add_rope_scaling_factor(parameters["factor"])
            writer.add_rope_scaling_orig_ctx_len(parameters["original_max_position_embeddings"])
        case "llama3":
            inverse = model.model.rotary_emb.inv_freq.double()
            plain = parameters["rope_theta"] ** -(torch.arange(0, size, 2).double() / size)
            writer.add_tensor("rope_freqs.weight", (plain / inverse).float().numpy())
        case "longrope":
            writer.add_rope_scaling_orig_ctx_len(parameters["original_max_position_embeddings"])
            writer.add_rope_scaling_attn_factors(model.model.rotary_emb.attention_scaling)
            for name in ("long", "short"):
                factors = numpy.array(parameters[f"{name}_factor"], dtype=numpy.float32)
                writer.add_tensor(f"rope_factors_{name}.weight", factors)
    save_vocabulary(writer, kind, tokens)
    number = next(number for number, name in gguf.MODEL_ARCH_NAMES.items() if name == arch)
    names = gguf.get_tensor_name_map(number, layers)
    for key, value in model.state_dict().items():
        if key == "lm_head.weight" and c.tie_word_embeddings:
            continue
        array = value.float().numpy()
        if arch == "gpt2" and key.endswith(("c_attn.weight", "c_proj.weight", "c_fc.weight")):
            array = array.T
        if arch in ("llama", "smollm3"):
            if ".q_proj." in key:
                array = pair_neighbours(array, heads)
            if ".k_proj." in key:
                array = pair_neighbours(array, kv_heads)
        if arch.startswith("gemma") and key.endswith("norm.weight"):
            array = array + 1
        name = names.get_name(key, try_suffixes=(".weight", ".bias"))
        writer.add_tensor(name, numpy.ascontiguousarray(array))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def save_vocabulary(writer, kind, tokens):
    document = json.loads(tokens.to_str())
    vocabulary = sorted(document["model"]["vocab"].items(), key=lambda item: item[1])
    special = {token["content"] for token in document["added_tokens"]}
    texts = [text for text, _ in vocabulary]
    writer.add_token_list(texts)
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in document["model"]["merges"]]
    if kind in ("sentencepiece", "gemma"):
        writer.add_tokenizer_model("llama")
        rank = {}
        for number, merge in enumerate(merges):
            rank.setdefault(merge.replace(" ", ""), -float(number))
        writer.add_token_scores([rank.get(text, -1e6) for text in texts])
        kinds = [2 if text == "<unk>" else 3 if text in special else 6 if text.startswith("<0x") else 1 for text in texts]
        writer.add_add_space_prefix(kind == "sentencepiece")
    else:
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(kind)
        writer.add_token_merges(merges)
        kinds = [3 if text in special else 1 for text in texts]
    writer.add_token_types(kinds)
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(1)
    writer.add_add_bos_token(kind in ("sentencepiece", "gemma", "llama-bpe"))


def make(folder):
    for number, (name, (config_class, changes, arch, kind)) in enumerate(MODELS.items()):
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(number)
        shape = SHAPE | changes
        if config_class is tf.GPT2Config:
            shape = dict(vocab_size=VOCABULARY, bos_token_id=0, eos_token_id=1) | changes
        config = config_class(**shape)
        config._attn_implementation = "eager"
        model = tf.AutoModelForCausalLM.from_config(config).float().eval()
        isolated = name.startswith("gemma")
        for key, weights in model.named_parameters():
            if weights.dim() == 1:
                mean = 1.0 if "norm" in key.lower() or "ln_" in key else 0.0
                mean = 0.0 if key.endswith("bias") or isolated else mean
                torch.nn.init.normal_(weights, mean, 0.3)
            else:
                torch.nn.init.normal_(weights, 0, 0.2 if "embed" not in key and "wte" not in key else 0.5)
        # Some are saved in halves, and in several files.
        if number % 3 == 1:
            # The weights alone: the rotation's frequencies stay as they are.
            for weights in model.parameters():
                weights.data = weights.data.to(torch.float16 if number % 2 else torch.bfloat16).float()
        half = {1: torch.float16, 0: torch.bfloat16}[number % 2]
        copy = tf.AutoModelForCausalLM.from_config(config).eval()
        copy.load_state_dict(model.state_dict())
        if number % 3 == 1:
            copy = copy.to(half)
        copy.save_pretrained(place / "folder", max_shard_size="100KB" if number % 2 else "5GB")
        tokens = tokenizer(kind)
        tokens.save(str(place / "folder" / "tokenizer.json"))
        special = "</s>" if kind in ("sentencepiece", "gemma") else "<|end|>"
        tokenizer_config = {"bos_token": "<s>", "eos_token": special}
        (place / "folder" / "tokenizer_config.json").write_text(json.dumps(tokenizer_config))
        if arch:
            save_gguf(place / "model.gguf", model, arch, kind, tokens)

        texts = random_texts(150)
        # Control tokens in a text are text.
        tokens.encode_special_tokens = True
        ids = torch.randint(2, VOCABULARY - 30, (1, 60))
        soft = torch.randn(4, config.hidden_size) * 0.5
        soft.requires_grad_(True)
        with torch.no_grad():
            logits = model(ids).logits[0]
            loss = torch.nn.functional.cross_entropy(logits[:-1], ids[0, 1:])
            greedy, inputs = [], ids[:, :20]
            for _ in range(24):
                best = model(inputs).logits[0, -1].argmax()
                greedy.append(best.item())
                inputs = torch.cat([inputs, best.reshape(1, 1)], dim=1)
        rows = torch.cat([soft, model.get_input_embeddings()(ids)[0]])[None]
        predictions = model(inputs_embeds=rows).logits[0, -9:-1]
        soft_loss = torch.nn.functional.cross_entropy(predictions, ids[0, -8:])
        (gradient,) = torch.autograd.grad(soft_loss, soft)
        # Of all weights, when the text is learned.
        named = dict(model.named_parameters())
        learned = torch.nn.functional.cross_entropy(model(ids).logits[0, :-1], ids[0, 1:])
        gradients = torch.autograd.grad(learned, list(named.values()))
        save_file({key: value.contiguous() for key, value in zip(named, gradients)}, place / "gradients.safetensors")
        save_file(
            dict(logits=logits.contiguous(), loss=loss.reshape(1), soft_loss=soft_loss.detach().reshape(1), gradient=gradient),
            place / "reference.safetensors",
        )
        inputs = {
            "ids": ids[0].tolist(),
            "greedy": greedy,
            "soft": soft.detach().flatten().tolist(),
            "texts": texts,
            "tokens": [tokens.encode(text, add_special_tokens=False).ids for text in texts],
            "with_special": tokens.encode("a").ids,
        }
        (place / "inputs.json").write_text(json.dumps(inputs))
        print(f"{name}: made, logits up to {logits.abs().max():.3g}", flush=True)


def check(folder):
    failed = False
    for place in sorted(path.parent for path in folder.glob("*/inputs.json")):
        ids = torch.tensor([json.loads((place / "inputs.json").read_text())["ids"]])
        ours = load_file(place / "primer.safetensors")
        for kind in ("tuned", "from-gguf"):
            if kind not in ours:
                continue
            model, info = tf.AutoModelForCausalLM.from_pretrained(
                place / kind, dtype=torch.float32, output_loading_info=True, attn_implementation="eager"
            )
            with torch.no_grad():
                theirs = model.eval()(ids).logits[0]
            difference = (theirs - ours[kind]).abs().max().item()
            left = {key: value for key, value in info.items() if value}
            is_right = difference <= LIMIT and not left
            failed |= not is_right
            print(f"{'ok   ' if is_right else 'WRONG'} {place.name} {kind} in transformers: {difference:.2g}, {left or ''}")
    return failed


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder]:
            make(Path(folder))
        case ["check", folder]:
            sys.exit(1 if check(Path(folder)) else 0)
        case _:
            sys.exit(__doc__)
