"""The rules of the contract (docs/architecture.md 4 and 5): every proto below protos/ladder, read as descriptors."""

import re

import descriptors
from descriptors import NUMBERS, REPEATED, SCALARS, TYPE_ENUM, TYPE_MESSAGE, Options
from tree import Finding

# Internal services: no http rule, not routed by the gateway, their permissions in one table of platform/rpc.
INTERNAL = {"ladder.events.v1.EventFeed": "other services read it over mutual TLS"}
# Methods that change nothing though their http verb is POST: the question is too long or too private for a URL.
READ_PREFIXES = ("Get", "List", "BatchGet", "Search", "Count", "Query", "Find", "Explain", "Preview",
                 "Recommend", "Reveal", "Compute", "Check", "Stream", "Read", "Watch", "Wait",
                 "Export", "Download", "Evaluate", "Decide", "Lookup", "Match")
OUTPUT_ONLY = 3
PERMISSION = re.compile(r"[a-z]+(\.[a-z][A-Za-z]*){2}")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Contract:
    """The descriptors of the suite's own files, and where to look things up."""

    def __init__(self, files, own):
        self.files = [file for file in files.file if file.name in own]
        self.options = Options(files)
        self.messages = {}
        self.methods = []  # (file, path, service, method)
        for file in files.file:
            prefix = "." + file.package
            for index, message in enumerate(file.message_type):
                self._add(file, prefix, message, (4, index))
        for file in self.files:
            for index, service in enumerate(file.service):
                for number, method in enumerate(service.method):
                    self.methods.append((file, (6, index, 2, number), service, method))

    def _add(self, file, prefix, message, path):
        name = f"{prefix}.{message.name}"
        self.messages[name] = (file, message, path)
        for index, nested in enumerate(message.nested_type):
            self._add(file, name, nested, path + (3, index))

    def field_option(self, field):
        return self.options.read(field.options, "ladder.options.v1.field")

    def is_output_only(self, field):
        return OUTPUT_ONLY in self.options.read(field.options, "google.api.field_behavior")

    def http(self, method):
        return self.options.read(method.options, "google.api.http")


def _path(file):
    return f"protos/{file.name}"


def _at(file, path, text):
    line = descriptors.comments(file).get(tuple(path), (1, ""))[0]
    return Finding(_path(file), line, text)


def upper_snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def _elements(file):
    """(path, what it is) of everything that needs a comment."""
    for index, message in enumerate(file.message_type):
        yield from _message_elements(message, (4, index))
    for index, enum in enumerate(file.enum_type):
        yield from _enum_elements(enum, (5, index))
    for index, service in enumerate(file.service):
        yield (6, index), f"service {service.name}"
        for number, method in enumerate(service.method):
            yield (6, index, 2, number), f"rpc {method.name}"
    for index, extension in enumerate(file.extension):
        yield (7, index), f"extension {extension.name}"


def _message_elements(message, path):
    if message.options.map_entry:
        return
    yield path, f"message {message.name}"
    for index, field in enumerate(message.field):
        yield path + (2, index), f"field {field.name}"
    for index, nested in enumerate(message.nested_type):
        yield from _message_elements(nested, path + (3, index))
    for index, enum in enumerate(message.enum_type):
        yield from _enum_elements(enum, path + (4, index))


def _enum_elements(enum, path):
    yield path, f"enum {enum.name}"
    for index, value in enumerate(enum.value):
        yield path + (2, index), f"value {value.name}"


def check_comments(contract):
    for file in contract.files:
        known = descriptors.comments(file)
        for path, what in _elements(file):
            line, text = known.get(path, (1, ""))
            if not text:
                yield Finding(_path(file), line, f"{what} has no comment")


def check_packages(contract):
    for file in contract.files:
        folder = file.name.rpartition("/")[0].replace("/", ".")
        if file.package != folder:
            yield _at(file, (2,), f"package {file.package}, but its folder says {folder}")
        if file.service and file.package.split(".")[1] not in ("events", "options"):
            if not contract.options.read(file.options, "ladder.options.v1.upstream"):
                yield _at(file, (2,), "a file with services names its upstream")


def _check_method(contract, file, path, service, method):
    name = f"{file.package}.{service.name}"
    http = contract.http(method)
    if name in INTERNAL:
        if http is not None:
            yield _at(file, path, f"rpc {method.name} is internal, so it has no http rule")
        return
    option = contract.options.read(method.options, "ladder.options.v1.method")
    if http is None:
        yield _at(file, path, f"rpc {method.name} has no google.api.http")
    if option is None or not option.permission:
        yield _at(file, path, f"rpc {method.name} declares no permission")
    elif not PERMISSION.fullmatch(option.permission):
        yield _at(file, path, f"permission {option.permission} is not service.collection.verb")
    verb = http.WhichOneof("pattern") if http is not None else "post"
    if http is not None:
        template = getattr(http, verb) if verb != "custom" else http.custom.path
        if not template.startswith("/v1/"):
            yield _at(file, path, f"rpc {method.name}: the route {template} is not below /v1/")
        if verb == "get" and http.body:
            yield _at(file, path, f"rpc {method.name}: a GET has no body")
    request = contract.messages[method.input_type][1]
    reads = verb == "get" or (verb == "post" and method.name.startswith(READ_PREFIXES))
    fields = {field.name: field for field in request.field}
    if not reads:
        yield from _check_request_id(contract, file, path, method, fields)
    if method.name.startswith("List"):
        yield from _check_list(contract, file, path, method, fields)


