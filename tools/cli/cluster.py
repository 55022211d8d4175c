"""up, down, status and logs: the database and the five processes as one thing."""

import os
import subprocess
import time

import build
import database
import metrics
import processes
from settings import ROOT, Problem

READY_SECONDS = 60
# A tenth of what a county runs with: a report is asked for soon after what it reports (docs/architecture.md 9.4).
SETTLE_TIME = "1s"


def table(rows, header):
    """Prints rows of texts under a header, in columns."""
    rows = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(header))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def _address(port):
    return f"127.0.0.1:{port}"


def _program(service):
    return build.program(f"{service.folder}/{service.binary}")


def _flags(settings, service):
    """The command line of a service: where it listens, its database, and where the others are."""
    upstreams = ",".join(f"{other.name}={_address(other.listen)}"
                         for other in settings.services if other.name != "gateway")
    flags = [f"--metrics_listen={_address(service.metrics)}", f"--upstreams={upstreams}",
             "--insecure_identity"]
    if service.http:
        return flags + [f"--http_listen={_address(service.http)}",
                        f"--listen={_address(service.listen)}",
                        f"--descriptors={build.folder() / 'gateway' / 'ladder.desc'}"]
    # Replicas share these keys, and an index key must outlive the process.
    if service.name == "subsidy":
        flags.append(f"--bank_folder={settings.bank}")
    return flags + [f"--listen={_address(service.listen)}", "--movable_clock",
                    f"--settle_time={SETTLE_TIME}",
                    f"--page_token_key_file={database.secret_file(settings, 'page_token.key')}",
                    f"--index_key_file={database.secret_file(settings, 'index.key')}",
                    *_database_flags(settings, service, service.schema)]


def _database_flags(settings, service, user):
    return [f"--db_dsn={database.dsn(settings)}", f"--db_schema={service.schema}",
            f"--db_user={user}", f"--db_password_file={database.password_file(settings, user)}"]


def _migrate(settings, service):
    command = [str(_program(service)), "--migrate",
               *_database_flags(settings, service, database.migration_user(service))]
    env = {name: value for name, value in os.environ.items() if name != "LADDER_CRASH_AT"}
    ran = subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    settings.log.mkdir(parents=True, exist_ok=True)
    with open(settings.log / f"{service.name}-migrate.log", "a") as log:
        log.write(ran.stdout)
    if ran.returncode != 0:
        tail = "\n".join(ran.stdout.splitlines()[-8:])
        raise Problem(f"the migrations of {service.name} failed:\n{tail}")


def _start(settings, service):
    for port, what in ((service.listen, "gRPC"), (service.metrics, "metrics"),
                       (service.http, "HTTP")):
        if port:
            processes.require_free(port, f"{service.name}'s {what}")
    return processes.start(settings, service.name,
                           [str(_program(service)), *_flags(settings, service)])


def _wait_ready(settings, service, child):
    end = time.monotonic() + READY_SECONDS
    while True:
        report = metrics.read(service.metrics)
        if report and report.ready:
            return
        dead = child.poll() is not None
        if dead or time.monotonic() > end:
            log = settings.log / f"{service.name}.log"
            why = "ended at once" if dead else f"was not ready within {READY_SECONDS} s"
            tail = "\n".join(processes.last_lines(log, 8))
            raise Problem(f"{service.name} {why}; {log} ends:\n{tail}")
        time.sleep(0.05)


def up(settings, names):
    """Builds and starts what is named, or everything that this tree has. Prints the addresses."""
    wanted = [settings.service(name) for name in names] or settings.services
    targets = build.known_targets()
    built = [service for service in wanted if service.binary in targets]
    for service in wanted:
        if service not in built:
            print(f"{service.name}: not in this tree yet, so it is not started.")
    if not built:
        raise Problem("none of these services is in this tree yet.")
    build.compile_targets([service.binary for service in built])

    done = database.start(settings)
    if done:
        print(f"mariadb: {done}.")
    for service in built:
        running = processes.find(settings, service.name)
        if running and running.stale:
            print(f"{service.name}: rebuilt, so {processes.stop(settings, service.name)}.")
    idle = [service for service in built if not processes.find(settings, service.name)]
    keepers = [service for service in idle if service.schema]
    if keepers:
        database.make_accounts(settings, keepers)
    for service in keepers:
        _migrate(settings, service)
    children = []
    for service in idle:
        children.append((service, _start(settings, service)))
    for service, child in children:
        _wait_ready(settings, service, child)
        print(f"{service.name}: ready.")
    _print_addresses(settings, built)


def _print_addresses(settings, services):
    print(f"database  {database.dsn(settings)}")
    for service in services:
        if service.http:
            print(f"{service.name:9} http://{_address(service.http)}/  "
                  f"gRPC {_address(service.listen)}")
        else:
            print(f"{service.name:9} gRPC {_address(service.listen)}")


def down(settings, names, kill):
    """Stops what is named, or everything, in reverse order of starting."""
    if names:
        order = [database.NAME if name == database.NAME else settings.service(name).name
                 for name in names]
    else:
        order = [service.name for service in settings.services] + [database.NAME]
        order = list(reversed(order[:-1])) + order[-1:]
    stopped = 0
    for name in order:
        result = processes.stop(settings, name, kill=kill)
        if result:
            print(f"{name}: {result}.")
            stopped += 1
    if not stopped:
        print("Nothing was running.")


def status(settings):
    """Prints the table; True when everything that is built is ready."""
    rows = []
    running = processes.find(settings, database.NAME)
    if settings.dsn:
        rows.append((database.NAME, "-", "elsewhere", settings.dsn, "-"))
    else:
        rows.append((database.NAME, running.pid if running else "-",
                     "running" if running else "down", database.dsn(settings), "-"))
    well = bool(running or settings.dsn)
    for service in settings.services:
        running = processes.find(settings, service.name)
        report = metrics.read(service.metrics) if running else None
        if running:
            state = "ready" if report and report.ready else "not ready"
            state += ", rebuilt since" if running.stale else ""
        else:
            state = "down" if _program(service) else "not built"
        where = _address(service.listen)
        if service.http:
            where = f"http://{_address(service.http)}/ gRPC {where}"
        day = report.day if report and report.day else "-"
        rows.append((service.name, running.pid if running else "-", state, where, day))
        well = well and state.startswith(("ready", "not built"))
    table(rows, ("PROCESS", "PID", "STATE", "ADDRESS", "CIVIL DAY"))
    return well


def logs(settings, names, lines, follow):
    """Prints the end of each log, and with `follow` what comes after."""
    known = [database.NAME] + [service.name for service in settings.services]
    chosen = [name if name == database.NAME else settings.service(name).name for name in names]
    paths = [settings.log / f"{name}.log" for name in (chosen or known)]
    present = [str(path) for path in paths if path.exists()]
    if not present:
        raise Problem("there are no logs yet: './ladder up' starts the processes.")
    argv = ["tail", f"--lines={lines}", *(["-F"] if follow else []), *present]
    try:
        subprocess.run(argv, stdin=subprocess.DEVNULL, check=False)
    except KeyboardInterrupt:
        pass
