/** A change of a scenario. */
export type Edit =
  | { edit: "add"; item: Item; /** Its place in its list; else behind all others. */ at?: number }
  | { edit: "remove"; id: string }
  /** Sets fields that the platform lets one change; null sets one to its default. */
  | { edit: "set"; id: string; fields: { [field: string]: unknown } }
  /** Sets fields that are chosen at creation: the entity is deleted and made again. */
  | { edit: "recreate"; id: string; fields: { [field: string]: unknown } }
  /** Without an ACL it is removed. */
  | { edit: "set-acl"; vpc_id: string; is_ipv6?: boolean; acl?: Acl | null; at?: number }
  | { edit: "set-expectations"; expectations: Expectation[] }
  | { edit: "describe"; name?: string; description?: string }
  /** Without a place it is laid out automatically. */
  | { edit: "place"; id: string; at?: Point | null };

export type Item =
  | { vpc: Vpc }
  | { private_network: PrivateNetwork }
  | { resource: Resource }
  | { vpc_connector: VpcConnector }
  | { route: Route }
  | { ingress_rule: IngressRule }
  | { organization: Organization }
  | { project: Project };

/** A changed scenario, and the edits that take the change back. */
export interface Applied {
  scenario: Scenario;
  inverse: Edit[];
}
