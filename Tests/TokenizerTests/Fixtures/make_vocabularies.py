"""Trains two tiny vocabularies and writes them with the ids that Hugging Face's `tokenizers` gives for a list of texts:
`byte-level.json` (GPT-2's and SmolLM's words) and `sentencepiece.json` (scores and byte fallback, as Gemma's).

usage: python make_vocabularies.py [FOLDER]      needs: pip install tokenizers
"""

import json
import sys
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, trainers

CORPUS = [
    "the cat sat on the mat, and the other cats don't like that they can't sit there",
    "bread => pain butter => beurre cheese => fromage water => eau egg => œuf",
    "déjà vu, naïve façade: l'été dernier à la crème brûlée, garçon; Straße, Größe",
    "in 1999 there were 12345 of them, 3.14 and 1,000 (12%)",
    "we'll they're I've he's I'd I'm it's we'd you'll you're they've",
    "日本語と中文 日本 中国 日本語 Привет мир, привет Ελληνικά",
    "spaces   and    more     spaces, tabs\tand\ttabs, lines\n\nand lines\n",
    "🙂 🙂👍 🙂",
] * 4

TEXTS = [
    "", " ", "  ", "   ", "a", "the cat sat on the mat", "bread => pain", "   leading", "trailing   ", "x\r\ny",
    "Hello, world!  Two  spaces\tand\ttabs\n\nnewlines", "line\n  indented\n\tand\t\ttabs \n \n", "\n", "\n\n\n", "\t\t ",
    "I'll we've don't CAN'T they're 'tis 's' it's'ss l'été ' '' 'r 'v 'l", "''s \"'t", "!?... (a) [b] {c} ==>",
    "déjà vu, naïve façade — œuvre", "de\u0301ja\u0300 vu nai\u0308ve", "é e\u0301 \u0301 \u0300a", "ÅÅ\u212b",
    "price: $1,234.56 (12%)", "1", "12 345", "a1b22c333", "  12  3", " ½ ² Ⅷ ٣٤ १२", "x²y", "日本語と中文",
    "日本語\u3000中文。", "한국어 ไทย العربية עברית हिन्दी", "Привет, мир", "🙂👍🏽 emoji", "👨\u200d👩\u200d👧 🇫🇷 ❤\ufe0f",
    "a\u00a0b\u2003 c\u2028d\u0085e", "\ufeffbom \u200bzero", "\x00\x01\x1b\x7f", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈 \U0010ffff", "aaaaaaaaaaaaa",
    "thethethethe", "the  cat   sat    on", "<b>bold</b> <b", "<|end|> not the end <|end", "<bos><eos>", "<0x41> <0x0A>", "\ue000",
]
"""No `▁` among them: SentencePiece takes it for a space."""


def ids(tokenizer: Tokenizer, special: bool) -> list[list[int]]:
    tokenizer.encode_special_tokens = not special
    return [tokenizer.encode(text, add_special_tokens=False).ids for text in TEXTS]


def byte_level() -> dict:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.train_from_iterator(
        CORPUS,
        trainers.BpeTrainer(
            vocab_size=420, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), special_tokens=["<|end|>"],
            show_progress=False,
        ),
    )
    model = json.loads(tokenizer.to_str())["model"]
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    gpt2 = ids(tokenizer, special=False)
    special = ids(tokenizer, special=True)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    smollm = ids(tokenizer, special=False)
    return {
        "tokens": tokens,
        "kinds": [3 if token == "<|end|>" else 1 for token in tokens],
        "merges": [" ".join(pair) for pair in model["merges"]],
        "cases": [
            {"text": text, "gpt-2": a, "smollm": b, "special": c} for text, a, b, c in zip(TEXTS, gpt2, smollm, special)
        ],
    }


def sentencepiece() -> dict:
    control = ["<pad>", "<eos>", "<bos>", "<unk>"]
    defined = ["\n", "\n\n", "  ", "   ", "    ", "\t", "<b>", "</b>"]
    spelt_bytes = [f"<0x{byte:02X}>" for byte in range(256)]
    trained = Tokenizer(models.BPE())
    # As SentencePiece does by default, train on words that carry the space before them.
    trained.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="never")
    trained.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=300, show_progress=False))
    vocabulary = json.loads(trained.to_str())["model"]["vocab"]
    plain = [token for token in sorted(vocabulary, key=vocabulary.get) if token not in defined]
    characters = [token for token in plain if len(token) == 1]
    merged = [token for token in plain if len(token) > 1]
    tokens = control + defined + spelt_bytes + merged + characters
    scores = [0.0] * (len(tokens) - len(plain)) + [-float(rank) for rank in range(len(plain))]
    kinds = [2 if token == "<unk>" else 3 for token in control] + [4] * len(defined) + [6] * 256 + [1] * len(plain)

    # Every way to cut a token in two is a merge, as early as the token's score is high.
    known = {token: index for index, token in enumerate(tokens)}
    merges = [
        (token[:cut], token[cut:])
        for token in merged
        for cut in range(1, len(token))
        if token[:cut] in known and token[cut:] in known
    ]
    tokenizer = Tokenizer(models.BPE(known, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in control])
    tokenizer.add_tokens([AddedToken(token, normalized=False, special=False) for token in defined])
    plain_ids = ids(tokenizer, special=False)
    special_ids = ids(tokenizer, special=True)
    return {
        "tokens": tokens,
        "kinds": kinds,
        "scores": scores,
        "cases": [{"text": t, "plain": a, "special": b} for t, a, b in zip(TEXTS, plain_ids, special_ids)],
    }


def lines(value: dict) -> str:
    """JSON with a case a line, so that a change of one shows as one."""
    def text(item):
        return json.dumps(item, ensure_ascii=True)
    cases = ",\n".join("  " + text(case) for case in value["cases"])
    rest = "".join(f' "{key}": {text(item)},\n' for key, item in value.items() if key != "cases")
    return "{\n" + rest + ' "cases": [\n' + cases + "\n ]\n}\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    (folder / "byte-level.json").write_text(lines(byte_level()))
    (folder / "sentencepiece.json").write_text(lines(sentencepiece()))
