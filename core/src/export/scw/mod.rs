//! Edits and scenarios as command lines of `scw`, the platform's command line.
//!
//! ```
//! use peerlab_core::edit::Edit;
//! use peerlab_core::export::scw::commands;
//! use peerlab_core::scenario::Scenario;
//!
//! let scenario = Scenario::from_json(
//!     r#"{"vpcs": [{"id": "vpc-a", "routing_enabled": false}]}"#,
//! )?;
//! let edits = [Edit::set("vpc-a", "routing_enabled", true)];
//! assert_eq!(
//!     commands(&scenario, &edits),
//!     ["scw vpc route enable-routing vpc-a region=fr-par"]
//! );
//! # Ok::<(), peerlab_core::scenario::ReadError>(())
//! ```

mod command;

use std::collections::BTreeMap;

use crate::cidr::{Cidr, parse_address};
use crate::edit::{Edit, Item, apply};
use crate::owner::without_others;
use crate::scenario::{Acl, AclAction, Entity, Kind, Scenario, Vpc};
use command::{Command, Line, write};

/// Writes edits as command lines. See [`Commands::of`].
///
/// Takes O(n log n) time for n entities: to write several lists of edits of one
/// scenario, keep a [`Commands`].
///
/// ```
/// use peerlab_core::edit::Edit;
/// use peerlab_core::export::scw::commands;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let scenario = Scenario::from_json(CHAIN)?;
/// let closed = commands(&scenario, &[Edit::recreate("hub", "transitivity_enabled", false)]);
/// assert_eq!(
///     closed,
///     [
///         "# VPC hub is deleted and created again, under a new id: empty it first.",
///         "scw vpc vpc delete hub region=fr-par",
///         "scw vpc vpc create enable-routing=true enable-transitivity=false region=fr-par",
///     ]
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn commands(scenario: &Scenario, edits: &[Edit]) -> Vec<String> {
    Commands::new(scenario).of(edits)
}

/// Writes a shell script that creates a whole scenario anew.
///
/// It stops at the first line that fails. What the command line of the platform
/// does not create, such as resources, is left out.
///
/// ```
/// use peerlab_core::export::scw::script;
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop", "name": "Shop"}],
///         "private_networks": [{"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/22"]}]}"#,
/// )?;
/// let script = script(&scenario);
/// let lines: Vec<&str> = script.lines().skip(3).collect();
/// assert_eq!(
///     lines,
///     [
///         "id_1=$(scw vpc vpc create name=Shop enable-routing=true enable-transitivity=true \
///          region=fr-par -o json | jq -r .id)",
///         "scw vpc private-network create vpc-id=\"$id_1\" subnets.0=10.0.0.0/22 region=fr-par",
///     ]
/// );
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[must_use]
pub fn script(scenario: &Scenario) -> String {
    fn all<T: Clone>(list: &[T], item: fn(T) -> Item) -> impl Iterator<Item = Edit> {
        list.iter().cloned().map(move |one| Edit::add(item(one)))
    }
    let scenario = without_others(scenario);
    let acls = scenario.acls.iter().map(|acl| Edit::SetAcl {
        vpc_id: acl.vpc_id.clone(),
        is_ipv6: acl.is_ipv6,
        acl: Some(acl.clone()),
        at: None,
    });
    let edits: Vec<Edit> = all(&scenario.vpcs, Item::Vpc)
        .chain(all(&scenario.private_networks, Item::PrivateNetwork))
        .chain(all(&scenario.vpc_connectors, Item::VpcConnector))
        .chain(all(&scenario.routes, Item::Route))
        .chain(all(&scenario.ingress_rules, Item::IngressRule))
        .chain(acls)
        .collect();
    let nothing = Scenario::default();
    let mut lines = vec![
        "#!/usr/bin/env bash".to_owned(),
        "# Needs scw, the command line of the platform, and jq.".to_owned(),
        "set -euo pipefail".to_owned(),
    ];
    lines.extend(commands(&nothing, &edits));
    lines.push(String::new());
    lines.join("\n")
}

/// What makes command lines of the edits of a scenario.
///
/// ```
/// use peerlab_core::export::scw::Commands;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let commands = Commands::new(&scenario);
/// for diagnostic in &judge(&scenario).diagnostics {
///     for fix in &diagnostic.fixes {
///         assert_eq!(commands.of(&fix.edits).len(), 1, "{}", fix.title);
///     }
/// }
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Commands<'s> {
    scenario: &'s Scenario,
    /// The first entity of each id: the one that an edit means.
    entities: BTreeMap<&'s str, Entity>,
}

