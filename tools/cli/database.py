"""The database that the services use: the private MariaDB under LADDER_HOME, or the one LADDER_DB_DSN names.

Makes one schema a service, a user that may only read and write its rows, and a second user for migrations.
Passwords are generated once and kept in files of mode 600.
"""

import getpass
import hashlib
import os
import pathlib
import secrets
import shutil
import subprocess
import time

import processes
from settings import Problem

NAME = "mariadb"
ROWS = "SELECT, INSERT, UPDATE, DELETE"
TABLES = "CREATE, ALTER, DROP, INDEX, REFERENCES"

# Each commit reaches the disk and the binary log before it is acknowledged.
DURABLE = ["--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1", "--log-bin=binlog",
           "--binlog-format=ROW", "--server-id=1", "--binlog-expire-logs-seconds=86400"]
SERVER = ["--skip-networking", "--skip-name-resolve", "--character-set-server=utf8mb4",
          "--collation-server=utf8mb4_bin", "--innodb-buffer-pool-size=512M",
          "--innodb-log-file-size=256M", "--max-connections=300",
          "--innodb-lock-wait-timeout=2", "--performance-schema=OFF"]

# A socket's path has room for 107 bytes.
SOCKET_PATH_MAX = 107


def socket_path(settings):
    """Where the private server's socket is: beside its data, or in a short folder when that is too deep."""
    path = settings.home / "db" / "my.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_MAX:
        return path
    key = hashlib.sha256(os.fsencode(settings.home)).hexdigest()[:16]
    return pathlib.Path(f"/tmp/ladder-{os.getuid()}-{key}") / "my.sock"


def dsn(settings):
    return settings.dsn or f"unix://{socket_path(settings)}"


def secret_file(settings, name):
    """The file of a random secret, made at the first call and readable by this user alone."""
    path = settings.secrets / name
    if not path.exists():
        settings.secrets.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32) + "\n")
    return path


def password_file(settings, user):
    return secret_file(settings, f"{user}.password")


def _password(settings, user):
    return password_file(settings, user).read_text().strip()


def _install(settings):
    """Makes the data folder, whole or not at all."""
    data = settings.home / "db" / "data"
    if data.exists():
        return
    fresh = data.with_name("data.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    user = getpass.getuser()
    made = subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--user={user}", f"--datadir={fresh}",
         "--auth-root-authentication-method=socket", f"--auth-root-socket-user={user}",
         "--skip-test-db", "--skip-name-resolve", "--force"],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if made.returncode != 0:
        raise Problem("mariadb-install-db failed: " + made.stdout.strip()[-600:])
    fresh.rename(data)


def start(settings):
    """Starts the private server unless it runs, and waits until it answers. Says what was done, or None."""
    if settings.dsn:
        _query(settings, "SELECT 1")
        return None
    if processes.find(settings, NAME):
        _wait(settings, None)
        return None
    server = shutil.which("mariadbd", path=os.environ.get("PATH", "") + ":/usr/sbin")
    if not server:
        raise Problem("mariadbd is missing: run './ladder setup'.")
    began = time.monotonic()
    _install(settings)
    sock = socket_path(settings)
    sock.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    child = processes.start(settings, NAME, [
        server, "--no-defaults", f"--user={getpass.getuser()}",
        f"--datadir={settings.home / 'db' / 'data'}", f"--socket={sock}",
        f"--pid-file={settings.home / 'db' / 'my.pid'}", "--tmpdir=/tmp", *SERVER, *DURABLE])
    _wait(settings, child)
    return f"started in {time.monotonic() - began:.1f} s"


def _wait(settings, child):
    end = time.monotonic() + 60
    while True:
        try:
            _query(settings, "SELECT 1")
            return
        except Problem as problem:
            if child is not None and child.poll() is not None:
                tail = "\n".join(processes.last_lines(settings.log / f"{NAME}.log", 8))
                raise Problem(f"MariaDB did not start; its log ends:\n{tail}")
            if time.monotonic() > end:
                raise problem
        time.sleep(0.05)


def _client(settings):
    """The command line of the client, as administrator; the password goes by the environment."""
    if not settings.dsn:
        return ["mariadb", "--no-defaults", f"--socket={socket_path(settings)}",
                f"--user={getpass.getuser()}"]
    if settings.dsn.startswith("unix://"):
        where = [f"--socket={settings.dsn[len('unix://'):]}"]
    else:
        host, _, port = settings.dsn[len("tcp://"):].partition(":")
        where = ["--protocol=tcp", f"--host={host}", f"--port={port or 3306}"]
    return ["mariadb", "--no-defaults", *where, f"--user={settings.admin_user}"]


def _query(settings, sql):
    """Runs `sql` as administrator; the rows, each a list of texts."""
    env = dict(os.environ)
    if settings.admin_password_file:
        env["MYSQL_PWD"] = pathlib.Path(settings.admin_password_file).read_text().strip()
    try:
        ran = subprocess.run([*_client(settings), "--batch", "--skip-column-names"], input=sql,
                             env=env, capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        raise Problem("the mariadb client is missing: run './ladder setup'.")
    if ran.returncode != 0:
        raise Problem(f"the database at {dsn(settings)} refused: {ran.stderr.strip()[-400:]}")
    return [line.split("\t") for line in ran.stdout.splitlines()]


def make_accounts(settings, services):
    """Schemas, users and their rights, for each service that keeps anything. Can be run again."""
    host = "localhost" if dsn(settings).startswith("unix:") else "%"
    lines = []
    for service in services:
        lines.append(f"CREATE DATABASE IF NOT EXISTS `{service.schema}` "
                     "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;")
        for user, rights in ((service.schema, ROWS),
                             (migration_user(service), f"{ROWS}, {TABLES}")):
            account = f"'{user}'@'{host}'"
            word = _password(settings, user)
            lines.append(f"CREATE USER IF NOT EXISTS {account} IDENTIFIED BY '{word}';")
            lines.append(f"ALTER USER {account} IDENTIFIED BY '{word}';")
            lines.append(f"GRANT {rights} ON `{service.schema}`.* TO {account};")
    _query(settings, "\n".join(lines))


def migration_user(service):
    return f"{service.schema}_migrate"


def has_requests(settings, service):
    """Whether the schema has answered a request that changed something."""
    return bool(_query(settings, f"SELECT 1 FROM `{service.schema}`.request LIMIT 1;"))


def clock_offset(settings, service):
    """The offset of the civil clock, in days; None while the schema has no clock."""
    found = _query(settings, "SELECT 1 FROM information_schema.tables WHERE table_schema = "
                             f"'{service.schema}' AND table_name = 'civil_clock';")
    if not found:
        return None
    rows = _query(settings, f"SELECT offset_days FROM `{service.schema}`.civil_clock "
                            "WHERE id = 1;")
    return int(rows[0][0]) if rows else 0


def set_clock_offset(settings, services, days):
    """Writes the offset into every schema, in one transaction."""
    writes = [f"INSERT INTO `{service.schema}`.civil_clock (id, offset_days) VALUES (1, {days}) "
              f"ON DUPLICATE KEY UPDATE offset_days = {days};" for service in services]
    _query(settings, "\n".join(["START TRANSACTION;", *writes, "COMMIT;"]))
