#!/usr/bin/python3
"""A stand-in for a service, for cli_test.py: ready, and on the day that its schema's clock says."""

import datetime
import http.server
import subprocess
import sys

FLAGS = dict(word[2:].partition("=")[::2] for word in sys.argv[1:])


def sql(text):
    password = open(FLAGS["db_password_file"]).read().strip()
    return subprocess.run(
        ["mariadb", "--no-defaults", "--batch", "--skip-column-names",
         f"--socket={FLAGS['db_dsn'].removeprefix('unix://')}", f"--user={FLAGS['db_user']}",
         FLAGS["db_schema"]],
        env={"MYSQL_PWD": password, "PATH": "/usr/bin:/bin"}, input=text, text=True,
        capture_output=True, check=True).stdout


def migrate():
    sql("CREATE TABLE IF NOT EXISTS civil_clock (id INT PRIMARY KEY, offset_days BIGINT NOT NULL);"
        "CREATE TABLE IF NOT EXISTS request (id INT PRIMARY KEY);")


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        rows = sql("SELECT offset_days FROM civil_clock WHERE id = 1;").split()
        zone = datetime.timezone(datetime.timedelta(hours=8))
        day = datetime.datetime.now(zone).date() + datetime.timedelta(days=int((rows or [0])[0]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(f"ladder_ready 1\nladder_civil_day {day:%Y%m%d}\n".encode())

    def log_message(self, *_):
        pass


if "migrate" in FLAGS:
    migrate()
    sys.exit(0)
host, _, port = FLAGS["metrics_listen"].partition(":")
http.server.HTTPServer((host, int(port)), Page).serve_forever()
