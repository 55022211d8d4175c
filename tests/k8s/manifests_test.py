"""A broken copy of the base must be refused, each break for its own reason."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import manifests

BASE = manifests.ROOT / "k8s" / "base"

# (file, text, what it becomes, what must be said)
BREAKS = [
    ("registry.yaml", "replicas: 2", "replicas: two", "Deployment registry: spec.replicas: "),
    ("registry.yaml", "      containers:", "      containres:", "Deployment registry: "),
    ("matching.yaml", "apiVersion: apps/v1", "apiVersion: apps/v9", "has no such kind"),
    ("training.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "lacks runAsNonRoot"),
    ("training.yaml", "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false",
     "lacks readOnlyRootFilesystem"),
    ("subsidy.yaml", 'drop: ["ALL"]', 'drop: ["NET_RAW"]', "lacks drop ALL capabilities"),
    ("subsidy.yaml", "              service: ready\n            periodSeconds: 5\n"
     "            failureThreshold: 2", "            periodSeconds: 10\n"
     "            failureThreshold: 3", "lacks liveness and readiness apart"),
    ("gateway.yaml", "cpu: 250m", "cpus: 250m", "lacks requests of cpu and memory"),
    ("migrations.yaml", "fsGroup: 65532", "fsGroup: nobody", "Job registry-migrate: "),
    ("gateway.yaml", "kind: PodDisruptionBudget\nmetadata:\n  name: gateway",
     "kind: PodDisruptionBudget\nmetadata:\n  name: gate", "gateway has no PodDisruptionBudget"),
    ("network.yaml", "name: subsidy-to-training", "name: subsidy-to-gateway",
     "no NetworkPolicy subsidy-to-training"),
    ("network.yaml", '  podSelector: {}\n  policyTypes: ["Ingress", "Egress"]',
     '  podSelector: {}\n  policyTypes: ["Ingress"]', "deny-all lets something through"),
    ("subsidy.yaml", "claimName: bank", "claimName: bunk",
     "Deployment subsidy: no PersistentVolumeClaim bunk"),
    ("kustomization.yaml", "  - registry.yaml", "  - absent.yaml", "kustomize: "),
]


class ManifestsTest(unittest.TestCase):
    def test_the_base_is_sound(self):
        self.assertEqual(manifests.check(BASE)[0], [])

    def test_each_break_is_refused(self):
        for name, text, broken, said in BREAKS:
            with self.subTest(name=name, broken=broken), tempfile.TemporaryDirectory() as folder:
                copy = pathlib.Path(folder) / "base"
                shutil.copytree(BASE, copy)
                before = (copy / name).read_text()
                self.assertIn(text, before)
                (copy / name).write_text(before.replace(text, broken, 1))
                errors = manifests.check(copy)[0]
                self.assertTrue(any(said in error for error in errors), errors)

    def test_the_command_refuses_a_broken_manifest(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "base"
            shutil.copytree(BASE, copy)
            file = copy / "registry.yaml"
            file.write_text(file.read_text().replace("replicas: 2", "replicas: two"))
            ran = subprocess.run([sys.executable, "-B", manifests.__file__, str(copy)],
                                 capture_output=True, text=True)
            self.assertEqual(ran.returncode, 1)
            self.assertIn("spec.replicas", ran.stdout)


if __name__ == "__main__":
    unittest.main()
