// The messages of this package's OperationService, for platform/operations/operation_rpc.h.
#pragma once

#include "ladder/subsidy/v1/operation.pb.h"

namespace ladder::subsidy {

struct OperationProtos {
  static constexpr char kService[] = "ladder.subsidy.v1.OperationService";
  using Metadata = v1::OperationMetadata;
  using GetRequest = v1::GetOperationRequest;
  using ListRequest = v1::ListOperationsRequest;
  using ListResponse = v1::ListOperationsResponse;
  using CancelRequest = v1::CancelOperationRequest;
};

}  // namespace ladder::subsidy
