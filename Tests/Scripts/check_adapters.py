"""Compares what Primer and Hugging Face's libraries compute from the same adapters and tuned models.

usage: python check_adapters.py make  FOLDER NAME=MODEL.gguf...    PEFT makes adapters and notes the logits they give
       PRIMER_ADAPTER_FILES=FOLDER swift test --filter AdapterFilesTests
                                                                   Primer compares its own logits from these adapters
                                                                   with PEFT's, and saves adapters, tuned models and
                                                                   logits of its own
       python check_adapters.py check FOLDER                       PEFT, transformers and llama.cpp load what Primer saved
                                                                   and compare

Tests/Scripts/check.sh does all of it.

NAME is a model as Tests/ModelTests/Fixtures/NAME.json calls it, whose texts are read, and the saved tokenizers tried
with. In FOLDER/NAME, `inputs.json` has the tokens, `base` is the model of the GGUF file, its weights decoded to 32-bit
floats; `peft-soft`, `peft-universal` (of kind MULTITASK_PROMPT_TUNING) and `peft-lora` are made by PEFT, `soft`,
`soft-first`, `universal`, `universal-task` (one of its tasks as a plain soft prompt), `lora`, `tuned` and `tuned.gguf`,
in the model's encoding of ENCODINGS, by Primer; the logits of the last token are in `peft.safetensors` and
`primer.safetensors`, Primer's tokens of random texts in `tokens.json`.

PEFT reads a soft prompt before everything. So do Primer's from PEFT, and `soft-first`; in `soft`, `universal` and
`universal-task` the embedding of the beginning token, where a model has one, is the first row, and the text has none.

Ends with status 1 when logits differ by more than 0.005, or tokens at all.
"""

import gc
import json
import random
import sys
from pathlib import Path

import torch
import xllamacpp
from peft import (
    LoraConfig,
    MultitaskPromptTuningConfig,
    PeftModel,
    PromptTuningConfig,
    PromptTuningInit,
    TaskType,
    get_peft_model,
)
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

FIXTURES = Path(__file__).parent.parent / "ModelTests" / "Fixtures"
# transformers takes long to read a GGUF file: between the models, not for each, both encodings come up.
ENCODINGS = {"smollm2-135m": "q8_0", "gemma3-270m": "f16", "pocket": "q8_0"}
# What llama.cpp is asked to go on with, and what must stand in it.
PROMPTS = {
    "smollm2-135m": ("The capital of France is", "Paris"),
    "gemma3-270m": ("The capital of France is", "capital"),
    "pocket": ("bread => pain\nbutter => beurre\ncheese =>", "fromage"),
}
# What random texts are made of, for the tokenizers.
PIECES = [*"ab d\n\té日本🙂1٣½Ⅷ▁<>'-_\u00a0\u3000\r"]
PIECES += ["  ", "   ", "\n\n", "<td>", "</td>", "don't", "<0x0A>", "e\u0301", " the", "ing"]
LIMIT = 0.005
# The tasks of a prompt for several.
TASKS = 2

torch.manual_seed(7)
torch.set_num_threads(2)


def gguf_model(path):
    """The model of a GGUF file in 32-bit floats. PEFT and others must not take it for a quantised one."""
    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32)
    model.config.__dict__.pop("quantization_config", None)
    model.is_quantized, model.hf_quantizer = False, None
    if hasattr(model, "quantization_method"):
        del model.quantization_method
    return model.eval()


def base_model(place):
    return AutoModelForCausalLM.from_pretrained(place / "base", dtype=torch.float32).eval()


@torch.no_grad()
def logits(model, inputs, with_beginning=True, task=None):
    beginning = inputs["beginning"] if with_beginning else []
    texts = [torch.tensor([beginning + ids]) for ids in inputs["ids"]]
    chosen = {} if task is None else {"task_ids": torch.tensor([task])}
    return [model(input_ids=ids, **chosen).logits[0, -1].float().contiguous() for ids in texts]


def random_texts(count):
    generator = random.Random(5)
    return ["".join(generator.choices(PIECES, k=generator.randint(1, 30))) for _ in range(count)]


