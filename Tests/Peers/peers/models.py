"""Models of GGUF files in transformers, and the memory that a process took."""

import os
import resource

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def load(path):
    """A model in 32-bit floats, and its tokenizer."""
    folder, file = os.path.split(os.path.abspath(path))
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=file)
    model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file, dtype=torch.float32)
    # It is no longer quantised, and PEFT must not take it for such a model.
    model.config.__dict__.pop("quantization_config", None)
    model.is_quantized, model.hf_quantizer = False, None
    if hasattr(model, "quantization_method"):
        del model.quantization_method
    return model, tokenizer


def beginning(model, tokenizer):
    """The token that texts begin with, where a model wants one."""
    return [tokenizer.bos_token_id] if model.config.model_type.startswith("gemma") else []


def pairs(path):
    """Questions and answers of a data set: the first two columns below the heading."""
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    return [(cells[0], cells[1]) for cells in lines[1:] if len(cells) > 1]


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
