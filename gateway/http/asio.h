// Boost.Asio with coroutines. Boost 1.74's awaitable.hpp uses std::exchange without its header, so
// <utility> is first.
#pragma once

#if defined(__clang__) && !defined(BOOST_ASIO_HAS_CO_AWAIT)
// clang has coroutines, but Boost 1.74 looks for them only in libc++. It reads this code for
// clang-tidy.
#define BOOST_ASIO_HAS_CO_AWAIT 1
#endif

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace ladder::gateway {

namespace asio = ::boost::asio;

}  // namespace ladder::gateway
