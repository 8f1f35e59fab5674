"""Opens files that Primer wrote with the libraries of other programs, and compares.

usage: python check_files.py [--original MODEL.gguf] [--base MODEL] PATH...

    FILE.safetensors   the safetensors library reads it, and writes the same bytes for its tensors; of tensors called
                       NAME.f16, NAME.bf16 and NAME.f32, torch makes the same bits
    FILE.gguf          the gguf package reads it; of tensors called NAME.TYPE and NAME.f32, or with --original of those
                       in that file, it makes the same bits; with --original the metadata are the same, but for
                       the type of file
    FILE.json          Python's json module writes the same bytes (indent=2, sort_keys=True)
    FOLDER             of an adapter: PEFT loads it into the model --base (a name on the hub or a folder), or into a
                       random Llama of fitting size, every number in its place;
                       of a model (config.json): transformers loads it, no weight missing and none left over;
                       else: everything in it

Ends with status 1 if anything is wrong. Needs what requirements.txt names.
"""

import argparse
import json
import math
import sys
from pathlib import Path

import numpy as np

# Metadata that say how the tensors are stored.
STORAGE_KEYS = {"general.file_type", "general.quantization_version"}


def check(condition, problem):
    if not condition:
        raise AssertionError(problem)


def check_safetensors(path):
    import torch
    from safetensors import safe_open
    from safetensors.torch import save

    with safe_open(path, "pt") as file:
        metadata = file.metadata()
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    for name, tensor in tensors.items():
        check(torch.isfinite(tensor).all(), f"{name} has numbers that are not finite")
        stem, _, ending = name.rpartition(".")
        if ending in ("f16", "bf16") and f"{stem}.f32" in tensors:
            check(torch.equal(tensors[f"{stem}.f32"].to(tensor.dtype), tensor), f"torch makes other bits of {name}")
    ours, theirs = safetensors_parts(path.read_bytes()), safetensors_parts(save(tensors, metadata))
    check(ours == theirs, "the library writes other bytes")
    return f"{len(tensors)} tensors"


def safetensors_parts(data):
    """The header and the numbers; the library writes several metadata in an order by chance."""
    length = int.from_bytes(data[:8], "little")
    return length, json.loads(data[8 : 8 + length]), data[8 + length :]


def check_gguf(path, original):
    from gguf import GGMLQuantizationType, GGUFReader
    from gguf.quants import dequantize, quantize

    def floats(tensor):
        return dequantize(np.array(tensor.data), tensor.tensor_type)

    reader = GGUFReader(path)
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    for name, tensor in tensors.items():
        check(np.isfinite(floats(tensor)).all(), f"{name} has numbers that are not finite")

    if original:
        source = GGUFReader(original)
        sources = {tensor.name: tensor for tensor in source.tensors}
        check(list(sources) == list(tensors), "the tensors are not those of the original")
        check_metadata(reader, source)
    else:
        sources = {name: tensors.get(name.rpartition(".")[0] + ".f32") for name in tensors}
    compared = 0
    for name, tensor in tensors.items():
        if sources[name] is None:
            continue
        check(list(tensor.shape) == list(sources[name].shape), f"{name} has another shape")
        if tensor.tensor_type == sources[name].tensor_type:
            expected = np.array(sources[name].data)
        else:
            expected = quantize(floats(sources[name]), tensor.tensor_type)
        check(np.array(tensor.data).tobytes() == expected.tobytes(), f"the gguf package makes other bits of {name}")
        compared += 1
    types = sorted({GGMLQuantizationType(tensor.tensor_type).name for tensor in reader.tensors})
    return f"{len(tensors)} tensors ({', '.join(types)}), {compared} compared, {len(reader.fields)} metadata values"


def check_metadata(reader, source):
    def values(file):
        return {
            key: (field.types, [part.tobytes() for part in field.parts])
            for key, field in file.fields.items()
            if not key.startswith("GGUF.") and key not in STORAGE_KEYS
        }

    ours, theirs = values(reader), values(source)
    check(list(ours) == list(theirs), f"other metadata keys: {set(ours) ^ set(theirs)}")
    for key in ours:
        check(ours[key] == theirs[key], f"the metadata value {key} is another")


def check_json(path):
    text = path.read_text(encoding="utf-8")
    expected = json.dumps(json.loads(text), indent=2, sort_keys=True)
    check(text in (expected, expected + "\n"), "Python writes this document in another way")
    return "as Python writes it"


