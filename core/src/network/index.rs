//! Indices of what a network is made of.

/// Declares the index of a kind of thing in a [`Network`](super::Network).
macro_rules! index {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// Returns the place among all of its kind in the network, from 0. It is the place
            /// in the document where everything before it takes part as well.
            ///
            /// ```
            /// use peerlab_core::network::resolve;
            /// use peerlab_core::scenario::Scenario;
            ///
            /// let text = r#"{"vpcs": [{"id": "shop"}, {"id": "shop"}, {"id": "data"}]}"#;
            /// let (network, _) = resolve(&Scenario::from_json(text)?);
            /// let (data, vpc) = network.vpcs().last().ok_or("there are two")?;
            /// assert_eq!((data.place(), vpc.entity.index), (1, 2), "the second of one id takes no part");
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            #[must_use]
            pub const fn place(self) -> usize {
                self.0 as usize
            }

            /// Returns the index of a place. The limits of a document are far below
            /// what the number has room for, and half the size is half the memory of
            /// everything that routing keeps.
            pub(crate) fn at(place: usize) -> Self {
                Self(u32::try_from(place).unwrap_or(u32::MAX))
            }
        }
    )+};
}

index! {
    /// A VPC of a [`Network`](super::Network).
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let (_, web) = network.private_networks().next().ok_or("there are two")?;
    /// let shop = network.vpc(web.vpc);
    /// assert!(shop.routing_enabled);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    VpcIndex;
    /// A Private Network of a [`Network`](super::Network).
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let (index, _) = network.private_networks().next().ok_or("there are two")?;
    /// let (_, shop) = network.vpcs().next().ok_or("there are two")?;
    /// assert_eq!(shop.private_networks, [index]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    PrivateNetworkIndex;
    /// A resource of a [`Network`](super::Network).
    ///
    /// ```
    /// use peerlab_core::network::{NextHop, resolve};
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let text = r#"{"vpcs": [{"id": "shop"}],
    ///     "private_networks": [{"id": "web", "vpc_id": "shop", "subnets": ["10.0.0.0/22"]}],
    ///     "resources": [{"id": "fw", "private_network_id": "web", "addresses": ["10.0.0.9"]}],
    ///     "routes": [{"id": "out", "vpc_id": "shop", "destination": "0.0.0.0/0",
    ///         "nexthop_resource_id": "fw"}]}"#;
    /// let (network, _) = resolve(&Scenario::from_json(text)?);
    /// let (firewall, _) = network.resources().next().ok_or("there is one")?;
    /// let (_, out) = network.routes().next().ok_or("there is one")?;
    /// assert_eq!(out.next_hop, NextHop::Resource(firewall));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ResourceIndex;
    /// A connector of a [`Network`](super::Network).
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let (index, _) = network.connectors().next().ok_or("there are two")?;
    /// let (_, shop) = network.vpcs().next().ok_or("there are two")?;
    /// assert_eq!(shop.connectors, [index], "a connector is its origin's");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ConnectorIndex;
    /// A custom route of a [`Network`](super::Network).
    ///
    /// ```
    /// use peerlab_core::network::resolve;
    /// use peerlab_core::scenario::Scenario;
    /// # const ONE_WAY: &str =
    /// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/one-way.json"));
    ///
    /// let (network, _) = resolve(&Scenario::from_json(ONE_WAY)?);
    /// let (index, _) = network.routes().next().ok_or("there is one")?;
    /// let routes = network.vpcs().map(|(_, vpc)| vpc.routes.as_slice());
    /// assert_eq!(routes.collect::<Vec<_>>(), [&[index][..], &[]], "the second VPC has no way back");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    RouteIndex;
}
