/** A scenario: flat lists with the platform's own field names. What is left out is at its default. */
export interface Scenario {
  version?: 1 | null;
  name?: string | null;
  /** Markdown. */
  description?: string | null;
  vpcs?: Vpc[] | null;
  private_networks?: PrivateNetwork[] | null;
  resources?: Resource[] | null;
  vpc_connectors?: VpcConnector[] | null;
  routes?: Route[] | null;
  ingress_rules?: IngressRule[] | null;
  acls?: Acl[] | null;
  organizations?: Organization[] | null;
  projects?: Project[] | null;
  expectations?: Expectation[] | null;
  /** Where cards stand on the canvas, by the ids of VPCs. */
  layout?: { [id: string]: Point } | null;
  /** Whose view the scenario is, where it is one: other owners' VPCs are no more than ids. */
  seen_by?: Viewer | null;
}

/** An owner who looks at a scenario: a project, else an organisation. */
export interface Viewer {
  organization_id?: string | null;
  project_id?: string | null;
}

export interface Vpc {
  id: string;
  name?: string | null;
  /** "fr-par" where it is left out. */
  region?: string | null;
  project_id?: string | null;
  organization_id?: string | null;
  tags?: string[] | null;
  /** True where it is left out. */
  routing_enabled?: boolean | null;
  /** True where it is left out. */
  custom_routes_propagation_enabled?: boolean | null;
  /** True where it is left out. */
  transitivity_enabled?: boolean | null;
}

export interface PrivateNetwork {
  id: string;
  name?: string | null;
  vpc_id: string;
  /** CIDRs, or the platform's objects that hold one. */
  subnets?: (string | { subnet: string })[] | null;
  default_route_propagation_enabled?: boolean | null;
}

/** Something with addresses on a Private Network. */
export interface Resource {
  id: string;
  name?: string | null;
  private_network_id: string;
  addresses?: string[] | null;
  /** "instance" where it is left out. */
  kind?: string | null;
}

/** One side of a peering. */
export interface VpcConnector {
  id: string;
  name?: string | null;
  /** The origin. */
  vpc_id: string;
  target_vpc_id: string;
  region?: string | null;
  /** What the platform reported: compared with what the rules say, never trusted. */
  status?: string | null;
}

/** A custom route. Its next hop is a connector, or a resource, a Private Network or both. */
export interface Route {
  id: string;
  description?: string | null;
  vpc_id: string;
  destination: string;
  nexthop_vpc_connector_id?: string | null;
  nexthop_resource_id?: string | null;
  nexthop_private_network_id?: string | null;
}

export interface IngressRule {
  id: string;
  vpc_id: string;
  source: string;
  nexthop_private_network_id: string;
  nexthop_resource_ip: string;
}

/** The network ACL of a VPC for one family. */
export interface Acl {
  vpc_id: string;
  is_ipv6?: boolean | null;
  /** "accept" where it is left out. */
  default_policy?: AclAction | null;
  rules?: AclRule[] | null;
}

export type AclAction = "accept" | "drop";

export interface AclRule {
  /** "ANY" where it is left out. */
  protocol?: "ANY" | "TCP" | "UDP" | "ICMP" | null;
  source: string;
  src_port_low?: number | null;
  src_port_high?: number | null;
  destination: string;
  dst_port_low?: number | null;
  dst_port_high?: number | null;
  action: AclAction;
  description?: string | null;
}

export interface Organization {
  id: string;
  name?: string | null;
}

export interface Project {
  id: string;
  name?: string | null;
  organization_id?: string | null;
}

/** What should hold. */
export type Expectation = { name?: string | null } & (
  | ({ expect: "status"; is: ConnectorStatus } & OfConnector)
  | ({ expect: "overlaps"; are: [subnet: string, target: string][] } & OfConnector)
  | { expect: "reach"; from: string; to: string; family?: Family | null; is: Verdict }
  | { expect: "trace"; from: string; to: string; is: Disposition; path?: string[] | null }
  | { expect: "diagnostic"; code: Code; subject?: string | null; present?: boolean | null }
);

/** A connector by its id, or by the VPCs at its ends. */
export type OfConnector = { connector: string } | { from: string; to: string };

/** A place on the canvas, in CSS pixels at zoom 1. */
export interface Point {
  x: number;
  y: number;
}
