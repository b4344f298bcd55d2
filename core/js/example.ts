// Why two VPCs cannot be peered, and what to do about it.
import { apply, encodeLink, judge, plan, trace } from "peerlab";
import type { PeerlabError, Scenario } from "peerlab";

const scenario: Scenario = {
  vpcs: [{ id: "vpc-a" }, { id: "vpc-b" }],
  private_networks: [
    { id: "pn-a", vpc_id: "vpc-a", subnets: ["10.0.0.0/22"] },
    { id: "pn-b", vpc_id: "vpc-b", subnets: ["10.0.2.0/24"] },
  ],
  vpc_connectors: [
    { id: "a-to-b", vpc_id: "vpc-a", target_vpc_id: "vpc-b" },
    { id: "b-to-a", vpc_id: "vpc-b", target_vpc_id: "vpc-a" },
  ],
};

// What is wrong, and every overlap that keeps the two apart.
for (const diagnostic of judge(scenario).diagnostics) {
  console.log(`${diagnostic.severity}: ${diagnostic.message}`);
  if (diagnostic.code === "cidr-conflict") {
    for (const { subnet, target_subnet, range } of diagnostic.context.overlaps) {
      console.log(`  ${subnet} and ${target_subnet} share ${range}`);
    }
  }
}

// The cheapest edits after which they talk: another subnet, and routes.
const { edits } = plan(scenario, { from: "pn-a", to: "pn-b" });
const mended = apply(scenario, edits).scenario;
const pair = judge(mended).reachability.find(({ from, to }) => from === "pn-a" && to === "pn-b");
console.log(`after ${edits.length} edits it ${pair?.verdict ?? "is blocked"}`);

// Where a packet goes, VPC by VPC.
const { forward } = trace(mended, { from: "pn-a", to: "pn-b", protocol: "tcp", port: 443 });
console.log(`${forward.path.join(" → ")}: ${forward.disposition}`);

console.log(encodeLink(mended));

// Errors have a code, and the place where one is known.
try {
  judge('{\n  "vpcs": [{ "id": 7 }]\n}');
} catch (error) {
  const { code, message, place } = error as PeerlabError;
  console.log(code, place?.path, message);
}
