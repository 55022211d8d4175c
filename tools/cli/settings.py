"""Where everything is: folders, ports and the processes, read once from the environment.

Used by every verb. Says no to a setting that cannot work, naming the variable.
"""

import dataclasses
import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]


class Problem(Exception):
    """Something the user can mend; its text is the one line that says how."""


@dataclasses.dataclass(frozen=True)
class Service:
    """One process of the suite."""

    name: str  # the upstream's name, and the name in pids, logs and tables
    binary: str  # the CMake target
    folder: str  # in the tree and in the build
    schema: str  # its own schema, or empty when it keeps nothing
    listen: int  # the gRPC port
    metrics: int  # the port of /metrics
    http: int = 0  # the gateway's HTTP port


@dataclasses.dataclass(frozen=True)
class Settings:
    """The environment's answers."""

    home: pathlib.Path
    port_base: int
    dsn: str  # empty: the private database
    admin_user: str
    admin_password_file: str

    @property
    def run(self):
        return self.home / "run"

    @property
    def log(self):
        return self.home / "log"

    @property
    def secrets(self):
        return self.home / "secrets"

    @property
    def bank(self):
        """Where payment files lie for the bank."""
        return self.home / "bank"

    @property
    def services(self):
        base = self.port_base

        def service(number, name):
            return Service(name, f"{name}-svc", f"{name}-svc", f"ladder_{name}",
                           listen=base + number, metrics=base + 10 + number)

        return [service(1, "registry"), service(2, "matching"), service(3, "training"),
                service(4, "subsidy"),
                Service("gateway", "gateway", "gateway", "", listen=base + 81,
                        metrics=base + 15, http=base + 80)]

    def service(self, name):
        for service in self.services:
            if name in (service.name, service.binary):
                return service
        names = ", ".join(service.name for service in self.services)
        raise Problem(f"there is no service '{name}'; there are {names}.")


def load(environment=None):
    """The settings of `environment`, by default the process's."""
    env = os.environ if environment is None else environment
    text = env.get("LADDER_PORT_BASE", "7100")
    if not text.isdigit() or not 1024 <= int(text) <= 65400:
        raise Problem(f"LADDER_PORT_BASE is '{text}', but must be a port from 1024 to 65400.")
    dsn = env.get("LADDER_DB_DSN", "")
    if dsn and not dsn.startswith(("unix:///", "tcp://")):
        raise Problem(f"LADDER_DB_DSN is '{dsn}', but must be unix:///path or tcp://host:port.")
    if dsn and not env.get("LADDER_DB_ADMIN_USER"):
        raise Problem("LADDER_DB_DSN is set, so LADDER_DB_ADMIN_USER must name a user who may "
                      "make schemas and users there.")
    return Settings(home=pathlib.Path(env.get("LADDER_HOME") or ROOT / ".ladder").resolve(),
                    port_base=int(text), dsn=dsn, admin_user=env.get("LADDER_DB_ADMIN_USER", ""),
                    admin_password_file=env.get("LADDER_DB_ADMIN_PASSWORD_FILE", ""))
