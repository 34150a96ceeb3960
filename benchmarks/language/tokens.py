"""How many words of the treebanks does `onrecord.language.tokens` find: precision, recall and F1 of their spans.

usage: tokens.py --data FOLDER [--test] [--train] [--worst COUNT] [FILE.conllu …]

FOLDER holds `treebanks/ud_ewt`, `treebanks/gum_open` and `treebanks/ud_pud`. Without --test the dev parts are scored,
with it the test parts and PUD: rules are made on the train parts, checked on the dev parts, and never on the others.

The text of a paragraph is its sentences (`# text`) joined by one space. A word counts if both its ends are right. The
words of a multi-word token (`don't` = `do` + `n't`) have spans of their own if together they spell it, which all do in
these treebanks; else they share the token's. --worst prints the most frequent differences.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord.language.tokens import spans
from training.corpora import conllu

Spans = list[tuple[int, int]]

PARTS = {
    "train": ("ud_ewt/en_ewt-ud-train", "gum_open/en_gumopen-ud-train"),
    "dev": ("ud_ewt/en_ewt-ud-dev", "gum_open/en_gumopen-ud-dev"),
    "test": ("ud_ewt/en_ewt-ud-test", "gum_open/en_gumopen-ud-test", "ud_pud/en_pud-ud-test"),
}


def paragraphs(path: Path) -> Iterator[tuple[str, Spans]]:
    """The paragraphs of a CoNLL-U file: text, and spans of its words."""
    text, words = "", []
    for sentence in (sentence for document in conllu(path, path.stem) for sentence in document.sentences):
        if sentence.paragraph and text:
            yield text, words
            text, words = "", []
        text += " " * bool(text)
        words += [(start + len(text), end + len(text)) for start, end in sentence.spans]
        text += sentence.text
    if text:
        yield text, words


def differences(text: str, gold: Spans, found: Spans) -> Iterator[tuple[str, str]]:
    """The stretches of a text on which the two do not agree, in gold words and in words found."""
    wrong: list[list[int]] = []
    for start, end in sorted(set(gold) ^ set(found)):
        if wrong and start < wrong[-1][1]:
            wrong[-1][1] = max(end, wrong[-1][1])
        else:
            wrong.append([start, end])
    for first, last in wrong:
        inside = [[text[a:b] for a, b in words if first <= a and b <= last] for words in (gold, found)]
        yield " ".join(inside[0]), " ".join(inside[1])


def report(path: Path, worst: int) -> None:
    """Score one file and print."""
    right = gold_count = found_count = 0
    wrong: Counter[tuple[str, str]] = Counter()
    seconds = 0.0
    for text, gold in paragraphs(path):
        started = time.process_time()
        found = spans(text)
        seconds += time.process_time() - started
        right += len(set(gold) & set(found))
        gold_count += len(gold)
        found_count += len(found)
        wrong.update(differences(text, gold, found))
    print(
        f"{path.stem:24} {gold_count:8,} words  P {100 * right / found_count:.2f}  R {100 * right / gold_count:.2f}"
        f"  F {200 * right / (found_count + gold_count):.2f}  {found_count / seconds:9,.0f} words/s"
    )
    for (gold_words, found_words), count in wrong.most_common(worst):
        print(f"    {count:3}  gold {gold_words}   found {found_words}")


def main() -> int:
    """Score the files and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--test", action="store_true")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    if not options.files and not options.data:
        parser.error("give --data FOLDER, or files")
    part = "test" if options.test else "train" if options.train else "dev"
    listed = [options.data / "treebanks" / f"{name}.conllu" for name in PARTS[part]] if options.data else []
    spans("Warm up.")
    for path in [*options.files, *listed]:
        report(path, options.worst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
