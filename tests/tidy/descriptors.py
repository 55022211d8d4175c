"""The protos as descriptors with their comments: protoc's set, and the suite's options read from it."""

import os
import pathlib
import subprocess
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from tree import ROOT

SCALARS = {getattr(descriptor_pb2.FieldDescriptorProto, "TYPE_" + name.upper()): name
           for name in ("double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "bool",
                        "string", "bytes", "uint32", "sfixed32", "sfixed64", "sint32", "sint64")}
NUMBERS = {"double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "uint32",
           "sfixed32", "sfixed64", "sint32", "sint64"}
TYPE_MESSAGE = descriptor_pb2.FieldDescriptorProto.TYPE_MESSAGE
TYPE_ENUM = descriptor_pb2.FieldDescriptorProto.TYPE_ENUM
REPEATED = descriptor_pb2.FieldDescriptorProto.LABEL_REPEATED
# Where the options are declared; always read, whether or not a file uses them yet.
EXTENSIONS = ("google/api/annotations.proto", "google/api/field_behavior.proto",
              "ladder/options/v1/options.proto")


class ProtoError(Exception):
    """protoc refused the files; its own words."""


def cache():
    return pathlib.Path(os.environ.get("LADDER_CACHE", ROOT / ".ladder" / "cache"))


def file_set(root, files):
    """The FileDescriptorSet of `files` below `root`/protos, imports included, with source info."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "set.binpb"
        ran = subprocess.run(
            ["protoc", "--include_source_info", "--include_imports", f"--descriptor_set_out={out}",
             "-I", str(pathlib.Path(root) / "protos"), "-I", str(ROOT / "protos"),
             "-I", str(cache() / "google-protos"), *sorted({*files, *EXTENSIONS})],
            capture_output=True, text=True)
        if ran.returncode != 0:
            raise ProtoError(ran.stderr.strip())
        found = descriptor_pb2.FileDescriptorSet()
        found.ParseFromString(out.read_bytes())
        return found


class Options:
    """Reads the extensions of options, which protoc's own classes do not know."""

    def __init__(self, files):
        self._pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self._pool.Add(file)
        self._factory = message_factory.MessageFactory(self._pool)
        # The pool finds extensions of a message only once their files were built.
        for file in files.file:
            self._factory.GetMessages([file.name])

    def read(self, options, extension):
        """The value of an extension, such as `ladder.options.v1.method`; None when it is not set."""
        name = options.DESCRIPTOR.full_name
        typed = self._factory.GetPrototype(self._pool.FindMessageTypeByName(name))()
        typed.ParseFromString(options.SerializeToString())
        descriptor = self._pool.FindExtensionByName(extension)
        values = typed.Extensions[descriptor]
        if descriptor.label == REPEATED:
            return list(values)
        return values if typed.HasExtension(descriptor) else None


def comments(file):
    """{path in the file: (line, comment)} of every location; the comment may be empty."""
    found = {}
    for location in file.source_code_info.location:
        text = location.leading_comments + location.trailing_comments
        key = tuple(location.path)
        if key not in found:
            found[key] = (location.span[0] + 1, text.strip())
    return found
