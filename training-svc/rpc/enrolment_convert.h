// Enrolments between the contract and the domain.
#pragma once

#include "ladder/training/v1/enrolment.pb.h"
#include "training-svc/domain/enrolment.h"

namespace ladder::training {

v1::Enrolment ToProto(const Enrolment& enrolment);

}  // namespace ladder::training
