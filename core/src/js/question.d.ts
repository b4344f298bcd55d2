export interface JudgeOptions {
  /** Whether `reachability` lists blocked pairs as well. */
  all_pairs?: boolean;
}

/** A packet to follow: ICMP, or TCP or UDP to a port. */
export type TraceQuestion = {
  /** The id of a Private Network or a resource. */
  from: string;
  /** An IP address, or the id of a Private Network or a resource. */
  to: string;
} & ({ protocol?: "icmp"; port?: undefined } | { protocol: "tcp" | "udp"; port: number });

/** A packet's way and its answer's. */
export interface TraceReport {
  from: string;
  source: string;
  destination: string;
  forward: TraceWay;
  /** Null where nothing can answer. */
  return: TraceWay | null;
}

export interface TraceWay {
  disposition: Disposition;
  /** The ids of the VPCs that the packet passes. */
  path: string[];
  hops: TraceHop[];
  /** The id of the VPC that it would enter again, of a loop. */
  again: string | null;
  /** What refused it; without a rule it is the default policy. */
  denied_by: { vpc: string; rule: number | null } | null;
  /** Everything that keeps it from arriving: the first is where it stops. */
  defects: TraceDefect[];
}

export interface TraceDefect {
  /** The id of the VPC where it is. */
  vpc: string;
  kind: DefectKind;
  /** The id of the VPC that the packet should go on to. */
  towards: string | null;
  /** The ids of what is to blame, the most important first. */
  subjects: string[];
  /** One sentence. */
  message: string;
}

/** A disposition, or what only further defects are. */
export type DefectKind = Exclude<Disposition, "delivered"> | "leads-elsewhere" | "no-connector" | "no-path";

/** What happens to a packet in one VPC. All but the prefix are ids. */
export interface TraceHop {
  vpc: string;
  entered_by: string | null;
  /** The prefix that is used. */
  matched: string | null;
  route: string | null;
  private_network: string | null;
  leaves_by: string | null;
  /** The routes that nearly match, the nearest first. */
  near: string[];
  /** The ingress rule that hands the packet to an appliance first. */
  through: string | null;
}

/** Two Private Networks that should reach each other, by their ids. */
export interface PlanQuestion {
  from: string;
  to: string;
  /** IPv4 where both have it, else IPv6, where it is left out. */
  family?: Family;
}

/** The cheapest edits after which two Private Networks reach each other. */
export interface Plan {
  family: Family;
  /** The ids of the VPCs that packets pass. */
  path: string[];
  /** None where it works already. */
  edits: Edit[];
  cost: Cost;
}

/** What edits cost, the dearest kind first. */
export interface Cost {
  recreated_networks: number;
  enabled_transits: number;
  replaced_routes: number;
  changed_settings: number;
  added_connectors: number;
  added_routes: number;
}