impl<'s> Commands<'s> {
    /// Prepares for a scenario.
    ///
    /// ```
    /// use peerlab_core::edit::Edit;
    /// use peerlab_core::export::scw::Commands;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let commands = Commands::new(&scenario);
    /// let unknown = [Edit::Remove { id: "nothing-there".to_owned() }];
    /// assert!(commands.of(&unknown).is_empty(), "it knows what the scenario has");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn new(scenario: &'s Scenario) -> Self {
        let mut entities = BTreeMap::new();
        for (entity, id) in scenario.entities() {
            entities.entry(id).or_insert(entity);
        }
        Self { scenario, entities }
    }

    /// Writes edits as command lines, in the order in which to run them. Words
    /// are quoted for a POSIX shell.
    ///
    /// What the platform gives an id that a later line needs is kept in a
    /// variable of the shell, for which `jq` is needed. What is deleted and
    /// created again has a line before it that says so and starts with `#`.
    ///
    /// Edits that mean nothing to the platform, that cannot be applied or that
    /// its command line has no word for give no line.
    ///
    /// ```
    /// use peerlab_core::cidr::Cidr;
    /// use peerlab_core::edit::make;
    /// use peerlab_core::export::scw::Commands;
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "shop"}, {"id": "data"}]}"#)?;
    /// let (shop, data) = ("shop".to_owned(), "data".to_owned());
    /// let connect = make::add_connector(shop.clone(), data, |_| false);
    /// let db = Cidr::parse("10.0.4.0/22")?;
    /// let route = make::add_route(shop, db, "shop-to-data".to_owned(), String::new(), |_| false);
    /// let lines = Commands::new(&scenario).of(&[connect, route]);
    /// assert_eq!(
    ///     lines,
    ///     [
    ///         "id_1=$(scw vpc vpc-connector create vpc-id=shop target-vpc-id=data \
    ///          region=fr-par -o json | jq -r .id)",
    ///         "scw vpc route create vpc-id=shop destination=10.0.4.0/22 \
    ///          nexthop-vpc-connector-id=\"$id_1\" region=fr-par",
    ///     ]
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(&self, edits: &[Edit]) -> Vec<String> {
        let mut script = Script {
            commands: self,
            items: BTreeMap::new(),
            lines: Vec::new(),
        };
        for edit in edits {
            script.add(edit);
        }
        write(&script.lines)
    }

    fn item(&self, id: &str) -> Option<Item> {
        // No id of the platform looks like an option, and no quoting would keep
        // one from being taken for it.
        if id.starts_with('-') {
            return None;
        }
        let Entity { kind, index } = *self.entities.get(id)?;
        let scenario = self.scenario;
        match kind {
            Kind::Vpc => scenario.vpcs.get(index).cloned().map(Item::Vpc),
            Kind::PrivateNetwork => {
                let network = scenario.private_networks.get(index);
                network.cloned().map(Item::PrivateNetwork)
            }
            Kind::Connector => {
                let connector = scenario.vpc_connectors.get(index);
                connector.cloned().map(Item::VpcConnector)
            }
            Kind::Route => scenario.routes.get(index).cloned().map(Item::Route),
            Kind::IngressRule => {
                let rule = scenario.ingress_rules.get(index);
                rule.cloned().map(Item::IngressRule)
            }
            // Resources belong to other products of the platform.
            Kind::Resource | Kind::Acl => None,
        }
    }
}

/// Lines that are being made.
struct Script<'a, 's> {
    commands: &'a Commands<'s>,
    /// What edits so far have made of things; `None` is gone.
    items: BTreeMap<String, Option<Item>>,
    lines: Vec<Line>,
}

impl Script<'_, '_> {
    fn add(&mut self, edit: &Edit) {
        match edit {
            Edit::Add { item, .. } => {
                let created = self.create(item);
                self.lines.extend(created.map(Line::from));
                self.items
                    .insert(item.id().to_owned(), Some((**item).clone()));
            }
            Edit::Remove { id } => {
                if let Some(item) = self.item(id) {
                    let region = self.region(&item);
                    self.lines
                        .extend(Command::delete(&item, region).map(Line::from));
                    self.items.insert(id.clone(), None);
                }
            }
            Edit::Set { id, .. } => {
                if let Some((before, after)) = self.changed(id, edit) {
                    self.update(&before, &after);
                }
            }
            Edit::Recreate { id, .. } => {
                if let Some((before, after)) = self.changed(id, edit) {
                    self.recreate(&before, &after);
                }
            }
            Edit::SetAcl {
                vpc_id,
                is_ipv6,
                acl,
                ..
            } => {
                let region = self.region_of(vpc_id);
                // A VPC without a list answers as if it had an empty one.
                let none = Acl {
                    vpc_id: vpc_id.clone(),
                    is_ipv6: *is_ipv6,
                    default_policy: AclAction::Accept,
                    rules: Vec::new(),
                };
                let command = Command::set_acl(acl.as_ref().unwrap_or(&none), region);
                self.lines.push(command.into());
            }
            Edit::SetExpectations { .. } | Edit::Describe { .. } | Edit::Place { .. } => {}
        }
    }

