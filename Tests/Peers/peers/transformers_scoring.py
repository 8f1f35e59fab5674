"""Times scoring the expected answers of examples under written prompts, sorted by length and in batches.
usage: transformers_scoring.py GGUF DATASET.tsv EXAMPLES PROMPTS.json padded|shared THREADS

Logits are made for the answers' tokens alone. With `shared`, a prompt is read once and its cache copied for each batch."""

import copy
import json
import sys
import time

import torch

from models import beginning, load, pairs, peak_megabytes

BATCH = 32

path, data, count, prompts, way, threads = *sys.argv[1:3], int(sys.argv[3]), *sys.argv[4:6], int(sys.argv[6])
torch.set_num_threads(threads)
model, tokenizer = load(path)
model.eval()
examples, first = pairs(data)[:count], beginning(model, tokenizer)
encode = lambda texts: tokenizer(texts, add_special_tokens=False).input_ids


def common_length(rows):
    """How many tokens all rows begin with; at least one is left of each."""
    least = min(len(row) for row in rows) - 1
    return next((i for i in range(least) if len({row[i] for row in rows}) > 1), least)


def score(prompt):
    questions = [first + ids for ids in encode([f"{prompt}{question} =>" for question, _ in examples])]
    answers = encode([f" {answer}\n" for _, answer in examples])
    shared = common_length(questions) if way == "shared" else 0
    prefix = model.model(torch.tensor([questions[0][:shared]]), use_cache=True).past_key_values if shared else None
    order = sorted(range(len(examples)), key=lambda i: len(questions[i]) + len(answers[i]))
    total, tokens, right = 0.0, 0, 0
    for start in range(0, len(order), BATCH):
        batch = [(questions[i][shared:], answers[i]) for i in order[start:start + BATCH]]
        width = max(len(question) + len(answer) - 1 for question, answer in batch)
        ids, mask = torch.zeros(len(batch), width, dtype=torch.long), torch.zeros(len(batch), shared + width, dtype=torch.long)
        rows, columns, targets = [], [], []
        for row, (question, answer) in enumerate(batch):
            end = len(question) + len(answer) - 1
            ids[row, :end] = torch.tensor(question + answer[:-1])
            mask[row, :shared + end] = 1
            rows += [row] * len(answer)
            columns += range(end - len(answer), end)
            targets += answer
        options = {"use_cache": False}
        if prefix is not None:
            options = {"past_key_values": copy.deepcopy(prefix), "use_cache": True}
            options["past_key_values"].batch_repeat_interleave(len(batch))
        hidden = model.model(ids, attention_mask=mask, **options).last_hidden_state
        logits = model.lm_head(hidden[rows, columns])
        targets = torch.tensor(targets)
        total += torch.nn.functional.cross_entropy(logits, targets, reduction="sum").item()
        tokens += len(targets)
        matches = torch.zeros(len(batch), dtype=torch.long).index_add_(
            0, torch.tensor(rows), (logits.argmax(-1) == targets).long())
        right += sum(int(matches[row]) == len(answer) for row, (_, answer) in enumerate(batch))
    return {"loss": total / tokens, "right": right}


rows = []
with torch.inference_mode():
    for prompt in json.load(open(prompts)):
        start = time.time()
        row = score(prompt)
        rows.append({"seconds": time.time() - start} | row)
print(json.dumps({"rows": rows, "peak-megabytes": peak_megabytes()}))
