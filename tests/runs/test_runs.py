import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from filelock import FileLock

from onrecord import Settings
from onrecord.errors import StoreError
from onrecord.pipeline import Coder
from onrecord.runs import local, run
from onrecord.runs.plan import Known, make_plan, survey
from onrecord.store import LOCK, Counts, View
from onrecord.transcripts.sources import Options, find

SETTINGS = Settings(partition_documents=8, last_layer="transcript")
COMMAND = (sys.executable, "-c", "from onrecord.cli import main; main()")


def code(folder, *paths, jobs=1, settings=SETTINGS, options=None, **more):
    return run(folder, list(find(paths, options or Options(), settings)), settings, jobs=jobs, **more)


def content(record):
    """Every file under partitions/, with its bytes."""
    home = record / "partitions"
    return {str(path.relative_to(home)): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}


def start(record, *paths, jobs=2):
    """A run in a process group of its own, as a terminal would start it."""
    toml = record.parent / "settings.toml"
    toml.write_text('partition_documents = 8\nlast_layer = "transcript"\n')
    arguments = ("code", *map(str, paths), "-o", str(record), "--jobs", str(jobs), "--settings", str(toml))
    return subprocess.Popen([*COMMAND, *arguments], stderr=subprocess.PIPE, text=True, start_new_session=True)


