#include "gateway/transcode/wire.h"

#include <utility>

namespace ladder::gateway {
namespace {

constexpr int kMaxVarintBytes = 10;

size_t VarintSize(uint64_t value) {
  size_t size = 1;
  for (; value >= 0x80; value >>= 7) ++size;
  return size;
}

void AppendVarint(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

// Little-endian, whatever the machine is.
template <typename Unsigned>
void AppendFixed(std::string& out, Unsigned value) {
  for (size_t i = 0; i < sizeof(value); ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

template <typename Unsigned>
bool TakeFixed(absl::string_view& rest, Unsigned& value) {
  if (rest.size() < sizeof(value)) return false;
  value = 0;
  for (size_t i = 0; i < sizeof(value); ++i) {
    value |= static_cast<Unsigned>(static_cast<uint8_t>(rest[i])) << (8 * i);
  }
  rest.remove_prefix(sizeof(value));
  return true;
}

}  // namespace

void WireWriter::Tag(int number, WireType type) {
  AppendVarint(buffer_, (static_cast<uint64_t>(number) << 3) | static_cast<uint64_t>(type));
}

void WireWriter::Varint(uint64_t value) { AppendVarint(buffer_, value); }
void WireWriter::Fixed32(uint32_t value) { AppendFixed(buffer_, value); }
void WireWriter::Fixed64(uint64_t value) { AppendFixed(buffer_, value); }

void WireWriter::Bytes(absl::string_view bytes) {
  AppendVarint(buffer_, bytes.size());
  buffer_.append(bytes.data(), bytes.size());
}

size_t WireWriter::Open() {
  lengths_.push_back({.position = buffer_.size(), .size = 0, .extra_before = extra_});
  return lengths_.size() - 1;
}

void WireWriter::Close(size_t token) {
  Length& length = lengths_[token];
  length.size = buffer_.size() - length.position + (extra_ - length.extra_before);
  extra_ += VarintSize(length.size);
}

std::string WireWriter::Finish() {
  std::string out;
  if (lengths_.empty()) {
    out = std::move(buffer_);
  } else {
    out.reserve(buffer_.size() + extra_);
    size_t copied = 0;
    for (const Length& length : lengths_) {
      out.append(buffer_, copied, length.position - copied);
      AppendVarint(out, length.size);
      copied = length.position;
    }
    out.append(buffer_, copied, std::string::npos);
  }
  buffer_.clear();
  lengths_.clear();
  extra_ = 0;
  return out;
}

bool WireReader::NextVarint(uint64_t& value) {
  value = 0;
  for (int i = 0; i < kMaxVarintBytes && static_cast<size_t>(i) < rest_.size(); ++i) {
    const auto byte = static_cast<uint8_t>(rest_[static_cast<size_t>(i)]);
    value |= static_cast<uint64_t>(byte & 0x7f) << (7 * i);
    if (byte < 0x80) {
      rest_.remove_prefix(static_cast<size_t>(i) + 1);
      return true;
    }
  }
  return false;
}

bool WireReader::NextFixed32(uint32_t& value) { return TakeFixed(rest_, value); }
bool WireReader::NextFixed64(uint64_t& value) { return TakeFixed(rest_, value); }

bool WireReader::Next(WireField& field) {
  uint64_t tag = 0;
  if (!NextVarint(tag) || tag > UINT32_MAX || (tag >> 3) == 0) return false;
  field.number = static_cast<int>(tag >> 3);
  field.type = static_cast<WireType>(tag & 7);
  field.bytes = {};
  switch (field.type) {
    case WireType::kVarint:
      return NextVarint(field.scalar);
    case WireType::kFixed64:
      return NextFixed64(field.scalar);
    case WireType::kFixed32: {
      uint32_t value = 0;
      if (!NextFixed32(value)) return false;
      field.scalar = value;
      return true;
    }
    case WireType::kBytes: {
      uint64_t size = 0;
      if (!NextVarint(size) || size > rest_.size()) return false;
      field.bytes = rest_.substr(0, size);
      rest_.remove_prefix(size);
      return true;
    }
  }
  return false;
}

}  // namespace ladder::gateway
