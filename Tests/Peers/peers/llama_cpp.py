"""Times reading prompts and writing 64 tokens behind them with llama.cpp. usage: llama_cpp.py GGUF THREADS CONTEXT..."""

import json
import sys

import xllamacpp

path, threads, *contexts = sys.argv[1], *map(int, sys.argv[2:])
parameters = xllamacpp.CommonParams()
parameters.model.path = path
parameters.n_ctx = max(contexts) + 256
parameters.n_parallel = 1
parameters.warmup = False
parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
server = xllamacpp.Server(parameters)


def timings(text, count):
    answer = server.handle_completions({"prompt": text, "max_tokens": count, "temperature": 0, "cache_prompt": False,
                                        "ignore_eos": True})
    return (json.loads(answer) if isinstance(answer, (str, bytes)) else answer)["timings"]


timings("Once", 2)
rows = []
for context in contexts:
    # A sentence has eight tokens.
    found = timings("The history of the city of Paris begins " * (context // 8), 64)
    rows.append({"prompt": found["prompt_n"], "read": found["prompt_per_second"], "written": found["predicted_per_second"]})
print(json.dumps({"rows": rows}))
