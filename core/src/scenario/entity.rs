//! What an id can name.

use super::Scenario;
use crate::nearest::nearest;

/// A kind of entity, in the order of the document's lists.
///
/// ```
/// use peerlab_core::scenario::Kind;
///
/// assert_eq!(Kind::Connector.noun(), "connector");
/// assert_eq!(Kind::Connector.list(), "vpc_connectors");
/// assert!(Kind::Vpc < Kind::Route);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A [`Vpc`](super::Vpc).
    Vpc,
    /// A [`PrivateNetwork`](super::PrivateNetwork).
    PrivateNetwork,
    /// A [`Resource`](super::Resource).
    Resource,
    /// A [`VpcConnector`](super::VpcConnector).
    Connector,
    /// A [`Route`](super::Route).
    Route,
    /// An [`IngressRule`](super::IngressRule).
    IngressRule,
    /// An [`Acl`](super::Acl), which has no id of its own.
    Acl,
}

impl Kind {
    /// How many kinds there are.
    pub(crate) const COUNT: usize = Self::Acl as usize + 1;

    /// Returns the kind in words, as in “the connector a-to-b”.
    ///
    /// ```
    /// use peerlab_core::scenario::Kind;
    ///
    /// assert_eq!(Kind::PrivateNetwork.noun(), "Private Network");
    /// ```
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Vpc => "VPC",
            Self::PrivateNetwork => "Private Network",
            Self::Resource => "resource",
            Self::Connector => "connector",
            Self::Route => "route",
            Self::IngressRule => "ingress rule",
            Self::Acl => "ACL",
        }
    }

    /// Returns the document's key of the list that holds this kind.
    ///
    /// ```
    /// use peerlab_core::scenario::{Entity, Kind, Scenario};
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let Entity { kind, index } = Entity { kind: Kind::Route, index: 0 };
    /// assert_eq!(format!("{}[{index}]", kind.list()), "routes[0]", "the path in the document");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub const fn list(self) -> &'static str {
        match self {
            Self::Vpc => "vpcs",
            Self::PrivateNetwork => "private_networks",
            Self::Resource => "resources",
            Self::Connector => "vpc_connectors",
            Self::Route => "routes",
            Self::IngressRule => "ingress_rules",
            Self::Acl => "acls",
        }
    }
}

/// An entity of a scenario by its place. Entities are ordered as in the
/// document: by list, then by place in the list.
///
/// ```
/// use peerlab_core::scenario::{Entity, Kind, Scenario};
/// # const ONE_WAY: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
///
/// let scenario = Scenario::from_json(ONE_WAY)?;
/// let second = Entity { kind: Kind::Vpc, index: 1 };
/// assert_eq!(scenario.id_of(second), Some("data"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity {
    /// Its kind, which is its list.
    pub kind: Kind,
    /// Its place in the list.
    pub index: usize,
}

impl Scenario {
    /// Returns every entity that has an id, with it, in document order.
    ///
    /// ```
    /// use peerlab_core::scenario::{Kind, Scenario};
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// let networks = scenario.entities().filter(|(entity, _)| entity.kind == Kind::PrivateNetwork);
    /// let ids: Vec<&str> = networks.map(|(_, id)| id).collect();
    /// assert_eq!(ids, ["web", "db"]);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn entities(&self) -> impl Iterator<Item = (Entity, &str)> {
        fn of<'s, T>(
            kind: Kind,
            list: &'s [T],
            id: impl Fn(&'s T) -> &'s String,
        ) -> impl Iterator<Item = (Entity, &'s str)> {
            list.iter()
                .enumerate()
                .map(move |(index, item)| (Entity { kind, index }, id(item).as_str()))
        }
        of(Kind::Vpc, &self.vpcs, |vpc| &vpc.id)
            .chain(of(Kind::PrivateNetwork, &self.private_networks, |pn| {
                &pn.id
            }))
            .chain(of(Kind::Resource, &self.resources, |resource| &resource.id))
            .chain(of(Kind::Connector, &self.vpc_connectors, |connector| {
                &connector.id
            }))
            .chain(of(Kind::Route, &self.routes, |route| &route.id))
            .chain(of(Kind::IngressRule, &self.ingress_rules, |rule| &rule.id))
    }

    /// Returns the id of one of some kinds that was probably meant by `written`:
    /// that of the entity whose name it is, else a near one.
    ///
    /// Compares it with at most 2,000 of them: a document with more is not
    /// mended by hand, and many unknown names must not cost much.
    pub(crate) fn nearest_id(&self, written: &str, kinds: &[Kind]) -> Option<&str> {
        let candidates = || {
            self.entities()
                .filter(|(entity, _)| kinds.contains(&entity.kind))
                .take(2_000)
        };
        candidates()
            .find(|(entity, _)| self.label_of(*entity) == Some(written))
            .map(|(_, id)| id)
            .or_else(|| nearest(written, candidates().map(|(_, id)| id)))
    }

    /// Returns the id of an entity; of an ACL, its VPC's.
    ///
    /// ```
    /// use peerlab_core::scenario::{Entity, Kind, Scenario};
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let scenario = Scenario::from_json(ONE_WAY)?;
    /// assert_eq!(scenario.id_of(Entity { kind: Kind::Route, index: 0 }), Some("shop-to-db"));
    /// assert_eq!(scenario.id_of(Entity { kind: Kind::Route, index: 1 }), None);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn id_of(&self, entity: Entity) -> Option<&str> {
        let index = entity.index;
        match entity.kind {
            Kind::Vpc => self.vpcs.get(index).map(|vpc| &vpc.id),
            Kind::PrivateNetwork => self.private_networks.get(index).map(|pn| &pn.id),
            Kind::Resource => self.resources.get(index).map(|resource| &resource.id),
            Kind::Connector => self
                .vpc_connectors
                .get(index)
                .map(|connector| &connector.id),
            Kind::Route => self.routes.get(index).map(|route| &route.id),
            Kind::IngressRule => self.ingress_rules.get(index).map(|rule| &rule.id),
            Kind::Acl => self.acls.get(index).map(|acl| &acl.vpc_id),
        }
        .map(String::as_str)
    }

    /// Returns what people call an entity: its name, else its id.
    ///
    /// ```
    /// use peerlab_core::scenario::{Entity, Kind, Scenario};
    ///
    /// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "9f", "name": "Shop"}, {"id": "c2"}]}"#)?;
    /// let label = |index| scenario.label_of(Entity { kind: Kind::Vpc, index });
    /// assert_eq!([label(0), label(1), label(2)], [Some("Shop"), Some("c2"), None]);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn label_of(&self, entity: Entity) -> Option<&str> {
        let index = entity.index;
        let name = match entity.kind {
            Kind::Vpc => self.vpcs.get(index).map(|vpc| &vpc.name),
            Kind::PrivateNetwork => self.private_networks.get(index).map(|pn| &pn.name),
            Kind::Resource => self.resources.get(index).map(|resource| &resource.name),
            Kind::Connector => self
                .vpc_connectors
                .get(index)
                .map(|connector| &connector.name),
            Kind::Route | Kind::IngressRule | Kind::Acl => None,
        };
        name.map(String::as_str)
            .filter(|name| !name.trim().is_empty())
            .or_else(|| self.id_of(entity))
    }
}
