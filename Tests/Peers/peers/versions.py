"""Prints which versions of the libraries are here."""

from importlib.metadata import version

names = {"llama.cpp (xllamacpp)": "xllamacpp", "PyTorch": "torch", "transformers": "transformers", "PEFT": "peft"}
print(", ".join(f"{name} {version(package)}" for name, package in names.items()))