def _check_request_id(contract, file, path, method, fields):
    field = fields.get("request_id")
    if field is None or SCALARS.get(field.type) != "string":
        yield _at(file, path, f"rpc {method.name} changes something without a request_id")
    elif getattr(contract.field_option(field), "max_length", 0) != 64:
        yield _at(file, path, f"rpc {method.name}: request_id has max_length 64")


def _check_list(contract, file, path, method, fields):
    response = {field.name: field for field in contract.messages[method.output_type][1].field}
    for holder, name, kind in ((fields, "page_size", "int32"), (fields, "page_token", "string"),
                               (response, "next_page_token", "string")):
        if name not in holder or SCALARS.get(holder[name].type) != kind:
            yield _at(file, path, f"rpc {method.name}: no {kind} {name}")
    lists = [field for field in response.values() if field.label == REPEATED]
    if len(lists) != 1:
        yield _at(file, path, f"rpc {method.name}: a page is one repeated field, not {len(lists)}")


def check_methods(contract):
    for file, path, service, method in contract.methods:
        yield from _check_method(contract, file, path, service, method)


def check_bounds(contract):
    """Every field that a caller may fill declares its bounds, however deep it is."""
    done = set()
    found = set()
    waiting = [method.input_type for _, _, _, method in contract.methods]
    while waiting:
        name = waiting.pop()
        if name in done or not name.startswith(".ladder."):
            continue
        done.add(name)
        file, message, path = contract.messages[name]
        for index, field in enumerate(message.field):
            if contract.is_output_only(field):
                continue
            found.update(_check_field(contract, file, message, field, path + (2, index)))
            if field.type == TYPE_MESSAGE:
                waiting.append(field.type_name)
    return found


def _check_field(contract, file, message, field, path):
    option = contract.field_option(field)
    where = f"{message.name}.{field.name}"
    if field.label == REPEATED and not getattr(option, "max_items", 0):
        yield _at(file, path, f"{where} is repeated without max_items")
    scalar = SCALARS.get(field.type)
    if scalar in ("string", "bytes") and not getattr(option, "max_length", 0):
        yield _at(file, path, f"{where} is a {scalar} without max_length")
    if scalar in NUMBERS and not (getattr(option, "max", 0) or getattr(option, "min", 0)):
        yield _at(file, path, f"{where} is a number without min and max")
    if scalar in NUMBERS and re.search(r"(^|_)(fen|amount|money)$", field.name):
        yield _at(file, path, f"{where}: money is a google.type.Money at the border")


def _enums(file):
    def nested(message, path):
        for index, enum in enumerate(message.enum_type):
            yield message, enum, path + (4, index)
        for index, inner in enumerate(message.nested_type):
            yield from nested(inner, path + (3, index))
    for index, enum in enumerate(file.enum_type):
        yield None, enum, (5, index)
    for index, message in enumerate(file.message_type):
        yield from nested(message, (4, index))


def check_enums(contract):
    for file in contract.files:
        for holder, enum, path in _enums(file):
            prefix = upper_snake(enum.name) + "_"
            if enum.value[0].name != f"{prefix}UNSPECIFIED":
                yield _at(file, path, f"enum {enum.name} does not begin with {prefix}UNSPECIFIED")
            if holder is not None and enum.name != "State":
                yield _at(file, path, f"enum {enum.name} is nested, but only State may be")
            if holder is None and enum.name == "Reason":
                yield from _check_reasons(contract, file, enum, path)
                continue
            for index, value in enumerate(enum.value[1:], 1):
                if (holder is None) != value.name.startswith(prefix):
                    rule = "has" if holder is None else "goes without"
                    yield _at(file, path + (2, index),
                              f"value {value.name} of {enum.name} {rule} the prefix {prefix}")


def _check_reasons(contract, file, enum, path):
    for index, value in enumerate(enum.value):
        if value.number == 0:
            continue
        reason = contract.options.read(value.options, "ladder.options.v1.reason")
        missing = [name for name in ("code", "zh", "en") if not getattr(reason, name, None)]
        where = path + (2, index)
        if missing:
            yield _at(file, where, f"reason {value.name} lacks {', '.join(missing)}")
        elif set(PLACEHOLDER.findall(reason.zh)) != set(PLACEHOLDER.findall(reason.en)):
            yield _at(file, where, f"reason {value.name}: the two texts name different keys")


def check_resources(contract):
    """What a Create or Update answers is a resource: `name` first, and an etag when it can be updated."""
    for file, path, _, method in contract.methods:
        if not re.match(r"(Create|Update)[A-Z]", method.name):
            continue
        if not method.output_type.startswith(".ladder."):
            continue
        message = contract.messages[method.output_type][1]
        fields = {field.name: field for field in message.field}
        if "name" not in fields or fields["name"].number != 1:
            yield _at(file, path, f"rpc {method.name}: {message.name} has no 'string name = 1'")
        if method.name.startswith("Update") and "etag" not in fields:
            yield _at(file, path, f"rpc {method.name}: {message.name} has no etag")


CHECKS = (check_comments, check_packages, check_methods, check_bounds, check_enums,
          check_resources)


def load(tree):
    """The contract of a tree; None when it has no protos."""
    own = [path.removeprefix("protos/") for path in tree.matching(r"protos/ladder/.*\.proto")]
    return Contract(descriptors.file_set(tree.root, own), set(own)) if own else None


def check(tree):
    try:
        contract = load(tree)
    except descriptors.ProtoError as error:
        return [Finding("protos", 1, str(error))]
    return [finding for rule in CHECKS for finding in rule(contract)] if contract else []
