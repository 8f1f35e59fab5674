"""Writes how the `tokenizers` library cuts random texts into words, by the patterns of several families.

usage: make_words.py FOLDER        (needs tokenizers)
"""
import json, random, sys
from tokenizers import Regex, pre_tokenizers

LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
TEKKEN = (
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
    r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
    r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
PIECES = [*"abdQ \n\té日🙂1٣½Ⅷ'-_/\u00a0\u3000\r", "ſ", "ǅ", "ʰ", "\u0301", "한", "क\u094dष", "ไ", "  ", "\n\n", " \r\n", "\n "]
PIECES += ["don't", "DON'T", "I'LL", "'Re", "'ſ", "e\u0301", " the", "12345", "HelloWorld", "//", "?!\n", "\u0085", "\u200d", "1a", "A1", "XMLHttp"]


def split(pattern):
    return pre_tokenizers.Split(Regex(pattern), "isolated")


CUTTERS = {
    "gpt-2": split(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"),
    "smollm": pre_tokenizers.Sequence([
        pre_tokenizers.Digits(individual_digits=True),
        split(r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"),
    ]),
    "llama-bpe": split(LLAMA3),
    "qwen2": split(LLAMA3.replace("{1,3}", "")),
    "tekken": split(TEKKEN),
}
generator = random.Random(11)
texts = ["".join(generator.choices(PIECES, k=generator.randint(2, 14))) for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 60)]
json.dump(
    {name: [[word for word, _ in cutter.pre_tokenize_str(text)] for text in texts] for name, cutter in CUTTERS.items()},
    open(f"{sys.argv[1]}/words.json", "w"), ensure_ascii=True)
