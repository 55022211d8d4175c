"""`./ladder bench`: the measurements of bench/, each against a peer.

A measurement is a program `bench_NAME` of the release build. It prints one JSON object a line: {name, peer, unit,
better: "higher" or "lower", ours: [...], theirs: [...]}, the runs made in turn (A B A B) so that what the machine does
meanwhile meets both alike. Here only medians, ranges and the ratio are made of them.
"""

import json
import statistics
import subprocess

import build
import cluster
from settings import ROOT, Problem


def summary(measured):
    """A row of bench.json from a program's line."""
    ours, theirs = statistics.median(measured["ours"]), statistics.median(measured["theirs"])
    best, other = (ours, theirs) if measured["better"] == "higher" else (theirs, ours)
    return {"name": measured["name"], "peer": measured["peer"], "unit": measured["unit"],
            "ours": ours, "theirs": theirs, "ratio": round(best / other, 3) if other else None,
            "runs": {"ours": measured["ours"], "theirs": measured["theirs"]}}


def _figure(median, runs):
    return f"{median:,.6g} [{min(runs):,.6g}-{max(runs):,.6g}]"


def run(settings, name):
    """Builds, runs, prints the table and writes bench.json."""
    known = sorted(target for target in build.known_targets("release")
                   if target.startswith("bench_") and "/" not in target and target != "bench_pairs")
    chosen = [target for target in known if not name or target == f"bench_{name}"]
    if not chosen:
        names = ", ".join(target.removeprefix("bench_") for target in known) or "none yet"
        raise Problem(f"there is no measurement '{name}'; there are: {names}.")
    build.compile_targets(chosen, "release")
    rows = []
    for target in chosen:
        print(f"{target.removeprefix('bench_')} ...")
        settings.log.mkdir(parents=True, exist_ok=True)
        log = settings.log / f"{target}.log"  # a line a call, as services write them
        with open(log, "w") as said:
            ran = subprocess.run([str(build.program(f"bench/{target}", "release"))], cwd=ROOT,
                                 stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, text=True)
        if ran.returncode != 0:
            raise Problem(f"{target} failed; what it said is at the end of {log}.")
        rows += [summary(json.loads(line)) for line in ran.stdout.splitlines()
                 if line.startswith("{")]
    settings.home.mkdir(parents=True, exist_ok=True)
    path = settings.home / "bench.json"
    path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    cluster.table([(row["name"], row["peer"], row["unit"], _figure(row["ours"], row["runs"]["ours"]),
                    _figure(row["theirs"], row["runs"]["theirs"]), row["ratio"]) for row in rows],
                  ("NAME", "PEER", "UNIT", "OURS", "THEIRS", "RATIO"))
    print(f"Written to {path}.")
