"""Renders a Kustomize base, checks every object against Kubernetes' own schemas, and then the house's rules.

manifests.py [FOLDER]: exit 1 and a line for each thing to mend. Runs in .ladder/cache/venv, where set-up for tests
puts the schemas; the renderer is .ladder/cache/tools/kustomize.
"""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = pathlib.Path(os.environ.get("LADDER_CACHE", ROOT / ".ladder" / "cache"))
KUBERNETES = "1.30"

SERVICES = ("registry", "matching", "training", "subsidy", "gateway")
ORDER = ("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget",
         "HorizontalPodAutoscaler")
# Who calls whom: docs/architecture.md 1 and 3.
ARROWS = {("gateway", "registry"), ("gateway", "matching"), ("gateway", "training"),
          ("gateway", "subsidy"), ("matching", "registry"), ("training", "registry"),
          ("registry", "matching"), ("registry", "training"), ("registry", "subsidy"),
          ("subsidy", "registry"), ("subsidy", "matching"), ("subsidy", "training"),
          ("training", "subsidy"),
          ("services", "database"), ("migrations", "database"), ("everything", "dns"),
          ("ingress", "gateway"), ("monitoring", "metrics")}


def render(folder):
    """The objects that Kustomize makes of a folder; what it says instead when it cannot."""
    import yaml
    ran = subprocess.run([CACHE / "tools" / "kustomize", "build", folder], capture_output=True,
                         text=True)
    if ran.returncode != 0:
        return [], [f"kustomize: {ran.stderr.strip()}"]
    return list(yaml.safe_load_all(ran.stdout)), []


def title(manifest):
    return f"{manifest.get('kind')} {manifest.get('metadata', {}).get('name')}"


def schema_errors(manifest):
    """What Kubernetes' schema has against an object; fields that it does not know are errors."""
    import kubernetes_validate
    try:
        kubernetes_validate.validate(manifest, KUBERNETES, strict=True)
    except kubernetes_validate.ValidationError as error:
        where = ".".join(str(part) for part in error.path)
        return [f"{title(manifest)}: {where}: {error.message[:200]}"]
    except kubernetes_validate.SchemaNotFoundError:
        return [f"{title(manifest)}: Kubernetes {KUBERNETES} has no such kind"]
    return []


def pod_errors(manifest):
    """A pod runs as nobody, on a file system it cannot change, with what it needs and no more."""
    spec = manifest["spec"]["template"]["spec"]
    wanted = [(spec.get("securityContext", {}).get("runAsNonRoot") is True, "runAsNonRoot"),
              (spec.get("automountServiceAccountToken") is False, "no API token")]
    for container in spec["containers"]:
        security = container.get("securityContext", {})
        resources = container.get("resources", {})
        wanted += [
            (security.get("readOnlyRootFilesystem") is True, "readOnlyRootFilesystem"),
            (security.get("allowPrivilegeEscalation") is False, "no privilege escalation"),
            (security.get("capabilities", {}).get("drop") == ["ALL"], "drop ALL capabilities"),
            ({"cpu", "memory"} <= set(resources.get("requests", {})), "requests of cpu and memory"),
            ("memory" in resources.get("limits", {}), "a limit of memory"),
            (":" in container["image"] and not container["image"].endswith(":latest"),
             "an image with a tag")]
        if manifest["kind"] == "Deployment":
            wanted += [("grpc" in container.get(probe, {}), f"a gRPC {probe}")
                       for probe in ("livenessProbe", "readinessProbe")]
            wanted.append((container.get("livenessProbe") != container.get("readinessProbe"),
                           "liveness and readiness apart"))
    return [f"{title(manifest)}: lacks {what}" for good, what in wanted if not good]


def _labels(manifest):
    return manifest["spec"]["template"]["metadata"]["labels"]


def _claims(manifest):
    """The volume claims that a workload's pods mount."""
    if manifest["kind"] not in ("Deployment", "Job"):
        return []
    volumes = manifest["spec"]["template"]["spec"].get("volumes", [])
    return [volume["persistentVolumeClaim"]["claimName"] for volume in volumes
            if "persistentVolumeClaim" in volume]


def suite_errors(manifests):
    """What only the whole can get wrong: selectors, claims, the arrows, a kind that a service lacks."""
    errors = []
    by_kind = {}
    for manifest in manifests:
        by_kind.setdefault(manifest["kind"], {})[manifest["metadata"]["name"]] = manifest
    for service in SERVICES:
        errors += [f"{service} has no {kind}" for kind in ORDER
                   if service not in by_kind.get(kind, {})]
        deployment = by_kind.get("Deployment", {}).get(service)
        if deployment is None:
            continue
        labels = _labels(deployment).items()
        for kind, selector in (("Service", lambda spec: spec["selector"]),
                               ("PodDisruptionBudget", lambda s: s["selector"]["matchLabels"])):
            other = by_kind.get(kind, {}).get(service)
            if other and not selector(other["spec"]).items() <= labels:
                errors.append(f"{kind} {service} selects none of its pods")
    errors += [f"{title(manifest)}: no PersistentVolumeClaim {name}"
               for manifest in manifests for name in _claims(manifest)
               if name not in by_kind.get("PersistentVolumeClaim", {})]
    policies = set(by_kind.get("NetworkPolicy", {}))
    arrows = {f"{source}-to-{target}" for source, target in ARROWS}
    errors += [f"no NetworkPolicy {name}" for name in sorted((arrows | {"deny-all"}) - policies)]
    errors += [f"NetworkPolicy {name} is no arrow of the architecture"
               for name in sorted(policies - arrows - {"deny-all"})]
    deny = by_kind.get("NetworkPolicy", {}).get("deny-all")
    if deny and deny["spec"] != {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}:
        errors.append("NetworkPolicy deny-all lets something through")
    return errors


def order_errors(folder):
    """One file a service, its objects in one order."""
    import yaml
    errors = []
    for service in SERVICES:
        file = pathlib.Path(folder) / f"{service}.yaml"
        if not file.exists():
            errors.append(f"{service} has no file of its own")
            continue
        kinds = tuple(manifest["kind"] for manifest in yaml.safe_load_all(file.read_text()))
        if kinds != ORDER:
            errors.append(f"{service}.yaml: {', '.join(kinds)}; the order is {', '.join(ORDER)}")
    return errors


def check(folder):
    """Everything that is wrong with the base in `folder`, as lines."""
    manifests, errors = render(folder)
    for manifest in manifests:
        invalid = schema_errors(manifest)
        errors += invalid
        if not invalid and manifest["kind"] in ("Deployment", "Job"):
            errors += pod_errors(manifest)
    if not errors:
        errors = suite_errors(manifests) + order_errors(folder)
    return errors, len(manifests)


def main():
    python = CACHE / "venv" / "bin" / "python"
    if not python.exists() or not (CACHE / "tools" / "kustomize").exists():
        print("The tools are missing: run './ladder setup --tests'.")
        return 1
    if pathlib.Path(sys.prefix) != python.parent.parent:
        os.execv(python, [str(python), "-B", *sys.argv])
    folder = sys.argv[1] if len(sys.argv) > 1 else ROOT / "k8s" / "base"
    errors, count = check(folder)
    print("\n".join(errors + [f"{count} objects, {len(errors)} errors."]))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
