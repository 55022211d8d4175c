"""Who may include what: docs/architecture.md 1 as a table. Every dependency lives in one system folder, so the build
cannot see a wrong include; this can."""

import re

from tree import Finding, is_test

LEAVES = ("status", "id", "money", "calendar", "standards", "clock")
SERVICES = ("registry", "matching", "training", "subsidy")

# What an include is, by the first pattern that matches it. The first group refines the kind: `platform/mysql`.
KINDS = [
    (r"(?:ladder/\w+/v1/reasons)\.h", "reasons"),
    (r"ladder/\w+(test)/v1/.*\.pb\.h", "contract"),
    (r"ladder/(\w+)/v1/.*\.pb\.h", "contract"),
    (r"(?:google/protobuf/.*|.*\.pb\.h)", "protobuf"),
    (r"(?:grpc|grpcpp)/.*", "grpc"),
    (r"(?:cppconn/.*|mysql_\w+\.h|mysql/.*|mariadb/.*|errmsg\.h)", "connector"),
    (r"absl/.*", "absl"),
    (r"(?:gtest|gmock)/.*", "gtest"),
    (r"benchmark/.*", "benchmark"),
    (r"openssl/.*", "openssl"),
    (r"boost/.*", "boost"),
    (r"spdlog/.*", "spdlog"),
    (r"prometheus/.*", "prometheus"),
    (r"simdjson\.h", "simdjson"),
    (r"nlohmann/.*", "json"),
    (r"unicode/.*", "icu"),
    (r"re2/.*", "re2"),
    (r"lemon/.*", "lemon"),
    (r"platform/(\w+)/.*", "platform"),
    (r"((?:\w+-svc)/\w+)/.*", "room"),
    (r"(\w+-svc)/.*", "room"),
    (r"(gateway)/.*", "room"),
    (r"(tests/support|tests|bench|tools)/.*", "room"),
    (r"(?:sys/|netinet/|arpa/|linux/|bits/)?[a-z_0-9]+(?:\.h)?", "std"),
]


def kind_of(include):
    """The kind of an include, refined as in the table: "std", "platform/mysql", "room/registry-svc/domain"."""
    for pattern, kind in KINDS:
        match = re.fullmatch(pattern, include)
        if match:
            return kind + "/" + match.group(1) if match.groups() and match.group(1) else kind
    return "unknown"


def _platform(*nouns):
    return {f"platform/{noun}" for noun in nouns}


BASIC = {"std", "absl", "reasons"}
DOMAIN = BASIC | _platform("status", "money", "id", "calendar", "standards")
STORAGE = BASIC | _platform("status", "mysql", "seal", "scope", "id", "money", "calendar",
                            "standards")
SHELL = BASIC | {"protobuf", "contract", "grpc", "platform"}
LEAF = BASIC | {"openssl"} | _platform(*LEAVES)
# The one library of each noun of platform beyond protobuf; grpc only where a wire is.
LIBRARIES = {
    "mysql": {"connector", "openssl"}, "log": {"spdlog", "json"}, "telemetry": {"prometheus"},
    "rpc": {"grpc", "openssl", "re2", "icu"}, "feed": {"grpc", "boost"}, "operations": {"grpc"},
    "identity": {"grpc", "openssl"}, "server": {"grpc"}, "testing": {"grpc", "gtest", "connector"},
    "seal": {"openssl"}, "audit": {"openssl"}, "migrate": {"openssl"},
}
OUTSIDE = BASIC | {"protobuf", "contract", "grpc", "platform", "gtest", "benchmark", "boost",
                   "connector", "json", "simdjson", "openssl"}


def allowed(path):
    """The kinds that the file at `path` may include; None when the table has no row for it."""
    kinds = _allowed_in_folder(path)
    if kinds is None:
        return None
    if is_test(path):
        kinds = kinds | {"gtest", "platform/testing", "json", "contract/test"}
        # A test of storage brings its schema forward by the service's own migrations.
        if re.match(r"\w+-svc/storage/", path):
            kinds = kinds | {"platform/migrate", f"room/{path.split('/')[0]}/migrations"}
    return kinds


def _allowed_in_folder(path):
    service = re.match(r"(\w+-svc)/", path)
    if service:
        return _allowed_in_service(service.group(1), path)
    if path.startswith("gateway/"):
        return BASIC | {"protobuf", "grpc", "boost", "simdjson", "json", "openssl", "platform",
                        "room/gateway", "contract/options", "contract/gateway"}
    noun = re.match(r"platform/(\w+)/", path)
    if noun:
        if noun.group(1) in LEAVES:
            # Names are compared in a normal form of Unicode, which only ICU knows.
            return LEAF | ({"icu"} if noun.group(1) == "standards" else set())
        return BASIC | LIBRARIES.get(noun.group(1), set()) | {
            "protobuf", "platform", "contract/options", "contract/events"}
    if path.startswith("bench/"):
        # A measurement serves a service in its own process, so that both sides of a pair share one.
        return OUTSIDE | {"room/bench", "room/gateway"} | {
            f"room/{name}-svc/{room}" for name in SERVICES
            for room in ("domain", "storage", "rpc", "migrations")}
    if path.startswith("tests/"):
        return OUTSIDE | {"room/tests/support", "room/tests", "room/bench"}
    if path.startswith("tools/"):
        # A tool may run a service's rules on a file, as `verify` does; never its rooms above them.
        return OUTSIDE | {"room/tools"} | {f"room/{name}-svc/{room}" for name in SERVICES
                                           for room in ("domain", "storage")}
    return None


def _allowed_in_service(service, path):
    room = path.split("/")[1]
    own = {name: f"room/{service}/{name}"
           for name in ("domain", "storage", "rpc", "tasks", "migrations")}
    schema = {f"room/{service}/migrations"}
    if service == "subsidy-svc":
        # The bytes of the bank's files: as pure as domain/, but for GB 18030 and SM3.
        own["bank"] = "room/subsidy-svc/bank"
    files = {own["bank"]} if "bank" in own else set()
    rows = {
        "domain": DOMAIN | {own["domain"]},
        "bank": DOMAIN | {"platform/seal", own["domain"]} | files,
        "storage": STORAGE | {own["domain"], own["storage"]},
        "rpc": SHELL | {own["domain"], own["storage"], own["rpc"]} | files,
        "tasks": SHELL | {own["domain"], own["storage"], own["rpc"], own["tasks"]} | files,
        "tests": OUTSIDE | {f"room/{service}", f"room/{service}/tests", *own.values()} | schema,
        "main.cc": SHELL | {f"room/{service}", *own.values()} | schema,
        "server.h": SHELL | {f"room/{service}", *own.values()} | schema,
        "server.cc": SHELL | {f"room/{service}", *own.values()} | schema,
    }
    return rows.get(room)


def _permits(kinds, kind):
    return kind in kinds or kind.split("/")[0] in kinds


def check(tree):
    """Findings for includes that the table forbids, files it does not know, and headers without #pragma once."""
    findings = []
    for path in tree.matching(r".*\.(cc|h)"):
        kinds = allowed(path)
        if kinds is None:
            findings.append(Finding(path, 1, "no row of the include table covers this folder"))
            continue
        for number, line in enumerate(tree.lines(path), 1):
            match = re.match(r'\s*#\s*include\s+["<]([^">]+)[">]', line)
            if not match:
                continue
            kind = kind_of(match.group(1))
            if not _permits(kinds, kind):
                findings.append(Finding(path, number,
                                        f"may not include {match.group(1)} ({kind})"))
    return findings
