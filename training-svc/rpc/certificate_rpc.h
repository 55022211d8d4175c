// CertificateService: what a learner who completed a class holds.
#pragma once

#include "absl/status/statusor.h"
#include "ladder/training/v1/certificate.pb.h"
#include "platform/rpc/binder.h"
#include "training-svc/rpc/service_context.h"

namespace ladder::training {

class CertificateRpc {
 public:
  explicit CertificateRpc(ServiceContext& context) : context_(context) {}
  void Bind(rpc::Binder& binder);

  absl::StatusOr<v1::Certificate> GetCertificate(const rpc::Call& call,
                                                 const v1::GetCertificateRequest& request);
  absl::StatusOr<v1::ListCertificatesResponse> ListCertificates(
      const rpc::Call& call, const v1::ListCertificatesRequest& request);
  absl::StatusOr<v1::IssueCertificatesResponse> IssueCertificates(
      const rpc::Call& call, const v1::IssueCertificatesRequest& request);
  absl::StatusOr<v1::Certificate> RevokeCertificate(const rpc::Call& call,
                                                    const v1::RevokeCertificateRequest& request);
  absl::StatusOr<v1::CheckCertificateResponse> CheckCertificate(
      const rpc::Call& call, const v1::CheckCertificateRequest& request);

 private:
  ServiceContext& context_;
};

}  // namespace ladder::training
