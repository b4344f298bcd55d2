// Answers `subject peer file`, line by line, with the nanoseconds that the peer
// took and what it found. Texts are parsed before the clock starts.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { deflateSync } from "node:zlib";
import { parseCidr } from "cidr-tools";
import { parse } from "fast-cidr-tools";
import ipaddr from "ipaddr.js";
import LongestPrefixMatch from "longest-prefix-match";
import lz from "lz-string";

const everyPair = (left, right, overlap) => () => {
  let pairs = [];
  for (let l = 0; l < left.length; l++) {
    for (let r = 0; r < right.length; r++) {
      if (overlap(left[l], right[r])) pairs.push([l, r]);
    }
  }
  return pairs.length;
};

const sets = (text, read) =>
  text.split("\n").map((line) => line.split(" ").map((cidr) => read(cidr)));

const subjects = {
  overlap: {
    "fast-cidr-tools": (text) => {
      const [left, right] = sets(text, parse);
      return everyPair(
        left,
        right,
        (a, b) => a[2] === b[2] && a[0] <= b[1] && b[0] <= a[1],
      );
    },
    "cidr-tools": (text) => {
      const [left, right] = sets(text, parseCidr);
      return everyPair(
        left,
        right,
        (a, b) => a.version === b.version && a.start <= b.end && b.start <= a.end,
      );
    },
    "ipaddr.js": (text) => {
      const [left, right] = sets(text, (cidr) => ipaddr.parseCIDR(cidr));
      return everyPair(
        left,
        right,
        (a, b) =>
          a[0].kind() === b[0].kind() &&
          (a[1] <= b[1] ? b[0].match(a) : a[0].match(b)),
      );
    },
  },
  links: {
    zlib: (text) => () =>
      deflateSync(text, { level: 9 }).toString("base64url").length,
    "lz-string": (text) => () => lz.compressToEncodedURIComponent(text).length,
  },
  lookup: {
    "longest-prefix-match": (text) => {
      const [table, asked] = text.split("\n").map((line) => line.split(" "));
      const tree = new LongestPrefixMatch();
      table.forEach((cidr, place) => tree.addPrefix(cidr, place));
      const addresses = asked.map((address) => address + "/32");
      return () => {
        let sum = 0;
        for (const address of addresses) {
          const [place] = tree.getMatch(address);
          if (place !== undefined) sum += place + 1;
        }
        return sum;
      };
    },
  },
};

const prepared = new Map();
for await (const line of createInterface({ input: process.stdin })) {
  const [subject, peer, file] = line.split(" ");
  if (!prepared.has(line)) {
    prepared.clear();
    prepared.set(line, subjects[subject][peer](readFileSync(file, "utf8")));
  }
  const run = prepared.get(line);
  const begin = process.hrtime.bigint();
  const answer = run();
  const took = process.hrtime.bigint() - begin;
  console.log(`${took} ${answer}`);
}
