// Boost.Asio with coroutines. Boost 1.74's awaitable.hpp uses std::exchange without its header, so
// <utility> is first.
#pragma once

#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace ladder::gateway {

namespace asio = ::boost::asio;

}  // namespace ladder::gateway
