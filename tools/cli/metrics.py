"""Reading a process's Prometheus page: is it ready, and which civil day does it think it is."""

import dataclasses
import datetime
import re
import urllib.error
import urllib.request

_GAUGE = re.compile(r"^(ladder_ready|ladder_civil_day)(?:\{[^}]*\})? ([0-9.eE+-]+)", re.M)


@dataclasses.dataclass(frozen=True)
class Report:
    """What a process says of itself. `day` is None when it keeps no civil clock."""

    ready: bool
    day: datetime.date | None


def parse(text):
    """The report in a page of metrics; a page without the gauges says not ready."""
    found = {name: float(value) for name, value in _GAUGE.findall(text)}
    number = int(found.get("ladder_civil_day", 0))
    day = None
    if number:
        day = datetime.date(number // 10000, number // 100 % 100, number % 100)
    return Report(found.get("ladder_ready", 0) == 1, day)


def read(port):
    """The report of the process with that metrics port, or None when nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=2) as page:
            return parse(page.read().decode())
    except (urllib.error.URLError, OSError, ValueError):
        return None
