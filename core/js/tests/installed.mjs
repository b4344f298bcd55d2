// Uses the package as it is installed, and writes what it answers to a file that
// is then held against the package's types.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as node from "peerlab";
import * as web from "peerlab/web";

const require = createRequire(import.meta.url);
const [, , folder] = process.argv;
const scenarios = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => [name, readFileSync(join(folder, name), "utf8")]);
const conflict = readFileSync(join(folder, "conflict.json"), "utf8");

web.initSync({ module: readFileSync(require.resolve("peerlab/web/peerlab_bg.wasm")) });
const bundler = await import(join(require.resolve("peerlab/package.json"), "../bundler/peerlab.js"));

for (const [kind, { judge, decodeLink, encodeLink }] of Object.entries({
  node,
  required: require("peerlab"),
  web,
  bundler,
})) {
  const overlaps = (id) =>
    judge(conflict)
      .connectors.find((connector) => connector.id === id)
      .overlaps.map(({ subnet, target_subnet, relation, range }) => [subnet, target_subnet, relation, range]);
  assert.deepEqual(
    overlaps("a-to-b"),
    [
      ["10.10.0.0/16", "10.10.5.0/24", "contains", "10.10.5.0/24"],
      ["172.16.20.0/22", "172.16.23.0/24", "contains", "172.16.23.0/24"],
    ],
    kind,
  );
  assert.deepEqual(
    overlaps("b-to-a"),
    [
      ["10.10.5.0/24", "10.10.0.0/16", "within", "10.10.5.0/24"],
      ["172.16.23.0/24", "172.16.20.0/22", "within", "172.16.23.0/24"],
    ],
    kind,
  );
  assert.deepEqual(judge(JSON.parse(conflict)), judge(conflict), kind);
  assert.deepEqual(judge(decodeLink(encodeLink(conflict))), judge(conflict), kind);
  assert.throws(() => judge(""), { name: "PeerlabError", code: "unreadable" }, kind);
}

const schema = require("peerlab/scenario.schema.json");
assert.equal(schema.title, "Scenario");

// Types that are too narrow, or lack something, do not take what is really there.
const lines = ['import type { Applied, Plan, Report, Scenario, TraceReport } from "peerlab";'];
const answer = (type, value) => {
  lines.push(`export const answer${lines.length}: ${type} = ${JSON.stringify(value)};`);
};
const codes = new Set();
const attempt = (deed) => {
  try {
    return deed();
  } catch (error) {
    assert.equal(error.name, "PeerlabError");
    return undefined;
  }
};
for (const [, text] of scenarios) {
  const report = node.judge(text, { all_pairs: true });
  answer("Report", report);
  report.diagnostics.forEach(({ code }) => codes.add(code));
  // What is not of a scenario is not of its type.
  if (!report.diagnostics.some(({ code }) => code === "unknown-field")) {
    answer("Scenario", JSON.parse(text));
  }
  for (const { title, edits } of report.diagnostics.flatMap(({ fixes }) => fixes)) {
    const applied = attempt(() => node.apply(text, edits));
    assert.ok(applied, `the fix “${title}” can be applied`);
    answer("Applied", applied);
  }
  for (const { from, to } of report.reachability.slice(0, 12)) {
    answer("TraceReport", node.trace(text, { from, to }));
    const plan = attempt(() => node.plan(text, { from, to }));
    if (plan) {
      answer("Plan", plan);
    }
  }
}
assert.ok(codes.size >= 30, `only ${codes.size} kinds of diagnostics are held against their types`);
writeFileSync("answers.ts", `${lines.join("\n")}\n`);
console.log(`${scenarios.length} scenarios, ${lines.length - 1} answers, ${codes.size} kinds of diagnostics`);
