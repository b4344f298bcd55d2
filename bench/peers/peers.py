"""Answers `subject peer file`, line by line, with the nanoseconds that the peer
took and what it found. Texts are parsed before the clock starts."""

import ipaddress
import sys
import time

import netaddr
import pytricia


def sets(text, read):
    return [[read(cidr) for cidr in line.split()] for line in text.split("\n")]


def with_ipaddress(text):
    left, right = sets(text, ipaddress.ip_network)

    def run():
        return sum(
            1 for a in left for b in right if a.version == b.version and a.overlaps(b)
        )

    return run


def with_netaddr(text):
    left, right = sets(text, netaddr.IPNetwork)

    def run():
        return sum(1 for a in left for b in right if a in b or b in a)

    return run


def with_pytricia(text):
    left, right = sets(text, ipaddress.ip_network)

    def run():
        trees = {4: pytricia.PyTricia(32), 6: pytricia.PyTricia(128)}
        for place, cidr in enumerate(right):
            tree, key = trees[cidr.version], str(cidr)
            if tree.has_key(key):
                tree[key].append(place)
            else:
                tree[key] = [place]
        pairs = []
        for place, cidr in enumerate(left):
            tree, key = trees[cidr.version], str(cidr)
            around = key if tree.has_key(key) else tree.get_key(key)
            while around is not None:
                pairs.extend((place, other) for other in tree[around])
                around = tree.parent(around)
            if tree.has_key(key):
                inside = tree.children(key)
            else:
                tree[key] = []
                inside = tree.children(key)
                del tree[key]
            for other in inside:
                pairs.extend((place, r) for r in tree[other])
        return len(pairs)

    return run


def lookup_with_pytricia(text):
    table, asked = [line.split() for line in text.split("\n")]
    tree = pytricia.PyTricia(32)
    for place, cidr in enumerate(table):
        tree[cidr] = place

    def run():
        total = 0
        for address in asked:
            place = tree.get(address)
            if place is not None:
                total += place + 1
        return total

    return run


SUBJECTS = {
    "overlap": {
        "ipaddress": with_ipaddress,
        "netaddr": with_netaddr,
        "pytricia": with_pytricia,
    },
    "lookup": {"pytricia": lookup_with_pytricia},
}

prepared = (None, None)
for line in sys.stdin:
    subject, peer, file = line.split()
    if prepared[0] != line:
        with open(file) as text:
            prepared = (line, SUBJECTS[subject][peer](text.read()))
    begin = time.perf_counter_ns()
    answer = prepared[1]()
    print(time.perf_counter_ns() - begin, answer, flush=True)
