"""`buf lint` over the contract, with the exceptions that tests/tidy/buf.yaml reasons."""

import json
import pathlib
import subprocess
import tempfile

import descriptors
from tree import Finding

CONFIG = pathlib.Path(__file__).resolve().parent / "buf.yaml"


def check(tree):
    own = [path.removeprefix("protos/") for path in tree.matching(r"protos/ladder/.*\.proto")]
    if not own:
        return []
    buf = descriptors.cache() / "tools" / "buf"
    if not buf.exists():
        return [Finding(str(CONFIG), 1, "buf is missing: run './ladder setup --tests'")]
    try:
        files = descriptors.file_set(tree.root, own)
    except descriptors.ProtoError as error:
        return [Finding("protos", 1, str(error))]
    with tempfile.TemporaryDirectory() as folder:
        image = pathlib.Path(folder) / "set.binpb"
        image.write_bytes(files.SerializeToString())
        ran = subprocess.run([buf, "lint", image, "--config", CONFIG, "--error-format=json"],
                             capture_output=True, text=True, env={"HOME": folder})
    findings = []
    for line in ran.stdout.splitlines():
        said = json.loads(line)
        findings.append(Finding(f"protos/{said['path']}", said.get("start_line", 1),
                                f"{said['type']}: {said['message']}"))
    if ran.returncode != 0 and not findings:
        findings.append(Finding(str(CONFIG), 1, ran.stderr.strip()[:300]))
    return findings