    fn update(&mut self, before: &Item, after: &Item) {
        if drops_a_next_hop(before, after) || !can_exist(before) {
            return self.recreate(before, after);
        }
        let region = self.region(after);
        let updates = Command::update(before, after, region);
        self.lines.extend(updates.into_iter().map(Line::from));
    }

    fn recreate(&mut self, before: &Item, after: &Item) {
        let Some(create) = self.create(after) else {
            return;
        };
        if !can_exist(before) {
            self.lines.push(create.into());
            return;
        }
        let Some(delete) = Command::delete(before, self.region(before)) else {
            return;
        };
        self.lines.push(Line::Comment(warning(before)));
        self.lines.push(delete.into());
        self.lines.push(create.into());
    }

    fn create(&self, item: &Item) -> Option<Command> {
        let vpc = match item {
            Item::PrivateNetwork(network) => self.vpc(&network.vpc_id),
            _ => None,
        };
        Command::create(item, vpc.as_ref(), self.region(item))
    }

    /// Returns what an edit makes of something, and what it was.
    fn changed(&mut self, id: &str, edit: &Edit) -> Option<(Item, Item)> {
        let before = self.item(id)?;
        let mut alone = Scenario::default();
        apply(&mut alone, &Edit::add(before.clone())).ok()?;
        apply(&mut alone, edit).ok()?;
        let taken = apply(&mut alone, &Edit::Remove { id: id.to_owned() }).ok()?;
        let Edit::Add { item: after, .. } = taken else {
            return None;
        };
        self.items.insert(id.to_owned(), Some((*after).clone()));
        (before != *after).then_some((before, *after))
    }

    fn item(&self, id: &str) -> Option<Item> {
        match self.items.get(id) {
            Some(item) => item.clone(),
            None => self.commands.item(id),
        }
    }

    /// Returns the region that something is in, where it is known.
    fn region(&self, item: &Item) -> Option<String> {
        match item {
            Item::Vpc(vpc) => Some(vpc.region.clone()),
            Item::PrivateNetwork(network) => self.region_of(&network.vpc_id),
            Item::VpcConnector(connector) => {
                let own = connector.region.clone();
                own.or_else(|| self.region_of(&connector.vpc_id))
            }
            Item::Route(route) => self.region_of(&route.vpc_id),
            Item::IngressRule(rule) => self.region_of(&rule.vpc_id),
            Item::Resource(_) | Item::Organization(_) | Item::Project(_) => None,
        }
    }

    fn region_of(&self, vpc: &str) -> Option<String> {
        self.vpc(vpc).map(|vpc| vpc.region)
    }

    fn vpc(&self, id: &str) -> Option<Vpc> {
        match self.item(id)? {
            Item::Vpc(vpc) => Some(vpc),
            _ => None,
        }
    }
}

/// Tells whether the platform can have something as it is written. What has an
/// unreadable text it would have refused: that is still to be created.
fn can_exist(item: &Item) -> bool {
    let reads = |cidr: &String| Cidr::parse(cidr).is_ok();
    match item {
        Item::PrivateNetwork(network) => network.subnets.iter().all(reads),
        Item::Route(route) => reads(&route.destination),
        Item::IngressRule(rule) => {
            reads(&rule.source) && parse_address(&rule.nexthop_resource_ip).is_ok()
        }
        Item::Vpc(_)
        | Item::VpcConnector(_)
        | Item::Resource(_)
        | Item::Organization(_)
        | Item::Project(_) => true,
    }
}

/// Tells whether a route loses a next hop, which an update cannot say: it has
/// words for what is set alone.
fn drops_a_next_hop(before: &Item, after: &Item) -> bool {
    let (Item::Route(before), Item::Route(after)) = (before, after) else {
        return false;
    };
    let is_dropped =
        |before: &Option<String>, after: &Option<String>| before.is_some() && after.is_none();
    is_dropped(
        &before.nexthop_vpc_connector_id,
        &after.nexthop_vpc_connector_id,
    ) || is_dropped(&before.nexthop_resource_id, &after.nexthop_resource_id)
        || is_dropped(
            &before.nexthop_private_network_id,
            &after.nexthop_private_network_id,
        )
}

/// Says what to know before something is deleted and created again.
fn warning(item: &Item) -> String {
    let (noun, first) = match item {
        Item::Vpc(_) => ("VPC", ": empty it first"),
        Item::PrivateNetwork(_) => ("Private Network", ": detach what is attached to it first"),
        Item::VpcConnector(_) => ("Connector", ""),
        Item::Route(_) => ("Route", ""),
        Item::IngressRule(_) => ("Ingress rule", ""),
        Item::Resource(_) | Item::Organization(_) | Item::Project(_) => ("It", ""),
    };
    format!(
        "{noun} {} is deleted and created again, under a new id{first}.",
        item.id()
    )
}

#[cfg(test)]
mod tests;
