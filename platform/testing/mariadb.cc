#include "platform/testing/mariadb.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace ladder {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kStartMax = absl::Seconds(60);
constexpr absl::Duration kPoll = absl::Milliseconds(3);
constexpr absl::string_view kLogSize = "--innodb-log-file-size=8M";

// Waits for the end of its input, which is the end of the test process however it came, then ends
// the server and removes its directory. PR_SET_PDEATHSIG would tell of the end of the thread that
// started the server, and would leave the directory. $0 is the directory; a process id counts only
// if its command line names it.
constexpr char kCleaner[] =
    "cat >/dev/null\n"
    "for f in \"$0\"/*.pid; do\n"
    "  p=$(cat \"$f\" 2>/dev/null) && grep -q \"$0\" \"/proc/$p/cmdline\" 2>/dev/null && kill -9 "
    "\"$p\"\n"
    "done\n"
    "n=0\n"
    "while [ -e \"$0\" ] && [ $n -lt 50 ]; do rm -rf \"$0\" 2>/dev/null; n=$((n+1)); done\n";

std::string FindServer() {
  for (const char* path : {"/usr/sbin/mariadbd", "/usr/bin/mariadbd", "/usr/local/sbin/mariadbd"}) {
    if (access(path, X_OK) == 0) return path;
  }
  return "mariadbd";
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

[[noreturn]] void Die(absl::string_view what, absl::string_view detail) {
  std::fprintf(stderr, "test database: %s\n%s\n", std::string(what).c_str(),
               std::string(detail).c_str());
  std::abort();
}

std::string MakeTempDir(const std::string& prefix) {
  std::string path = prefix + "XXXXXX";
  if (mkdtemp(path.data()) == nullptr) Die("mkdtemp failed", std::strerror(errno));
  return path;
}

// Starts a program with its output in `log`. Between fork and exec only what is safe in a process
// with threads.
pid_t Spawn(const std::vector<std::string>& command, const std::string& log) {
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = fork();
  if (pid < 0) Die("fork failed", std::strerror(errno));
  if (pid > 0) return pid;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const int in = open("/dev/null", O_RDONLY);
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(in, 0);
  dup2(out, 1);
  dup2(out, 2);
  execvp(argv[0], argv.data());
  _exit(127);
}

int WaitFor(pid_t pid) {
  int state = 0;
  while (waitpid(pid, &state, 0) < 0 && errno == EINTR) {
  }
  return state;
}

std::vector<std::string> AsInvokingUser(std::vector<std::string> command) {
  // Root owns the directory, so the server stays root too; it is private to the test.
  if (geteuid() == 0) command.push_back("--user=root");
  return command;
}

// The data directory every server starts from: made once, beside the build, and copied. Test
// binaries that come at the same time each make one; the first to rename it wins.
fs::path Template() {
  struct stat server = {};
  stat(FindServer().c_str(), &server);
  const char* chosen = std::getenv("LADDER_MARIADB_TEMPLATES");
  const fs::path root = chosen != nullptr ? chosen : LADDER_MARIADB_TEMPLATES;
  const fs::path made = root / absl::StrCat("template-", server.st_mtime, "-", geteuid());
  if (fs::exists(made)) return made;
  fs::create_directories(root);
  const fs::path fresh = MakeTempDir((root / "new-").string());
  const std::string log = (fresh / "install.log").string();
  const int state = WaitFor(
      Spawn(AsInvokingUser({"mariadb-install-db", "--no-defaults",
                            absl::StrCat("--datadir=", (fresh / "data").string()),
                            // A server that starts sweeps its directory of another's tables.
                            absl::StrCat("--tmpdir=", fresh.string()),
                            "--auth-root-authentication-method=normal", "--skip-test-db",
                            std::string(kLogSize)}),
            log));
  if (state != 0) Die("mariadb-install-db failed", ReadFile(log));
  std::error_code lost;
  fs::rename(fresh, made, lost);
  if (lost) fs::remove_all(fresh);
  if (!fs::exists(made)) Die("no template", made.string());
  return made;
}

// Starts the cleaner of `dir` as nobody's child and returns what keeps it waiting.
int StartCleaner(const std::string& dir) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) Die("pipe failed", std::strerror(errno));
  const pid_t child = fork();
  if (child < 0) Die("fork failed", std::strerror(errno));
  if (child == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(ends[0], 0);
    dup2(nowhere, 1);
    dup2(nowhere, 2);
    execl("/bin/sh", "sh", "-c", kCleaner, dir.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  close(ends[0]);
  WaitFor(child);
  return ends[1];
}

}  // namespace

TestMariaDb::TestMariaDb(MariaDbSettings settings)
    : settings_(std::move(settings)), owner_(getpid()) {
  const fs::path data = Template() / "data";
  dir_ = MakeTempDir("/tmp/ladder-db-");
  guard_ = StartCleaner(dir_);
  fs::create_directory(fs::path(dir_) / "tmp");
  fs::copy(data, fs::path(dir_) / "data", fs::copy_options::recursive);
  Start();
}