def llama_for(config, tensors):
    """A random Llama that the adapter fits: its sizes are those of the adapter's tensors."""
    from transformers import LlamaConfig, LlamaForCausalLM

    def size(module, part, dimension, default):
        shapes = [t.shape[dimension] for name, t in tensors.items() if f".{module}.lora_{part}." in name]
        return shapes[0] if shapes else default

    if config.peft_type == "LORA":
        modules = ("q_proj", "k_proj", "v_proj", "gate_proj", "up_proj")
        width = next((w for module in modules if (w := size(module, "A", 1, 0))), 64)
        layers = 1 + max(int(name.split(".layers.")[1].split(".")[0]) for name in tensors)
        head = math.gcd(size("q_proj", "B", 0, width), size("k_proj", "B", 0, width), size("v_proj", "B", 0, width))
        heads = size("q_proj", "B", 0, width) // head
    else:
        width, layers, heads = config.token_dim, config.num_layers, config.num_attention_heads
        head = width // heads
    key_heads = size("k_proj", "B", 0, size("v_proj", "B", 0, heads * head)) // head
    inner = size("gate_proj", "B", 0, size("up_proj", "B", 0, size("down_proj", "A", 1, 2 * width)))
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=64,
            hidden_size=width,
            intermediate_size=inner,
            num_hidden_layers=layers,
            num_attention_heads=heads,
            num_key_value_heads=key_heads,
            head_dim=head,
        )
    )


def check_adapter(path, base):
    import torch
    from peft import PeftConfig, PeftModel, get_peft_model_state_dict
    from safetensors.torch import load_file
    from transformers import AutoModelForCausalLM

    check_json(path / "adapter_config.json")
    check_safetensors(path / "adapter_model.safetensors")
    config = PeftConfig.from_pretrained(path)
    tensors = load_file(path / "adapter_model.safetensors")
    torch.manual_seed(0)
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32) if base else llama_for(config, tensors)
    model.eval()
    ids = torch.arange(1, 9)[None]
    plain = model(ids).logits.detach()

    adapted = PeftModel.from_pretrained(model, path).eval()
    loaded = get_peft_model_state_dict(adapted, save_embedding_layers=False)
    check(loaded.keys() == tensors.keys(), f"PEFT has other tensors: {loaded.keys() ^ tensors.keys()}")
    for name, tensor in tensors.items():
        check(torch.equal(loaded[name].float().cpu(), tensor.float()), f"PEFT has other numbers in {name}")
    more = {"task_ids": torch.tensor([0])} if config.peft_type == "MULTITASK_PROMPT_TUNING" else {}
    logits = adapted(ids, **more).logits.detach()
    check(torch.isfinite(logits).all(), "the logits are not finite")
    check(not torch.allclose(logits[:, -plain.shape[1] :], plain), "the adapter changes nothing")
    return f"{config.peft_type.value}, {sum(t.numel() for t in tensors.values())} numbers"


def check_model(path):
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    check_json(path / "config.json")
    weights = check_safetensors(path / "model.safetensors")
    model, report = AutoModelForCausalLM.from_pretrained(path, output_loading_info=True)
    for problem in ("missing_keys", "unexpected_keys", "mismatched_keys"):
        check(not report[problem], f"{problem}: {report[problem]}")
    check(torch.isfinite(model(torch.arange(1, 5)[None]).logits).all(), "the logits are not finite")
    if (path / "tokenizer.json").exists():
        AutoTokenizer.from_pretrained(path)
    return weights


def checks(path, options):
    """The checks for a path, each with the path it is for."""
    if path.is_dir() and (path / "adapter_config.json").exists():
        yield path, lambda: check_adapter(path, options.base)
    elif path.is_dir() and (path / "config.json").exists():
        yield path, lambda: check_model(path)
    elif path.is_dir():
        for inner in sorted(path.iterdir()):
            yield from checks(inner, options)
    elif path.suffix == ".safetensors":
        yield path, lambda: check_safetensors(path)
    elif path.suffix == ".gguf":
        yield path, lambda: check_gguf(path, options.original)
    elif path.suffix == ".json":
        yield path, lambda: check_json(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--original", type=Path, help="the GGUF file that the others were made from")
    parser.add_argument("--base", help="the model that adapters belong to")
    parser.add_argument("paths", type=Path, nargs="+")
    options = parser.parse_args()

    all_checks = [pair for path in options.paths for pair in checks(path, options)]
    failures = 0 if all_checks else 1
    for path, run in all_checks:
        try:
            print(f"{path}: {run()}")
        except Exception as error:  # Whatever a library makes of a wrong file, the others are still checked.
            failures += 1
            print(f"{path}: WRONG: {type(error).__name__}: {error}")
    if not all_checks:
        print("nothing to check")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
