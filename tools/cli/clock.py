"""Moving the county's civil day (docs/architecture.md 9.3): a row in every schema, then every process's own word."""

import datetime
import time

import database
import metrics
import processes
from settings import Problem

# The county's time has had no summer time since 1991, so a fixed offset is its zone.
COUNTY = datetime.timezone(datetime.timedelta(hours=8), "Asia/Shanghai")
WAIT_SECONDS = 30


def system_day():
    """The day it is in the county by the machine's clock."""
    return datetime.datetime.now(COUNTY).date()


def parse_day(text):
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise Problem(f"'{text}' is not a day; write it as 2020-03-31.")


def refusal(offsets, wanted, any_request):
    """Why the clocks may not move to `wanted` days from the system's, or None. `offsets` are the schemas' own."""
    latest = max(offsets)
    if wanted < latest and any_request:
        return (f"the civil day goes forward only, and it is {latest - wanted} days ahead of that; "
                "back is possible only while no schema has stored a request.")
    return None


def _offsets(settings):
    found = {}
    for service in settings.services:
        if service.schema:
            offset = database.clock_offset(settings, service)
            if offset is not None:
                found[service] = offset
    if not found:
        raise Problem("no schema has a civil clock yet: './ladder up' makes them.")
    return found


def show(settings):
    """Prints each schema's civil day."""
    today = system_day()
    for service, offset in _offsets(settings).items():
        print(f"{service.name:9} {today + datetime.timedelta(days=offset)}")


def set_day(settings, text):
    """Writes the day into every schema and waits until each running process reports it."""
    day = parse_day(text)
    offsets = _offsets(settings)
    wanted = (day - system_day()).days
    requests = any(database.has_requests(settings, service) for service in offsets)
    why = refusal(list(offsets.values()), wanted, requests)
    if why:
        raise Problem(why)
    database.set_clock_offset(settings, list(offsets), wanted)
    waiting = {service for service in offsets if processes.find(settings, service.name)}
    end = time.monotonic() + WAIT_SECONDS
    while waiting:
        reports = {service: metrics.read(service.metrics) for service in waiting}
        waiting = {service for service, report in reports.items()
                   if report is None or report.day != day}
        if waiting and time.monotonic() > end:
            names = ", ".join(sorted(service.name for service in waiting))
            raise Problem(f"the day is written, but {names} did not report it within "
                          f"{WAIT_SECONDS} s: './ladder logs' may say why.")
        time.sleep(0.02)
    print(f"The civil day is {day}.")