TestMariaDb::~TestMariaDb() {
  if (getpid() != owner_) return;
  if (pid_ != 0) End(SIGKILL);
  std::error_code ignored;
  fs::remove_all(dir_, ignored);
  close(guard_);
}

std::string TestMariaDb::dsn() const { return absl::StrCat("unix://", dir_, "/my.sock"); }

std::vector<std::string> TestMariaDb::Arguments() const {
  std::vector<std::string> command = AsInvokingUser(
      {FindServer(), "--no-defaults", absl::StrCat("--datadir=", dir_, "/data"),
       absl::StrCat("--socket=", dir_, "/my.sock"), absl::StrCat("--pid-file=", dir_, "/my.pid"),
       absl::StrCat("--tmpdir=", dir_, "/tmp"), "--skip-networking", "--skip-name-resolve",
       "--character-set-server=utf8mb4", "--collation-server=utf8mb4_bin",
       "--innodb-buffer-pool-size=64M", std::string(kLogSize), "--max-connections=300",
       "--performance-schema=OFF", "--loose-innodb-buffer-pool-load-at-startup=OFF",
       "--loose-innodb-buffer-pool-dump-at-shutdown=OFF"});
  const std::vector<std::string> durable = {"--innodb-flush-log-at-trx-commit=1", "--sync-binlog=1",
                                            "--log-bin=binlog", "--binlog-format=ROW",
                                            "--server-id=1"};
  // Commits reach the operating system, so that they outlive kill -9, but not the disk.
  const std::vector<std::string> relaxed = {"--innodb-flush-log-at-trx-commit=2",
                                            "--innodb-flush-method=nosync", "--skip-log-bin"};
  const std::vector<std::string>& sync = settings_.durable ? durable : relaxed;
  command.insert(command.end(), sync.begin(), sync.end());
  command.insert(command.end(), settings_.arguments.begin(), settings_.arguments.end());
  return command;
}

void TestMariaDb::Start() {
  if (pid_ != 0) Fail("started twice");
  pid_ = Spawn(Arguments(), absl::StrCat(dir_, "/server.log"));
  const absl::Time until = absl::Now() + kStartMax;
  while (!Greets()) {
    int state = 0;
    if (waitpid(pid_, &state, WNOHANG) == pid_) Fail("the server ended at its start");
    if (absl::Now() > until) Fail("the server does not answer");
    absl::SleepFor(kPoll);
  }
}

// True when the server speaks. One that only listens is still starting, and a SIGTERM then makes it
// hang.
bool TestMariaDb::Greets() const {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  const std::string path = absl::StrCat(dir_, "/my.sock");
  if (path.size() >= sizeof(address.sun_path)) Fail("the socket's path is too long");
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience = {.tv_sec = 1, .tv_usec = 0};
  setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  char first = 0;
  const bool greeted =
      connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 &&
      recv(client, &first, 1, 0) == 1;
  close(client);
  return greeted;
}

void TestMariaDb::End(int signal) {
  if (pid_ == 0) Fail("ended twice");
  kill(pid_, signal);
  WaitFor(pid_);
  pid_ = 0;
}

void TestMariaDb::Kill() { End(SIGKILL); }

void TestMariaDb::Stop() { End(SIGTERM); }

mysql::Options TestMariaDb::RootOptions() const {
  return {.dsn = dsn(), .user = "root", .connections_max = 1};
}

absl::Status TestMariaDb::Administer(absl::string_view sql) const {
  const absl::StatusOr<std::unique_ptr<mysql::Database>> root =
      mysql::Database::Open(RootOptions());
  if (!root.ok()) return root.status();
  return (*root)->ExecuteAlone(sql);
}

mysql::Options TestMariaDb::CreateSchema(absl::string_view name) {
  const std::string schema = absl::StrCat(name, "_", ++schemas_);
  const std::string account = absl::StrCat("'", schema, "'@'localhost'");
  const std::string statements[] = {
      absl::StrCat("CREATE DATABASE `", schema, "` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"),
      absl::StrCat("CREATE USER ", account, " IDENTIFIED BY '", schema, "'"),
      absl::StrCat(
          "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, DROP, REFERENCES ON `",
          schema, "`.* TO ", account)};
  for (const std::string& statement : statements) {
    const absl::Status status = Administer(statement);
    if (!status.ok()) Fail(status.ToString());
  }
  return {.dsn = dsn(), .schema = schema, .user = schema, .password = schema};
}

void TestMariaDb::Fail(absl::string_view what) const {
  Die(what, ReadFile(fs::path(dir_) / "server.log"));
}

TestMariaDb& SharedMariaDb() {
  static TestMariaDb server;
  return server;
}

}  // namespace ladder
