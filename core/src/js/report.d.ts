/** The judgement of a scenario, as `peerlab check --format json` prints it. */
export interface Report {
  version: 1;
  connectors: ConnectorReport[];
  /** The peered pairs of VPCs, by their ids. */
  connections: [vpc: string, peer: string][];
  reachability: PairReport[];
  diagnostics: Diagnostic[];
  /** How the scenario's expectations fare, in their order. */
  expectations: Outcome[];
}

export type ConnectorStatus = "orphan" | "conflict" | "peered";
export type OrphanReason = "self" | "target-not-in-scenario" | "different-region" | "no-matching-connector" | "unseen";
export type Family = "ipv4" | "ipv6";
export type Verdict = "works" | "partial" | "one-way" | "blocked";
export type Extent = "all" | "some" | "none";
export type Severity = "error" | "warning" | "hint";

/** What becomes of a packet; "delivered" is the only success. */
export type Disposition =
  | "delivered"
  | "delivered-wrong-vpc"
  | "routing-disabled"
  | "no-route"
  | "default-route-not-received"
  | "handed-to-resource"
  | "next-hop-missing"
  | "next-hop-foreign"
  | "next-hop-orphan"
  | "next-hop-conflict"
  | "transit-disabled"
  | "loop"
  | "chain-too-long"
  | "denied-by-acl"
  | "unseen";

export interface ConnectorReport {
  id: string;
  status: ConnectorStatus;
  /** Why it is orphan. */
  reason: OrphanReason | null;
  /** The id of the connector that answers it. */
  match: string | null;
  /** The overlaps that keep it in conflict, as its origin sees them. */
  overlaps: Overlap[];
}

/** How the first subnet stands to the second. */
export type Relation = "identical" | "contains" | "within";

export interface Overlap {
  private_network_id: string;
  subnet: string;
  target_private_network_id: string;
  target_subnet: string;
  relation: Relation;
  /** The addresses they have in common. */
  range: string;
}

/** What two Private Networks come to in one family. */
export interface PairReport {
  from: string;
  to: string;
  family: Family;
  verdict: Verdict;
  forward: WayReport;
  return: WayReport;
}

export interface WayReport {
  extent: Extent;
  /** The ids of the VPCs that the first packets pass. */
  path: string[];
  disposition: Disposition;
  /** The addresses that at least one sender reaches. */
  delivered: string[];
}

export interface Outcome {
  name: string | null;
  holds: boolean;
  /** Why it does not hold. */
  reason: string | null;
}

/** The stable name of a kind of diagnostic. */
export type Code = keyof Contexts;

/** What is wrong or probably not meant. `code` tells which `context` it has. */
export type Diagnostic = {
  [C in Code]: {
    code: C;
    severity: Severity;
    /** One sentence. */
    message: string;
    /** The ids that it is about, the most important first. */
    subjects: string[];
    context: Contexts[C];
    /** What would mend it, the likeliest first. */
    fixes: Fix[];
  };
}[Code];

/** Edits that mend a finding when all of them are applied. */
export interface Fix {
  title: string;
  edits: Edit[];
}

/** An entity as a sentence names it: `name` is its id where it has no name. */
export interface Named {
  id: string;
  name: string;
}

export interface NamedRoute {
  id: string;
  destination: string;
}

export interface NamedOverlap {
  private_network: Named;
  subnet: string;
  target_private_network: Named;
  target_subnet: string;
  relation: Relation;
  range: string;
}

/** Everything that the sentence of a diagnostic says, by its code. */
export interface Contexts {
  "invalid-cidr": { owner: Named; kind: string; path: string; text: string; reason: string; meant: string | null };
  "invalid-address": {
    owner: Named;
    kind: string;
    path: string;
    text: string;
    reason: string;
    meant: string | null;
  };
  "duplicate-id": { id: string; kinds: string[]; paths: string[] };
  "unknown-reference": {
    owner: Named;
    kind: string;
    path: string;
    expected: string;
    id: string;
    is: string | null;
    meant: string | null;
  };
  "unknown-field": { path: string; field: string; meant: string | null; count: number };
  "orphan-connector": { connector: Named; origin: Named; target: Named; reason: OrphanReason };
  "cidr-conflict": { vpc: Named; target: Named; connectors: Named[]; overlaps: NamedOverlap[]; total: number };
  "latent-conflict": { connector: Named; vpc: Named; target: Named; overlaps: NamedOverlap[]; total: number };
  "self-peering": { connector: Named; vpc: Named };
  "cross-region-peering": {
    connectors: Named[];
    origin: Named;
    origin_region: string;
    target: Named;
    target_region: string;
  };
  "duplicate-connector": { connectors: Named[]; origin: Named; target: Named };
  "status-differs": { connector: Named; reported: ConnectorStatus; computed: ConnectorStatus };
  "overlap-within-vpc": { vpc: Named; overlaps: NamedOverlap[]; total: number };
  "reserved-cidr": { private_network: Named; subnet: string; reserved: string };
  "public-cidr": { private_network: Named; subnet: string };
  "cidr-size": { private_network: Named; subnet: string };
  quota: { of: "connectors" | "vpcs" | "private-networks"; owner: Named | null; count: number; quota: number };
  "overlap-at-distance": { chain: Named[]; overlaps: NamedOverlap[] };
  "duplicate-route": { vpc: Named; destination: string; routes: string[] };
  "route-next-hop-unclear": { route: NamedRoute; vpc: Named; several: boolean };
  "route-next-hop-missing": { route: NamedRoute; vpc: Named; kind: string; next_hop: string; elsewhere: boolean };
  "route-next-hop-foreign": { route: NamedRoute; vpc: Named; connector: Named; owner: Named };
  "route-inactive": { routes: NamedRoute[]; vpc: Named; connector: Named; status: ConnectorStatus };
  "route-overrides-local": { route: NamedRoute; vpc: Named; private_network: Named; subnet: string };
  "route-shadowed": { route: NamedRoute; vpc: Named };
  "route-leads-nowhere": { route: NamedRoute; vpc: Named; stops: [Named, Named] | null };
  "route-too-broad": { route: NamedRoute; vpc: Named; connector: Named };
  "missing-route": { vpc: Named; peer: Named; subnets: [string, Named][] };
  "missing-return-route": {
    vpc: Named;
    asking: Named;
    subnets: [string, Named][];
    example: [Named, Named];
    pairs: number;
  };
  "transit-disabled": { vpc: Named; routes: NamedRoute[]; example: [Named, Named] };
  "chain-too-long": { vpc: Named; routes: NamedRoute[]; example: Named; path: Named[] };
  "routing-loop": { vpcs: Named[]; routes: NamedRoute[]; example: Named };
  "delivered-wrong-vpc": { vpc: Named; meant: Named; example: [Named, Named]; pairs: number };
  "asymmetric-path": { forward: Named[]; back: Named[] };
  "routing-disabled": { vpc: Named; connectors: Named[] };
  "default-route-not-received": { route: NamedRoute; vpc: Named; private_networks: Named[] };
  "acl-blocks-peer": { vpc: Named; peer: Named; family: Family; example: [string, string]; rule: number | null };
  "ingress-next-hop-outside": {
    rule: string;
    vpc: Named;
    source: string;
    address: string;
    private_network: string;
    is_there: boolean;
  };
  "unused-transit": { vpc: Named; peers: Named[] };
}
