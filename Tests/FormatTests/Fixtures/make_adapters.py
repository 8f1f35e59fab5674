"""Saves adapters of a tiny Llama with PEFT, into adapters/: LoRA, prompt tuning, multitask prompt tuning.

usage: python make_adapters.py [FOLDER]      needs: pip install torch transformers peft
"""

import sys
from pathlib import Path

import torch
from peft import LoraConfig, MultitaskPromptTuningConfig, PromptTuningConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "adapters"
sizes = dict(vocab_size=16, hidden_size=8, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2)

configurations = {
    "lora": LoraConfig(
        r=2, lora_alpha=3, lora_dropout=0.05, target_modules=["q_proj", "v_proj"], use_rslora=True, task_type="CAUSAL_LM"
    ),
    "prompt": PromptTuningConfig(num_virtual_tokens=3, task_type="CAUSAL_LM"),
    "multitask": MultitaskPromptTuningConfig(num_virtual_tokens=3, num_tasks=2, num_ranks=2, task_type="CAUSAL_LM"),
}
for name, configuration in configurations.items():
    torch.manual_seed(1)
    configuration.base_model_name_or_path = "tiny/llama"
    base = LlamaForCausalLM(LlamaConfig(**sizes, num_key_value_heads=1))
    base.name_or_path = "tiny/llama"
    model = get_peft_model(base, configuration)
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if "lora_B" in parameter_name:
                parameter.copy_(torch.randn_like(parameter))
    model.save_pretrained(folder / name)
    (folder / name / "README.md").unlink()
