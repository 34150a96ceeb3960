"""Time grows with the length, whatever the text: no pattern starts over from every letter."""

import time

import pytest

from onrecord.records import Source
from onrecord.transcripts import Reader

UNITS = [
    *(
        "A",
        "Ab ",
        "A.",
        "A-",
        "A'",
        "A b ",
        "Mr. ",
        "AB: ",
        "A: b\n",
        "(",
        "()",
        "(A) ",
        "[",
        "] ",
        '"',
        '". A',
        "@",
        "a@b",
        "/",
        "<",
    ),
    *(
        "1",
        "1:2 ",
        "2016 ",
        ". ",
        "? ",
        "- ",
        "--",
        "\n",
        "\n\n",
        " ",
        " \n",
        "\t",
        "|",
        "| a ",
        "Q  \n",
        "de la ",
        "al-",
        "\u00a0",
    ),
    *(
        "JANE ROE, HOST: hello. ",
        "This is ",
        "I'm Jane ",
        "from NPR News ",
        "(LAUGHTER)\n",
        "[21:05:00] ",
        "© 2020 ",
        "Ã©",
        "😀",
    ),
    *(
        "and in it ",
        "Jane Roe is ",
        "said Jane Roe, ",
        "THE ",
        "OF ",
        "00:01 - 00:02: a\n",
        ">> A: b\n",
        "Jane Roe: hello.\n",
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize("label", ["JOANNE KERN{}", "KERN{}", "{} MINISTER", "ANNA {}", "{} {}"])
def test_thousands_of_near_voices_are_read_in_linear_time(label: str) -> None:
    reader = Reader()

    def seconds(first: int, voices: int) -> float:
        numbers = range(first, first + voices)
        names = ["".join("BCDFGHKLMNPRSTVZ"[(number // 16**power) % 16] for power in range(4)) for number in numbers]
        text = "".join(label.format(name, name[::-1]) + ": This is what I say, and no more.\n" for name in names)
        started = time.process_time()
        reader(Source(name="voices", content=text))
        return time.process_time() - started

    # Labels are remembered for a while, so every reading has names of its own. Four times as many: a product of voices
    # would take sixteen times as long; a shared machine may double a figure.
    few = min(seconds(first, 600) for first in (0, 10_000, 20_000))
    many = min(seconds(first, 2_400) for first in (30_000, 40_000))
    assert many < max(0.5, 10 * few), f"{few:.3f} s for 600 voices, {many:.3f} s for 2,400"


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_repetition_is_read_in_linear_time(unit: str) -> None:
    reader = Reader()

    def seconds(size: int) -> float:
        text = "JANA HOLT, HOST: Good morning.\n\n" + unit * (size // len(unit)) + "\n\nOMAR PELL: Yes.\n"
        started = time.perf_counter()
        reader(Source(name="long", content=text))
        return time.perf_counter() - started

    short, long = min(seconds(10_000) for _ in range(3)), min(seconds(80_000) for _ in range(2))
    assert long < max(0.25, 24 * short), f"{short:.3f} s for 10 kB, {long:.3f} s for 80 kB"
