"""The public API as the demo and the end-to-end tests use it: JSON over HTTP through the gateway, nothing else.

Every write carries a request id: the caller's, or one of its own that no other run has. A call that was refused for a
passing reason (429, 503, a lost connection) is sent again with the same id.
"""

import http.client
import json
import time
import urllib.parse
import uuid

RETRY_SECONDS = 60
PASSING = {"OVERLOADED", "REQUEST_IN_PROGRESS", "DATABASE_UNAVAILABLE", "CONFLICT", "SHUTTING_DOWN",
           "UPSTREAM_UNAVAILABLE"}


class ApiError(Exception):
    """A refusal: its HTTP status, the reason of its ErrorInfo, and its body."""

    def __init__(self, status, body):
        self.status = status
        self.body = body
        details = body.get("error", {}).get("details", []) if isinstance(body, dict) else []
        infos = [detail for detail in details if detail.get("@type", "").endswith("google.rpc.ErrorInfo")]
        self.reason = infos[0].get("reason", "") if infos else ""
        self.code = body.get("error", {}).get("status", "") if isinstance(body, dict) else ""
        super().__init__(f"{status} {self.reason}: {json.dumps(body, ensure_ascii=False)[:600]}")


class Client:
    """One keep-alive connection, one identity. Not for several threads at once."""

    def __init__(self, address, principal, permissions="*", divisions="420000000000"):
        self.address = address
        self.identity = f"principal={principal}; permissions={permissions}; divisions={divisions}"
        self.run = uuid.uuid4().hex
        self.count = 0
        self.connection = None

    def next_request_id(self):
        self.count += 1
        return f"{self.run}-{self.count:06d}"

    def get(self, path, **query):
        return self._call("GET", path, query, None)

    def post(self, path, body=None, **query):
        """A write: the request id is added unless the body or the path brings one."""
        body = dict(body or {})
        if "requestId=" not in path:
            body.setdefault("requestId", self.next_request_id())
        return self._call("POST", path, query, body)

    def ask(self, path, body):
        """A question too private or too long for a URL; it changes nothing and so has no request id."""
        return self._call("POST", path, {}, body)

    def find(self, path, **query):
        """What is at `path`, or None when nothing is."""
        try:
            return self.get(path, **query)
        except ApiError as error:
            if error.status != 404:
                raise
            return None

    def ensure(self, path, body):
        """A creation that may have happened: a refusal because it exists already is its success."""
        try:
            self.post(path, body)
        except ApiError as error:
            if error.code != "ALREADY_EXISTS":
                raise

    def patch(self, path, body, **query):
        query.setdefault("requestId", self.next_request_id())
        return self._call("PATCH", path, query, body)

    def list(self, path, collection, **query):
        """Every item of a list, page after page."""
        token = ""
        while True:
            page = self.get(path, **query, **({"pageToken": token} if token else {}))
            yield from page.get(collection, [])
            token = page.get("nextPageToken", "")
            if not token:
                return

    def _call(self, method, path, query, body):
        pairs = [(key, value) for key, values in query.items()
                 for value in (values if isinstance(values, (list, tuple)) else [values])]
        url = path + ("?" + urllib.parse.urlencode(pairs) if pairs else "")
        payload = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        end = time.monotonic() + RETRY_SECONDS
        while True:
            try:
                status, answer = self._send(method, url, payload)
            except (OSError, http.client.HTTPException):
                self.connection = None
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
                continue
            if status == 200:
                return answer
            error = ApiError(status, answer)
            passing = error.reason in PASSING or status in (429, 502, 503)
            if not passing or time.monotonic() > end:
                raise error
            time.sleep(0.05)

    def _send(self, method, url, payload):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(self.address, timeout=70)
        headers = {"X-Ladder-Dev-Identity": self.identity, "Accept-Language": "en"}
        if payload is not None:
            headers["Content-Type"] = "application/json"
        self.connection.request(method, url, payload, headers)
        response = self.connection.getresponse()
        raw = response.read()
        if response.getheader("Content-Type", "").startswith("application/json"):
            return response.status, json.loads(raw or b"{}")
        return response.status, raw
