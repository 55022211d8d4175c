#include "training-svc/rpc/certificate_rpc.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "platform/rpc/convert.h"
#include "platform/rpc/etag.h"
#include "platform/rpc/names.h"
#include "platform/status/status.h"
#include "training-svc/rpc/convert.h"
#include "training-svc/rpc/events.h"
#include "training-svc/rpc/issue.h"
#include "training-svc/storage/certificates.h"
#include "training-svc/storage/classes.h"

namespace ladder::training {
namespace {

v1::Certificate ToProto(const IssuedCertificate& certificate) {
  v1::Certificate proto;
  proto.set_name(NameOfCertificate(certificate.root.id));
  proto.set_number(certificate.number.ToString());
  proto.set_person(NameOfPerson(certificate.person));
  proto.set_enrolment(NameOfEnrolment(certificate.training_class, certificate.enrolment));
  proto.set_level(static_cast<ladder::registry::v1::SkillLevel>(certificate.kind));
  proto.set_occupation(certificate.occupation);
  proto.set_issuer_uscc(certificate.issuer_uscc);
  *proto.mutable_issue_date() = rpc::ToDate(certificate.issued_on);
  proto.set_verify_code(certificate.verify_code);
  proto.set_state(static_cast<v1::Certificate::State>(certificate.state));
  proto.set_revoke_reason(certificate.revoke_reason);
  if (certificate.revoked_on) *proto.mutable_revoke_date() = rpc::ToDate(*certificate.revoked_on);
  proto.set_etag(rpc::EtagOf(certificate.root.version));
  return proto;
}

}  // namespace

void CertificateRpc::Bind(rpc::Binder& binder) {
  binder.Service("ladder.training.v1.CertificateService")
      .Unary("GetCertificate", this, &CertificateRpc::GetCertificate)
      .Unary("ListCertificates", this, &CertificateRpc::ListCertificates)
      .Unary("IssueCertificates", this, &CertificateRpc::IssueCertificates)
      .Unary("RevokeCertificate", this, &CertificateRpc::RevokeCertificate)
      .Unary("CheckCertificate", this, &CertificateRpc::CheckCertificate);
}

absl::StatusOr<v1::Certificate> CertificateRpc::GetCertificate(
    const rpc::Call& call, const v1::GetCertificateRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kCertificateName, request.name()));
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Certificate> {
        LADDER_ASSIGN_OR_RETURN(const IssuedCertificate certificate,
                                training::GetCertificate(tx, id, call.scope()));
        return ToProto(certificate);
      });
}

absl::StatusOr<v1::ListCertificatesResponse> CertificateRpc::ListCertificates(
    const rpc::Call& call, const v1::ListCertificatesRequest& request) {
  CertificateQuery query;
  if (!request.person().empty()) {
    LADDER_ASSIGN_OR_RETURN(query.person, rpc::ParseId(kPersonName, request.person(), "person"));
  }
  if (!request.training_class().empty()) {
    LADDER_ASSIGN_OR_RETURN(query.class_id,
                            rpc::ParseId(kClassName, request.training_class(), "training_class"));
  }
  if (!request.number().empty()) query.number = request.number();
  if (request.state() != v1::Certificate::STATE_UNSPECIFIED) {
    query.state = static_cast<CertificateState>(request.state());
  }
  LADDER_ASSIGN_OR_RETURN(const rpc::Page page, context_.pager.Open(call));
  LADDER_ASSIGN_OR_RETURN(query.after, ParseListKey(page.after));
  query.size = page.size;
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::ListCertificatesResponse> {
        if (query.class_id) {
          LADDER_RETURN_IF_ERROR(GetClass(tx, *query.class_id, call.scope()).status());
        }
        LADDER_ASSIGN_OR_RETURN(const auto listed,
                                training::ListCertificates(tx, call.scope(), query));
        v1::ListCertificatesResponse response;
        for (const IssuedCertificate& row : listed.rows) {
          *response.add_certificates() = ToProto(row);
        }
        if (listed.more) {
          response.set_next_page_token(context_.pager.Next(call, page, listed.last.ToString()));
        }
        return response;
      });
}

absl::StatusOr<v1::IssueCertificatesResponse> CertificateRpc::IssueCertificates(
    const rpc::Call& call, const v1::IssueCertificatesRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid class_id,
                          rpc::ParseId(kClassName, request.parent(), "parent"));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::IssueCertificatesResponse> {
        LADDER_ASSIGN_OR_RETURN(const TrainingClass before, LockClass(tx, class_id, call.scope()));
        Seating seating = BeginSeating(tx, call.origin(), before);
        LADDER_ASSIGN_OR_RETURN(const std::vector<IssuedCertificate> issued, IssueAll(seating));
        LADDER_RETURN_IF_ERROR(Finish(seating).status());
        v1::IssueCertificatesResponse response;
        for (const IssuedCertificate& row : issued) *response.add_certificates() = ToProto(row);
        return response;
      });
}

absl::StatusOr<v1::Certificate> CertificateRpc::RevokeCertificate(
    const rpc::Call& call, const v1::RevokeCertificateRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const Ulid id, rpc::ParseId(kCertificateName, request.name()));
  return context_.transactor.Transact(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::Certificate> {
        LADDER_ASSIGN_OR_RETURN(const IssuedCertificate before,
                                LockCertificate(tx, id, call.scope()));
        LADDER_ASSIGN_OR_RETURN(IssuedCertificate after,
                                Revoke(before, request.reason(), call.today()));
        LADDER_ASSIGN_OR_RETURN(const TrainingClass training_class,
                                GetClassOf(tx, before.training_class));
        ++after.root.version;
        LADDER_RETURN_IF_ERROR(EmitCertificate(tx, call.origin(), training_class, after));
        LADDER_RETURN_IF_ERROR(SaveCertificate(tx, before.root.version, after));
        return ToProto(after);
      });
}

absl::StatusOr<v1::CheckCertificateResponse> CertificateRpc::CheckCertificate(
    const rpc::Call& call, const v1::CheckCertificateRequest& request) {
  LADDER_ASSIGN_OR_RETURN(const CertificateNumber number,
                          CertificateNumber::Parse(request.number()));
  const std::string code = absl::AsciiStrToUpper(request.verify_code());
  return context_.transactor.Read(
      call, [&](mysql::Transaction& tx) -> absl::StatusOr<v1::CheckCertificateResponse> {
        LADDER_ASSIGN_OR_RETURN(const IssuedCertificate paper, FindPaper(tx, number, code));
        v1::CheckCertificateResponse response;
        response.set_state(static_cast<v1::Certificate::State>(paper.state));
        response.set_level(static_cast<ladder::registry::v1::SkillLevel>(paper.kind));
        response.set_occupation(paper.occupation);
        *response.mutable_issue_date() = rpc::ToDate(paper.issued_on);
        return response;
      });
}

}  // namespace ladder::training
