"""An oracle that shares nothing with the product: other languages' packages for IDNA and the Public Suffix List.

Takes the sample that the benchmark left: lines of [address, identifier, answer]. Says where it would answer otherwise,
and ends with 1 if it does.
"""

import json
import re
import sys

import idna
from publicsuffixlist import PublicSuffixList

SUFFIXES = PublicSuffixList(accept_encoded_idn=True)

# Where anybody can have a mailbox: those that the makers and the list use.
PUBLIC = set("""
gmail.com googlemail.com outlook.com hotmail.com yahoo.com aol.com gmx.net gmx.de web.de orange.fr laposte.net proton.me
""".split())

# RFC 5321, 4.1.2, with the letters of RFC 6531; no white space, of which the product takes none either.
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u0080-\U0010ffff]+"
LOCAL = re.compile(rf'(?:{ATOM}(?:\.{ATOM})*|"(?:[!#-\[\]-~\u0080-\U0010ffff]|\\[!-~])*")', re.DOTALL)
HIDDEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f]")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def to_ascii(domain):
    """The domain's a-labels, or nothing where it is none."""
    try:
        name = idna.encode(domain, uts46=True, std3_rules=True, transitional=False).decode().lower()
    except (idna.IDNAError, UnicodeError):
        return None
    name = name.removesuffix(".")
    labels = name.split(".")
    if len(labels) < 2 or len(name) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        return None
    last = labels[-1]
    return None if last.isdigit() or re.fullmatch(r"0x[0-9a-f]*", last) else name


def domain_of(address):
    """The domain of a good address, or nothing."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not LOCAL.fullmatch(local) or HIDDEN.search(local) or len(local.encode()) > 64:
        return None
    name = to_ascii(domain.strip())
    return name if name and len(f"{local}@{name}".encode()) <= 254 else None


def shared(name):
    labels = name.split(".")
    return any(".".join(labels[start:]) in PUBLIC for start in range(len(labels)))


def kind(address, identifier):
    """Same, below, above, sibling or none, label by label from the end."""
    name, held = domain_of(address), to_ascii(identifier)
    if not name or not held or shared(name):
        return "none"
    registrable = SUFFIXES.privatesuffix(name)
    if not registrable or registrable != SUFFIXES.privatesuffix(held):
        return "none"
    mine, theirs = name.split("."), held.split(".")
    if mine == theirs:
        return "same"
    if mine[-len(theirs) :] == theirs:
        return "below"
    return "above" if theirs[-len(mine) :] == mine else "sibling"


def main(path):
    asked = different = 0
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            address, identifier, answer = json.loads(line)
            asked += 1
            answer = "none" if answer == "refused" else answer
            expected = kind(address, identifier)
            if answer != expected:
                different += 1
                if different <= 20:
                    print(f"{address!a} at {identifier!a}: the product says {answer}, the oracle {expected}")
    print(f"goal match sample for the oracle: measured {asked}, target at least 100000: "
          f"{'holds' if asked >= 100_000 else 'falls short'}")
    print(f"goal match answers that the oracle disputes: measured {different}, target 0: "
          f"{'holds' if different == 0 else 'falls short'}")
    return 1 if different or asked < 100_000 else 0


sys.exit(main(sys.argv[1]))
