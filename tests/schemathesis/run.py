"""Asks a sample world everything that its OpenAPI document describes, as three people: `cargo xtask test schema`.

Takes the server's address. Ends with 1 where an answer is a 5xx, is not described, or has not the described form; and
where so few requests were accepted that nothing was shown.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

# An employee with one Virtual Account, an administrator, and whoever runs the service.
PEOPLE = ["emma.hartwell@northmoor-rail.com", "david.okeby@northmoor-rail.com", "ruth.caldwell@directory.example"]

# For each operation and phase at most; with the fixed seed below the same ones each time.
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "15")

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]

# What would end the session under way or move the world's clock; the API tests ask these.
LEFT_OUT = "^/api/v1/(session|sessions|sample/.*)$"

# Fewer accepted requests than this would mean that the people were let in nowhere.
ACCEPTED = 50


class Person:
    """Somebody who is signed in."""

    def __init__(self, server, email):
        self.server = server
        form = urllib.parse.urlencode({"email": email}).encode()
        answer = urllib.request.build_opener(Stay).open(f"{server}/sample/sign-in", form)
        self.cookie = answer.headers["set-cookie"].split(";")[0]
        self.token = self.get("/api/v1/session")["anti_forgery_token"]

    def get(self, path):
        request = urllib.request.Request(self.server + path, headers={"cookie": self.cookie})
        try:
            return json.load(urllib.request.urlopen(request))
        except urllib.error.HTTPError as refused:
            return json.load(refused)


class Stay(urllib.request.HTTPRedirectHandler):
    """Does not follow: the cookie is in the first answer."""

    def redirect_request(self, *_):
        return None

    def http_error_303(self, request, answer, *_):
        return answer


def known(person):
    """What exists in this world, by the name of the field or the parameter that asks for it."""
    accounts = person.get("/api/v1/directory").get("accounts", [])
    found = {"id": [], "grant": [], "version": [1], "account": [], "identifier": [], "reference": []}
    for account in accounts:
        found["id"].append(account["id"])
        found["account"].append(account["id"])
        found["identifier"].append(account["domain_identifier"])
        grants = person.get(f"/api/v1/accounts/{account['id']}/grants").get("access_grants", [])
        found["grant"] += [grant["id"] for grant in grants[:5]]
    for path in ["access-requests", "account-requests", "pending-access-requests", "pending-account-requests"]:
        for lists in person.get(f"/api/v1/{path}").values():
            requests = lists if isinstance(lists, list) else []
            found["reference"] += [request["reference"] for request in requests if "reference" in request]
    accepted = person.server + "/api/v1/policy"
    request = urllib.request.Request(accepted, headers={"cookie": person.cookie})
    found["policy_version"] = [json.load(urllib.request.urlopen(request))["version"]]
    found["email"] = ["ann.lee@example.com"]
    found["customer_emails"] = [["ann.lee@example.com"]]
    found["domain_identifier"] = ["fernleigh-quarry.com"]
    found["country"] = ["GB"]
    found["kind"] = ["customer"]
    return {name: values for name, values in found.items() if values}


def ask_everything(person, hooks, folder):
    """Runs Schemathesis as this person, and gives how many requests were accepted."""
    report = os.path.join(folder, "report.yaml")
    with open(os.path.join(folder, "known.json"), "w") as file:
        json.dump(known(person), file)
    command = [os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run"]
    command += [f"{person.server}/api/v1/openapi.json", "--exclude-path-regex", LEFT_OUT, "--seed", "1"]
    command += ["-H", f"cookie: {person.cookie}", "-H", f"x-anti-forgery-token: {person.token}"]
    command += ["--checks", ",".join(CHECKS), "--phases", "coverage,fuzzing", "--max-examples", EXAMPLES]
    command += ["--workers", "1", "--no-color", "--generation-database", "none", "--warnings", "off"]
    command += ["--report", "vcr", "--report-vcr-path", report]
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": hooks, "KNOWN": os.path.join(folder, "known.json")}
    told = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True)
    if told.returncode != 0:
        print(told.stdout, told.stderr)
        return None
    with open(report) as file:
        return len(re.findall(r"^ *code: '2\d\d'", file.read(), re.MULTILINE))


def main(server):
    hooks = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hooks.py")
    failed = False
    for email in PEOPLE:
        person = Person(server, email)
        with tempfile.TemporaryDirectory() as folder:
            accepted = ask_everything(person, hooks, folder)
        if accepted is None:
            failed = True
            continue
        print(f"{email}: {accepted} requests accepted, every answer as it is described")
        if accepted < ACCEPTED or "anti_forgery_token" not in person.get("/api/v1/session"):
            print(f"error: at least {ACCEPTED} were to be accepted, and the session was to last")
            failed = True
    return 1 if failed else 0


sys.exit(main(sys.argv[1]))