def workers(process):
    """The process ids of the workers of a run."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def wait_for(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen in time")


def is_alive(pid):
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


class TestAccounting:
    def test_in_is_coded_and_errors_and_duplicates(self, invent, tmp_path):
        folder = invent(20)
        (folder / "copy.txt").write_bytes((folder / "doc-0003.txt").read_bytes())
        (folder / "broken.bin").write_bytes(b"\x00\x01\x02" * 500)
        (folder / "rows.jsonl").write_text('{"text": "ADA: One."}\n{bad\n{"text": "ADA: One."}\n')
        summary = code(tmp_path / "r", folder, tmp_path / "gone.txt")
        assert summary.counts == Counts(coded=21, errors=3, duplicates=2)
        assert summary.counts.documents == 26
        with View(tmp_path / "r") as view:
            status = view.status()
            assert status.counts == summary.counts
            assert (status.partitions, status.unfinished) == (4, ())
            assert [Path(row["source"]).name for row in view.errors()] == ["gone.txt", "broken.bin", "rows.jsonl#2"]
            doubles = {row["name"]: row for row in view.sources() if row["status"] == "duplicate"}
        assert {Path(name).name: Path(row["duplicate_of"]).name for name, row in doubles.items()} == {
            "doc-0003.txt": "copy.txt",
            "rows.jsonl#3": "rows.jsonl#1",
        }

    def test_a_second_run_does_nothing(self, invent, tmp_path):
        folder = invent(10)
        (folder / "broken.bin").write_bytes(b"\x00\x01\x02" * 500)
        (folder / "copy.txt").write_bytes((folder / "doc-0003.txt").read_bytes())
        code(tmp_path / "r", folder)
        before = content(tmp_path / "r"), (tmp_path / "r/manifest.json").read_bytes()
        summary = code(tmp_path / "r", folder)
        assert (content(tmp_path / "r"), (tmp_path / "r/manifest.json").read_bytes()) == before
        assert (summary.counts, summary.known) == (Counts(), Counts(coded=10, errors=1, duplicates=1))

    def test_a_record_grows_by_what_is_new(self, invent, tmp_path):
        code(tmp_path / "r", invent(10))
        before = content(tmp_path / "r")
        folder = invent(5, start=10)
        (folder / "copy.txt").write_bytes((folder / "doc-0003.txt").read_bytes())
        (folder / "doc-0000.txt").write_text("CLEO VANCE, HOST: Another text under an old name.\n")
        summary = code(tmp_path / "r", folder)
        assert (summary.counts, summary.known) == (Counts(coded=6, duplicates=1), Counts(coded=9))
        assert before.items() <= content(tmp_path / "r").items()

    def test_a_document_that_breaks_the_coder_is_a_row(self, invent, tmp_path, monkeypatch):
        whole = Coder.code
        monkeypatch.setattr(Coder, "code", lambda self, source: 1 / 0 if "0002" in source.name else whole(self, source))
        assert code(tmp_path / "r", invent(5)).counts == Counts(coded=4, errors=1)
        with View(tmp_path / "r") as view:
            (error,) = view.errors()
            assert view.status().counts.documents == 5
        assert (error["step"], error["error"]) == ("code", "ZeroDivisionError")
        assert error["message"].startswith("ZeroDivisionError: ")
        assert code(tmp_path / "r", tmp_path / "in").known == Counts(coded=4, errors=1)

    def test_a_file_that_changes_during_the_run_is_tried_again_later(self, invent, tmp_path):
        found = list(find([invent(3)], Options(), SETTINGS))

        def change_then_yield():
            yield from found
            Path(found[1].path).write_text("CLEO VANCE, HOST: Rewritten.\n")

        summary = run(tmp_path / "r", change_then_yield(), SETTINGS, jobs=1)
        assert summary.counts == Counts(coded=2, errors=1)
        with View(tmp_path / "r") as view:
            assert "changed since the run began" in view.errors()[0]["message"]
        assert code(tmp_path / "r", tmp_path / "in").counts == Counts(coded=1)

    def test_a_text_that_comes_back_after_it_had_changed_is_coded(self, invent, tmp_path):
        folder = invent(1)
        (path,) = folder.iterdir()
        before = path.read_text()
        for count in (1, 2):
            run(tmp_path / "r", self.changing(folder, path), SETTINGS, jobs=1)
            path.write_text(before)
            with View(tmp_path / "r") as view:
                assert view.status().counts == Counts(errors=count)
        assert code(tmp_path / "r", folder).counts == Counts(coded=1)
        assert code(tmp_path / "r", folder).known == Counts(coded=1)

    @pytest.mark.parametrize("size", [1, 8])
    @pytest.mark.parametrize("comes_back", [False, True])
    def test_the_text_of_a_duplicate_does_not_vanish(self, invent, tmp_path, comes_back, size):
        settings = SETTINGS.model_copy(update={"partition_documents": size})
        folder = invent(1)
        (second,) = folder.iterdir()
        first = folder / "a.txt"
        text = second.read_text()
        first.write_text(text)
        summary = run(tmp_path / "r", self.changing(folder, first), settings, jobs=1)
        assert summary.counts == Counts(errors=1, duplicates=1)
        if comes_back:
            first.write_text(text)
        summary = code(tmp_path / "r", folder, settings=settings)
        assert summary.counts == (Counts(coded=1, duplicates=1) if comes_back else Counts(coded=2))
        with View(tmp_path / "r") as view:
            assert text in {row["text"] for row in view.query("SELECT text FROM documents")}
            view.status()
        summary = code(tmp_path / "r", folder, settings=settings)
        assert summary.counts == Counts()
        assert summary.known.coded == (1 if comes_back else 2)

    def test_a_duplicate_of_a_text_that_breaks_the_coder_stays_one(self, invent, tmp_path, monkeypatch):
        monkeypatch.setattr(Coder, "code", lambda self, source: 1 / 0)
        folder = invent(1)
        (folder / "a.txt").write_bytes((folder / "doc-0000.txt").read_bytes())
        expected = Counts(errors=1, duplicates=1)
        assert code(tmp_path / "r", folder).counts == expected
        summary = code(tmp_path / "r", folder)
        assert (summary.counts, summary.known) == (Counts(), expected)
        (failure,) = summary.failures
        assert (Path(failure.name).name, failure.message[:17]) == ("a.txt", "ZeroDivisionError")

    @staticmethod
    def changing(folder, path):
        """The sources of a folder, one of them rewritten once all are found."""
        yield from list(find([folder], Options(), SETTINGS))
        path.write_text("CLEO VANCE, HOST: Rewritten.\n")

    def test_failures_of_other_files_of_one_name(self, tmp_path, monkeypatch):
        for name, content in (("a", b"\0\1" * 500), ("b", b"%PDF-1.7"), ("c", b" ")):
            (tmp_path / name).mkdir()
            (tmp_path / name / "bad.txt").write_bytes(content)
            monkeypatch.chdir(tmp_path / name)
            assert code(tmp_path / "r", "bad.txt").counts == Counts(errors=1)
            summary = code(tmp_path / "r", "bad.txt")
            assert (summary.counts, summary.known) == (Counts(), Counts(errors=1))
            assert [failure.name for failure in summary.failures] == ["bad.txt"]
        with View(tmp_path / "r") as view:
            assert view.status().counts == Counts(errors=3)

    @pytest.mark.parametrize("spelling", ["in", "./in", "in/../in", "absolute"])
    def test_the_same_file_under_another_spelling(self, invent, tmp_path, monkeypatch, spelling):
        folder = invent(2)
        (folder / "bad.txt").write_bytes(b"%PDF-1.7")
        (folder / "copy.txt").write_bytes((folder / "doc-0001.txt").read_bytes())
        (folder / "rows.jsonl").write_text('{"text": "ADA: One."}\n{bad\n')
        monkeypatch.chdir(tmp_path)
        code(tmp_path / "r", "in")
        summary = code(tmp_path / "r", folder if spelling == "absolute" else spelling)
        assert (summary.counts, summary.known) == (Counts(), Counts(coded=3, errors=2, duplicates=1))

    def test_a_record_names_no_folder_but_those_that_were_given(self, invent, tmp_path, monkeypatch):
        for home in ("here", "there"):
            (tmp_path / home).mkdir()
            monkeypatch.chdir(tmp_path / home)
            Path("a.txt").write_text("ADA LINDT, HOST: One.\n")
            Path("bad.txt").write_bytes(b"%PDF-1.7")
            code(Path("r"), "a.txt", "bad.txt")
        assert content(tmp_path / "here/r") == content(tmp_path / "there/r")

    def test_progress_is_reported(self, invent, tmp_path):
        seen = []
        code(tmp_path / "r", invent(10), report=seen.append)
        assert [step.done for step in seen] == list(range(11))
        assert {step.documents for step in seen} == {10}


class TestPlan:
    EMPTY = Known(sources={}, texts={})

    def plan(self, *paths, settings=SETTINGS, known=EMPTY, **options):
        found = find(paths, Options(**options), settings)
        return make_plan(list(survey(found, settings)), known, settings)

    def test_it_is_the_same_every_time(self, invent):
        folder = invent(20)
        assert self.plan(folder) == self.plan(folder)

    def test_partitions_are_limited_by_number_and_size(self, invent):
        folder = invent(20)
        assert [len(part.items) for part in self.plan(folder)] == [8, 8, 4]
        size = sum(path.stat().st_size for path in folder.iterdir())
        parts = self.plan(folder, settings=Settings(partition_bytes=max(1000, size // 5)))
        assert 5 <= len(parts) <= 7
        large = self.plan(folder, settings=Settings(partition_bytes=1000, partition_documents=1))
        assert len(large) == 20

    def test_a_key_depends_on_all_that_makes_the_rows(self, invent):
        from onrecord.records import Given

        folder = invent(3)
        keys = {
            self.plan(folder)[0].key,
            self.plan(folder, format="story")[0].key,
            self.plan(folder, given=Given(date="2021-03-03", origin="option"))[0].key,
            self.plan(folder, settings=SETTINGS.model_copy(update={"partition_documents": 9}))[0].key,
        }
        (folder / "doc-0001.txt").write_text("Other.")
        keys.add(self.plan(folder)[0].key)
        assert len(keys) == 5


class TestEqualBytes:
    @pytest.mark.parametrize("jobs", [2, 3])
    def test_at_any_number_of_jobs(self, invent, tmp_path, jobs):
        folder = invent(22)
        (folder / "rows.csv").write_text("title,text\nFog,ADA: One.\nFog\nRain,ADA: Two.\n")
        code(tmp_path / "one", folder)
        summary = code(tmp_path / "many", folder, jobs=jobs)
        assert summary.counts == Counts(coded=24, errors=1)
        assert content(tmp_path / "one") == content(tmp_path / "many")

    def test_after_partitions_were_lost_with_the_manifest(self, invent, tmp_path):
        folder = invent(30)
        code(tmp_path / "r", folder)
        before = content(tmp_path / "r")
        (tmp_path / "r/manifest.json").unlink()
        lost = min((tmp_path / "r/partitions").iterdir())
        lost.rename(lost.with_name(".tmp-half"))
        summary = code(tmp_path / "r", folder)
        assert (summary.counts.documents, summary.resumed) == (30, 3)
        assert content(tmp_path / "r") == before


class TestInterruption:
    def test_other_sources_adopt_what_was_done(self, invent, tmp_path):
        folder = invent(20)
        code(tmp_path / "r", folder)
        (tmp_path / "r/manifest.json").unlink()
        (folder / "doc-0000.txt").unlink()
        summary = code(tmp_path / "r", invent(3, start=20))
        assert (summary.counts, summary.known, summary.resumed) == (Counts(coded=3), Counts(coded=19), 0)
        manifest = json.loads((tmp_path / "r/manifest.json").read_text())
        assert len(manifest["partitions"]) == 4
        assert [entry["documents"] for entry in manifest["runs"]] == [3]

    def test_ctrl_c_finishes_what_is_in_work_and_can_be_resumed(self, invent, tmp_path):
        folder = invent(64)
        process = start(tmp_path / "r", folder)
        wait_for(lambda: list(tmp_path.glob("r/partitions/p-*")))
        os.killpg(process.pid, signal.SIGINT)
        _, message = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "interrupted" in message
        assert "Traceback" not in message
        done = len(list(tmp_path.glob("r/partitions/p-*")))
        assert done < 8
        assert not list(tmp_path.glob("r/partitions/.*"))
        with View(tmp_path / "r") as view:
            assert len(view.status().unfinished) == done
        assert code(tmp_path / "r", folder, jobs=2).resumed == done
        code(tmp_path / "whole", folder)
        assert content(tmp_path / "r") == content(tmp_path / "whole")

    def test_sigterm_is_heard_in_one_process_too(self, invent, tmp_path):
        process = start(tmp_path / "r", invent(64), jobs=1)
        wait_for(lambda: list(tmp_path.glob("r/partitions/p-*")))
        process.terminate()
        _, message = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "interrupted" in message

    @pytest.mark.slow
    @pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
    def test_workers_end_with_their_parent(self, invent, tmp_path):
        process = start(tmp_path / "r", invent(64))
        wait_for(lambda: list(tmp_path.glob("r/partitions/p-*")))
        left = workers(process)
        assert len(left) == 2
        process.kill()
        process.communicate()
        wait_for(lambda: not any(map(is_alive, left)), seconds=3)

    @pytest.mark.slow
    @pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
    def test_a_killed_worker_costs_no_document(self, invent, tmp_path):
        folder = invent(64)
        process = start(tmp_path / "r", folder)
        wait_for(lambda: list(tmp_path.glob("r/partitions/p-*")))
        os.kill(workers(process)[0], signal.SIGKILL)
        _, message = process.communicate(timeout=60)
        assert process.returncode == 0, message
        code(tmp_path / "whole", folder)
        assert content(tmp_path / "r") == content(tmp_path / "whole")

    def test_workers_that_are_killed_again_and_again(self, invent, tmp_path, monkeypatch):
        def broken(*_):
            raise BrokenProcessPool

        monkeypatch.setattr(local, "_in_pool", broken)
        with pytest.raises(StoreError, match="fewer --jobs"):
            code(tmp_path / "r", invent(20), jobs=2)
        monkeypatch.undo()
        assert code(tmp_path / "r", tmp_path / "in").counts == Counts(coded=20)


class TestRefusal:
    def test_a_second_run_at_the_same_time(self, invent, tmp_path):
        (tmp_path / "r").mkdir()
        with FileLock(tmp_path / "r" / LOCK), pytest.raises(StoreError, match="another run"):
            code(tmp_path / "r", invent(1))
        assert code(tmp_path / "r", invent(1)).counts == Counts(coded=1)

    def test_other_versions(self, invent, tmp_path):
        code(tmp_path / "r", invent(1))
        with pytest.raises(StoreError, match="new folder"):
            code(tmp_path / "r", invent(2), settings=Settings())

    def test_a_folder_that_holds_other_things(self, invent, tmp_path):
        with pytest.raises(StoreError, match="other things"):
            code(tmp_path, invent(1))
        assert not (tmp_path / LOCK).exists()

    def test_a_disk_that_cannot_be_written_to(self, invent, tmp_path, monkeypatch):
        def full(*_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("onrecord.store.write._write_tables", full)
        with pytest.raises(StoreError, match="No space left"):
            code(tmp_path / "r", invent(1))
        assert not list((tmp_path / "r/partitions").iterdir())


@pytest.mark.slow
def test_killed_at_any_moment_and_resumed_the_record_is_the_same(invent, tmp_path):
    folder = invent(240)
    (folder / "copy.txt").write_bytes((folder / "doc-0100.txt").read_bytes())
    (folder / "rows.jsonl").write_text('{"text": "ADA: One."}\n{bad\n{"text": "ADA: One."}\n')
    began = time.monotonic()
    assert start(tmp_path / "whole", folder).wait(60) == 1  # the bad row
    duration = time.monotonic() - began
    expected = content(tmp_path / "whole")
    moments, kills, round_ = random.Random(7), 0, 0
    while kills < 10:
        record = tmp_path / f"killed-{round_}"
        process = start(record, folder)
        try:
            process.wait(moments.uniform(0.05, duration))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
        else:
            assert process.returncode in (0, 1)  # 0: killed between its last write and its end, nothing was left to do
            assert content(record) == expected
            round_ += 1
    assert start(record, folder).wait(60) in (0, 1)
    assert content(record) == expected
    with View(record) as view, View(tmp_path / "whole") as whole:
        assert view.status().counts == whole.status().counts == Counts(coded=240 + 1, errors=1, duplicates=2)
