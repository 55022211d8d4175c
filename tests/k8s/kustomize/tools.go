//go:build tools

// Package kustomize pins the renderer of the manifests, with everything it is built from, by go.sum.
package kustomize

import _ "sigs.k8s.io/kustomize/kustomize/v5"
