"""For every RPC: its handler, the rules it calls, the SQL it runs, the tests that call it. A hole is a failure.

`check.py rpcs` prints the table. A package is read once its service has a main.cc; until then its RPCs are counted as
not built. What is not C++ enough for the patterns of cpp.py to see is a hole too: write it plainly.
"""

import re

import cpp
import descriptors
import protos
from tree import Finding

# Handlers that run no SQL, each with its reason.
WITHOUT_SQL = {
    "matching.JobService.CheckJobText": "the words of the law are files that the process holds",
    "registry.DivisionService.GetDivision": "the divisions are a file that the process holds",
    "registry.DivisionService.ListDivisions": "the divisions are a file that the process holds",
}
# A function that a header declares: at the margin or in a class, a type before its name. Calls in inline bodies have
# none, and a constructor makes a value without deciding anything.
DECLARATION = re.compile(r"^ {0,2}(?!return |explicit |using )([\w:][\w:<>,&*\[\] ]*[ &*>])([A-Z]\w+)\(([^;{]*)",
                         re.M)
# A function that only writes a text, such as a resource's name, decides nothing.
TEXT = re.compile(r"(std::string|absl::string_view)\s*$")
# Methods of platform/ that every service binds: the platform's own tests hold them.
PLATFORM_SERVICES = {"ladder.events.v1.EventFeed": "platform/feed",
                     **{f"ladder.{package}.v1.OperationService": "platform/operations"
                        for package in ("registry", "matching", "training", "subsidy")}}


class Service:
    """The code of one service, as names: what is defined where, and what calls what."""

    def __init__(self, tree, upstream):
        self.folder = f"{upstream}-svc"
        self.rules = self._declared(tree, "domain", lambda type_, _: not TEXT.search(type_))
        # What touches rows takes the transaction.
        self.sql = self._declared(tree, "storage", lambda _, taken: "Transaction&" in taken)
        self.handlers = {}  # (rpc service's method name) -> [Class::Method]
        self.functions = {}
        for path in tree.matching(rf"{self.folder}/(rpc|tasks)/.*\.(cc|h)"):
            if path.endswith("_test.cc"):
                continue
            source = tree.text(path)
            self._bind(source)
            for name, body in cpp.definitions(cpp.without_comments_and_strings(source)).items():
                self.functions[name] = self.functions.get(name, "") + body
        own = rf"{self.folder}/(tests/.*|rpc/.*_test)\.(cc|h)"
        whole = r"tests/(e2e|faults|security)/.*\.(cc|h|py)"
        self.tests = {path: tree.text(path) for path in tree.matching(f"{own}|{whole}")}

    def _declared(self, tree, room, counts):
        names = set()
        for path in tree.matching(rf"{self.folder}/{room}/.*\.h"):
            code = cpp.without_comments_and_strings(tree.text(path))
            for match in DECLARATION.finditer(code):
                # A member with its body in the class is an accessor.
                accessor = match.group(0).startswith(" ") and code[match.end():match.end() + 1] == "{"
                if not accessor and counts(match.group(1), match.group(3)):
                    names.add(match.group(2))
        return names

    def _bind(self, source):
        """binder.Service("full.name") ... .Unary("Method", this, &XxxRpc::Method)"""
        pieces = re.split(r'\bService\(\s*"([\w.]+)"\s*\)', source)
        for full_name, text in zip(pieces[1::2], pieces[2::2]):
            for method, handler in re.findall(r'\(\s*"(\w+)",\s*[^,]+,\s*&(\w+::\w+)', text):
                self.handlers[f"{full_name}.{method}"] = handler

    def reached(self, handler):
        """The names that the handler calls, itself or through functions of rpc/ and tasks/."""
        waiting, done, names = [handler], set(), []
        owner = handler.partition("::")[0]
        while waiting:
            name = waiting.pop()
            if name in done:
                continue
            done.add(name)
            for called in cpp.calls(self.functions.get(name, "")):
                names.append(called)
                for known in (called, f"{owner}::{called}"):
                    if known in self.functions:
                        waiting.append(known)
        return list(dict.fromkeys(names))

    def tests_of(self, service_name, method_name, http):
        """The tests that call the RPC, by its name or, where it is told apart by that, by its route."""
        found = [path for path, text in self.tests.items()
                 if re.search(rf"\b{method_name}\b", text)]
        verb = re.search(r":(\w+)$", http or "")
        if not found and verb:
            found = [path for path, text in self.tests.items()
                     if re.search(rf":{verb.group(1)}\b", text)]
        return found


def _template(contract, method):
    http = contract.http(method)
    return getattr(http, http.WhichOneof("pattern")) if http is not None else ""


def rows(tree, contract):
    """(finding position, rpc, handler, rules, sql, tests) of each RPC whose service is built; and how many are not."""
    services, listed, unbuilt = {}, [], 0
    for file, path, service, method in contract.methods:
        full = f"{file.package}.{service.name}"
        if full in PLATFORM_SERVICES:
            continue
        upstream = contract.options.read(file.options, "ladder.options.v1.upstream") or ""
        if f"{upstream}-svc/main.cc" not in tree.paths:
            unbuilt += 1
            continue
        if upstream not in services:
            services[upstream] = Service(tree, upstream)
        code = services[upstream]
        handler = code.handlers.get(f"{full}.{method.name}", "")
        reached = code.reached(handler) if handler else []
        listed.append((file, path, f"{upstream}.{service.name}.{method.name}", handler,
                       [name for name in reached if name in code.rules and name not in code.sql],
                       [name for name in reached if name in code.sql],
                       code.tests_of(service.name, method.name, _template(contract, method)),
                       method.name.startswith(protos.READ_PREFIXES)))
    return listed, unbuilt


def holes(row):
    """What is missing in a row, as texts."""
    _, _, rpc, handler, rules, sql, tests, reads = row
    if not handler:
        return ["handler"]
    missing = []
    if not rules and not reads:
        missing.append("rule")
    if not sql and rpc not in WITHOUT_SQL:
        missing.append("SQL")
    if not tests:
        missing.append("test")
    return missing


def _first(names, count=3):
    more = len(names) - count
    return ",".join(names[:count]) + (f",+{more}" if more > 0 else "") if names else "-"


def check(tree):
    try:
        contract = protos.load(tree)
    except descriptors.ProtoError as error:
        return [Finding("protos", 1, str(error))]
    if contract is None:
        return []
    listed, unbuilt = rows(tree, contract)
    findings = []
    print("RPC | HANDLER | RULES | SQL | TESTS")
    for row in listed:
        file, path, rpc, handler, rules, sql, tests, _ = row
        files = [test.rpartition("/")[2] for test in tests]
        print(" | ".join((rpc, handler or "-", _first(rules), _first(sql), _first(files))))
        missing = holes(row)
        if missing:
            line = descriptors.comments(file).get(tuple(path), (1, ""))[0]
            findings.append(Finding(f"protos/{file.name}", line,
                                    f"{rpc} has no {', no '.join(missing)}"))
    print(f"{len(listed)} RPCs; {unbuilt} of services that are not built yet.")
    return findings
