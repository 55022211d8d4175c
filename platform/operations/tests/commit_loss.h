// A door to the database that can lose the answer to a COMMIT: the server has committed, the client
// sees its connection end.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ladder::operations {

class CommitLoss {
 public:
  // `server` is the server's address, "unix:///path/my.sock".
  explicit CommitLoss(const std::string& server);
  ~CommitLoss();
  CommitLoss(const CommitLoss&) = delete;
  CommitLoss& operator=(const CommitLoss&) = delete;

  // What clients open instead.
  std::string dsn() const;
  // The answers to the next `count` commits are lost.
  void LoseNext(int count) { to_lose_ = count; }
  int lost() const { return lost_; }

 private:
  void Accept();
  // Carries bytes both ways until either end closes.
  void Carry(int client, int server);
  // Whether the client's bytes are a COMMIT whose answer is to be lost.
  bool Loses(const std::string& bytes);

  const std::string server_;
  std::string dir_;
  int listener_ = -1;
  std::atomic<bool> stopping_{false};
  std::atomic<int> to_lose_{0};
  std::atomic<int> lost_{0};
  std::vector<std::thread> carriers_;  // of the accepting thread
  std::thread acceptor_;
};

}  // namespace ladder::operations
