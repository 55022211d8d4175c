"""As much of C++ as the checks need: comments, string literals, function bodies. No preprocessor, no types."""

import re

_TOKEN = re.compile(
    r'//[^\n]*'
    r'|/\*.*?\*/'
    r'|R"(?P<mark>[^()\\ \n]{0,16})\((?P<raw>.*?)\)(?P=mark)"'
    r'|"(?P<text>(?:\\.|[^"\\\n])*)"'
    r"|(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+'", re.S)

_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def strings(source):
    """(position, value) of each string literal; neighbours with only space or comments between are one."""
    found = []
    last_end = None
    for match in _TOKEN.finditer(source):
        value = match.group("raw")
        if value is None and match.group("text") is not None:
            value = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m.group(1), m.group(1)),
                           match.group("text"), flags=re.S)
        if value is None:
            # A comment between two literals keeps them neighbours.
            if last_end is not None and not source[last_end:match.start()].strip():
                last_end = match.end()
            continue
        if last_end is not None and not source[last_end:match.start()].strip():
            found[-1] = (found[-1][0], found[-1][1] + value)
        else:
            found.append((match.start(), value))
        last_end = match.end()
    return found


def without_comments_and_strings(source):
    """The source with the inside of comments and literals blanked; lengths and lines stay."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group(0))
    return _TOKEN.sub(blank, source)


def body_at(code, start):
    """The text between the first brace after `start` and its partner. `code` has no comments or strings."""
    opening = code.find("{", start)
    if opening < 0:
        return ""
    depth = 0
    for position in range(opening, len(code)):
        if code[position] == "{":
            depth += 1
        elif code[position] == "}":
            depth -= 1
            if depth == 0:
                return code[opening + 1:position]
    return code[opening + 1:]


# A definition at namespace level: a return type, a name, maybe with its class, parameters, then a brace.
_DEFINITION = re.compile(r"^(?:\w[\w:<>,&*\s\[\]]*?[\s&*>])?((?:\w+::)?~?\w+)\s*\((?:[^;{}]|\{\})*?\)"
                         r"(?:\s*(?:const|noexcept|override|final))*\s*(?::[^;{]*)?\{", re.M)


def definitions(code):
    """{name: body} of the functions defined at the left margin or in a class there; overloads are joined."""
    found = {}
    for match in _DEFINITION.finditer(code):
        name = match.group(1)
        if name in ("if", "for", "while", "switch", "return", "namespace"):
            continue
        found[name] = found.get(name, "") + body_at(code, match.end() - 1)
    return found


def calls(body):
    """The names that are called or whose address is taken in a body, in order."""
    return list(dict.fromkeys(re.findall(r"\b([A-Z]\w+)\s*[(<]", body)))
