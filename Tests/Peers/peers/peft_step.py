"""Times training steps the usual way: transformers and PEFT, right padding, labels masked to the answer.
usage: peft_step.py GGUF DATASET.tsv soft|lora|full STEPS THREADS"""

import json
import random
import sys
import time

started = time.time()

import torch
from peft import LoraConfig, PromptTuningConfig, PromptTuningInit, TaskType, get_peft_model

from models import beginning, load, pairs, peak_megabytes

path, data, method, steps, threads = *sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5])
torch.set_num_threads(threads)
torch.manual_seed(0)
random.seed(0)
model, tokenizer = load(path)
model.train()
loaded = time.time() - started

if method == "soft":
    model = get_peft_model(model, PromptTuningConfig(
        task_type=TaskType.CAUSAL_LM, num_virtual_tokens=8, prompt_tuning_init=PromptTuningInit.RANDOM))
elif method == "lora":
    model = get_peft_model(model, LoraConfig(
        task_type=TaskType.CAUSAL_LM, r=8, lora_alpha=16, target_modules=["q_proj", "v_proj"]))
learned = [parameter for parameter in model.parameters() if parameter.requires_grad]
rate = {"soft": 0.02, "lora": 1e-3, "full": 3e-5}[method]
optimiser = torch.optim.AdamW(learned, lr=rate, weight_decay=0)

examples, first = pairs(data), beginning(model, tokenizer)
encode = lambda text: tokenizer(text, add_special_tokens=False).input_ids
times = []
for _ in range(steps):
    rows = [(first + encode(question + " =>"), encode(" " + answer + "\n")) for question, answer in random.sample(examples, 16)]
    width = max(len(question) + len(answer) for question, answer in rows)
    ids = torch.zeros(16, width, dtype=torch.long)
    labels, mask = torch.full((16, width), -100), torch.zeros(16, width, dtype=torch.long)
    for row, (question, answer) in enumerate(rows):
        end = len(question) + len(answer)
        ids[row, :end] = torch.tensor(question + answer)
        labels[row, len(question):end] = torch.tensor(answer)
        mask[row, :end] = 1
    start = time.time()
    loss = model(input_ids=ids, attention_mask=mask, labels=labels).loss
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    times.append(time.time() - start)
print(json.dumps({
    "load": loaded, "median": sorted(times)[len(times) // 2], "least": min(times),
    "learned": sum(parameter.numel() for parameter in learned), "peak-megabytes": peak_megabytes(), "loss": loss.item(),
}))
