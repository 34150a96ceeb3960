"""Averages the weights of runs that descend from one (model soups, Wortsman and others 2022): one model, no slower.

`python -m training.average --out DIR RUN:SHARE …`; each RUN is a folder with `last.pt` of `training.event_storey`.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor

from training.event_model import EventStorey
from training.event_storey import SHAPE
from training.storey import load_storey, save


def averaged(runs: dict[Path, float]) -> EventStorey:
    """A storey with the weights of runs, each by its share. ValueError if the shares do not add up to 1."""
    if abs(sum(runs.values()) - 1) > 1e-6:
        raise ValueError(f"the shares {', '.join(map(str, runs.values()))} add up to {sum(runs.values()):g}, not to 1")
    states = [(load_storey(EventStorey, run, SHAPE).state_dict(), share) for run, share in runs.items()]
    mean: dict[str, Tensor] = {
        name: torch.stack([share * state[name] for state, share in states]).sum(0) for name in states[0][0]
    }
    storey = EventStorey(SHAPE)
    storey.load_state_dict(mean)
    return storey.eval()


def main() -> None:
    """Reads the arguments and writes the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="+", help="RUN:SHARE")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    parts = [one.rpartition(":") for one in arguments.runs]
    save(averaged({Path(run): float(share) for run, _, share in parts}), arguments.out / "last.pt")


if __name__ == "__main__":
    main()
