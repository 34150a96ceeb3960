"""Score predicted turns against gold ones, as the annotation guide defines them.

start     a predicted turn starts within 2 characters of a gold turn, one to one: precision, recall, F1
exact     share of gold turns whose start and end are both within 2 characters
speaker   share of gold turns with a known speaker that get the same name (case, accents, punctuation aside)
unknown   share of gold turns without a known speaker that get none (an invented name is worse than none)
role      share of gold turns with the same role (`anchor` of older annotation counts as `host`)
controls  turns found in documents that have none
"""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from onrecord import Transcript, read

NEAR = 2


@dataclass
class Tally:
    """Counts over documents; the figures are shares of them."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, gold: list[dict], transcript: Transcript) -> None:
        """Count one document."""
        found = [
            {"start": t.evidence.start, "end": t.evidence.end, "speaker": t.speaker, "role": t.role.value}
            for t in transcript.turns
        ]
        free = list(found)
        pairs = []
        for turn in gold:
            match = next((f for f in free if abs(f["start"] - turn["start"]) <= NEAR), None)
            if match:
                free.remove(match)
                pairs.append((turn, match))
        self.counts.update(
            gold=len(gold),
            found=len(found),
            start=len(pairs),
            exact=sum(abs(f["end"] - g["end"]) <= NEAR for g, f in pairs),
            named=sum(bool(g["speaker"]) for g in gold),
            unnamed=sum(not g["speaker"] for g in gold),
            speaker=sum(bool(g["speaker"]) and _name(g["speaker"]) == _name(f["speaker"]) for g, f in pairs),
            unknown=sum(not g["speaker"] and not f["speaker"] for g, f in pairs),
            role=sum(_role(g["role"]) == f["role"] for g, f in pairs),
            controls=len(found) if not gold else 0,
        )

    def figures(self) -> dict[str, float]:
        """The figures, rounded to three digits."""
        precision, recall = self._share("start", "found"), self._share("start", "gold")
        return {
            "start_precision": round(precision, 3),
            "start_recall": round(recall, 3),
            "start_f1": round(2 * precision * recall / (precision + recall) if precision + recall else 0.0, 3),
            "exact": round(self._share("exact", "gold"), 3),
            "speaker": round(self._share("speaker", "named"), 3),
            "unknown": round(self._share("unknown", "unnamed"), 3),
            "role": round(self._share("role", "gold"), 3),
            "controls": self.counts["controls"],
        }

    def _share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0


def _name(name: str | None) -> str:
    plain = unicodedata.normalize("NFKD", name or "")
    return re.sub(r"[^a-z]", "", "".join(c for c in plain if not unicodedata.combining(c)).lower())


def _role(role: str) -> str:
    return "host" if role == "anchor" else role


def score(documents: Path, gold: Path) -> tuple[Tally, list[tuple[str, dict[str, float]]]]:
    """The tally over all gold files of a folder, and the figures of each document."""
    total, each = Tally(), []
    for path in sorted(gold.glob("*.json")):
        annotated = json.loads(path.read_text(encoding="utf-8"))
        transcript = read(documents / annotated["file"])
        one = Tally()
        one.add(annotated["turns"], transcript)
        total.counts.update(one.counts)
        each.append((path.stem, one.figures()))
    return total, each