def make(folder, models):
    for name, _, gguf in (model.partition("=") for model in models):
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        path = Path(gguf).resolve()
        fixture = json.loads((FIXTURES / f"{name}.json").read_text())
        inputs = {
            "gguf": str(path),
            "encoding": ENCODINGS[name],
            "beginning": fixture["bos"],
            "ids": [case["ids"] for case in fixture["tokenize"][:3]],
            "texts": random_texts(3000),
        }
        (place / "inputs.json").write_text(json.dumps(inputs))
        numbers = {}

        model = gguf_model(path)
        model.save_pretrained(place / "base")
        spread = model.get_input_embeddings()(torch.arange(500)).std().item()
        soft = get_peft_model(
            model,
            PromptTuningConfig(
                task_type=TaskType.CAUSAL_LM,
                num_virtual_tokens=5,
                prompt_tuning_init=PromptTuningInit.RANDOM,
            ),
        ).eval()
        rows = torch.randn(5, model.config.hidden_size) * spread
        soft.prompt_encoder["default"].embedding.weight.data = rows
        soft.save_pretrained(place / "peft-soft")
        numbers |= {f"soft.{i}": row for i, row in enumerate(logits(soft, inputs))}
        del soft, model
        gc.collect()

        universal = get_peft_model(
            base_model(place),
            MultitaskPromptTuningConfig(task_type=TaskType.CAUSAL_LM, num_virtual_tokens=5, num_tasks=TASKS, num_ranks=2),
        ).eval()
        encoder = universal.prompt_encoder["default"]
        encoder.embedding.weight.data = torch.randn_like(encoder.embedding.weight) * spread
        for factors in (encoder.prefix_task_cols, encoder.prefix_task_rows):
            factors.data = torch.randn_like(factors)
        universal.save_pretrained(place / "peft-universal")
        for task in range(TASKS):
            rows = logits(universal, inputs, task=task)
            numbers |= {f"universal-{task}.{i}": row for i, row in enumerate(rows)}
        del universal
        gc.collect()

        lora = get_peft_model(
            base_model(place),
            LoraConfig(
                task_type=TaskType.CAUSAL_LM,
                r=4,
                lora_alpha=6,
                target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
            ),
        ).eval()
        for key, weights in lora.named_parameters():
            if "lora_B" in key:
                torch.nn.init.normal_(weights, 0, 0.02)
        lora.save_pretrained(place / "peft-lora")
        numbers |= {f"lora.{i}": row for i, row in enumerate(logits(lora, inputs))}
        save_file(numbers, place / "peft.safetensors")
        print(f"{name}: PEFT has saved a soft prompt, a universal prompt and a LoRA")
        del lora
        gc.collect()


class Report:
    def __init__(self):
        self.failed = False

    def compare(self, what, theirs, ours):
        difference = max((a - b).abs().max().item() for a, b in zip(theirs, ours, strict=True))
        finite = all(torch.isfinite(row).all() for row in ours)
        self.say(what, finite and difference <= LIMIT, f"logits differ by {difference:.2g} at most")

    def say(self, what, is_right, text):
        self.failed |= not is_right
        print(f"{'ok   ' if is_right else 'WRONG'} {what}: {text}", flush=True)


def check(folder):
    report = Report()
    for place in sorted(path.parent for path in folder.glob("*/inputs.json")):
        name = place.name
        inputs = json.loads((place / "inputs.json").read_text())
        ours = load_file(place / "primer.safetensors")

        def noted(kind):
            return [ours[f"{kind}.{i}"] for i in range(len(inputs["ids"]))]

        for kind in ("soft", "soft-first", "universal-task", "lora"):
            model = PeftModel.from_pretrained(base_model(place), place / kind).eval()
            found = logits(model, inputs, kind not in ("soft", "universal-task"))
            report.compare(f"{name} {kind} in PEFT", found, noted(kind))
            del model
            gc.collect()

        model = PeftModel.from_pretrained(base_model(place), place / "universal").eval()
        for task in range(TASKS):
            found = logits(model, inputs, with_beginning=False, task=task)
            report.compare(f"{name} universal, task {task}, in PEFT", found, noted(f"universal-{task}"))
        del model
        gc.collect()

        model, info = AutoModelForCausalLM.from_pretrained(
            place / "tuned", dtype=torch.float32, output_loading_info=True
        )
        report.compare(f"{name} tuned weights in transformers", logits(model.eval(), inputs), noted("tuned"))
        left = {key: value for key, value in info.items() if value}
        report.say(f"{name} tuned weights in transformers", not left, f"left over or missing: {left or 'nothing'}")
        del model
        gc.collect()
        check_tokenizer(name, place, inputs["texts"], report)

        path = place / "tuned.gguf"
        what = f"{name} {path.name} ({inputs['encoding']})"
        report.compare(f"{what} in transformers", logits(gguf_model(path), inputs), noted("gguf"))
        gc.collect()
        check_llama_cpp(what, path, PROMPTS[name], report)
    return report.failed


def check_tokenizer(name, place, texts, report):
    tokenizer = AutoTokenizer.from_pretrained(place / "tuned")
    fixture = json.loads((FIXTURES / f"{name}.json").read_text())
    cases = [(case["text"], case["ids"]) for case in fixture["tokenize"]]
    cases += zip(texts, json.loads((place / "tokens.json").read_text()), strict=True)
    wrong = [text for text, ids in cases if tokenizer(text, add_special_tokens=False).input_ids != ids]
    report.say(f"{name} tokenizer", not wrong, f"{len(cases)} texts, other tokens in {wrong[:5] or 'none'}")
    whole = [case["text"] for case in fixture["tokenize"] if tokenizer.decode(case["ids"]) != case["text"]]
    report.say(f"{name} tokenizer", not whole, f"texts that are not given back: {whole or 'none'}")
    with_special = tokenizer("a").input_ids
    bare = tokenizer("a", add_special_tokens=False).input_ids
    report.say(f"{name} tokenizer", with_special == fixture["bos"] + bare, f"'a' with special tokens is {with_special}")


def check_llama_cpp(what, path, prompt, report):
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = 256
    params.n_parallel = 1
    params.cpuparams.n_threads = 2
    server = xllamacpp.Server(params)
    question, expected = prompt
    answer = server.handle_completions({"prompt": question, "max_tokens": 8, "temperature": 0})
    text = answer["choices"][0]["text"]
    report.say(f"{what} in llama.cpp", expected in text, f"{question!r} goes on {text!r}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder, *models] if models:
            make(Path(folder), models)
        case ["check", folder]:
            sys.exit(1 if check(Path(folder)) else 0)
        case _:
            sys.exit(__doc__)
