//! What an id can name.

use super::Scenario;
use crate::nearest::nearest;

/// A kind of entity, in the order of the document's lists.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entity {
    /// Its kind, which is its list.
    pub kind: Kind,
    /// Its place in the list.
    pub index: usize,
}

impl Scenario {
    /// Returns every entity that has an id, with it, in document order.
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
