// Claims and their steps as the API shows them.
#pragma once

#include "ladder/subsidy/v1/claim.pb.h"
#include "platform/calendar/civil_day.h"
#include "subsidy-svc/domain/records.h"
#include "subsidy-svc/rpc/service_context.h"
#include "subsidy-svc/storage/claims.h"

namespace ladder::subsidy {

// `today` decides the light of its clock.
v1::Claim ToProto(const ClaimRecord& claim, const ServiceContext& context, CivilDay today);
v1::ClaimReview ToProto(const ReviewRecord& review, const Ulid& claim);
v1::PublicNotice ToProto(const NoticeRecord& notice);

// The light of a stage that ends on `deadline`, entered on `since`.
v1::StageLight ToLight(CivilDay since, const std::optional<CivilDay>& deadline,
                       const WorkdayCalendar& workdays, CivilDay today);

}  // namespace ladder::subsidy
