//! What the engine takes for granted where the platform's documentation is
//! silent.
//!
//! Every assumption has a number that never changes, and comments name it where
//! it is made. A diagnostic that rests on one says so on its page of help.
//!
//! ```
//! use peerlab_core::assumption::Assumption;
//! use peerlab_core::check::{Code, Source};
//!
//! let help = Code::DuplicateRoute.help();
//! assert!(help.sources.contains(&Source::Assumed(Assumption::A3)));
//! assert!(Assumption::A3.taken().ends_with("the first in the document is used."));
//! ```

use std::fmt;

/// Declares the assumptions, each with what is taken for granted and what the
/// documentation leaves open.
macro_rules! assumptions {
    ($($name:ident: $taken:literal, $open:literal;)+) => {
        /// Something taken for granted, by its number.
        ///
        /// ```
        /// use peerlab_core::assumption::Assumption;
        ///
        /// let number = Assumption::A8;
        /// assert_eq!(number.to_string(), "A8");
        /// assert!(number.taken().starts_with("The limit of four chained VPCs holds for each path"));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Assumption {
            $(#[doc = $taken] $name,)+
        }

        impl Assumption {
            /// Every assumption, in the order of their numbers.
            ///
            /// ```
            /// use peerlab_core::assumption::Assumption;
            ///
            /// let numbers: Vec<&str> = Assumption::ALL.iter().map(|known| known.as_str()).collect();
            /// assert_eq!(numbers[..3], ["A1", "A2", "A3"]);
            /// ```
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Returns its number as it is written, such as `A4`.
            ///
            /// ```
            /// use peerlab_core::assumption::Assumption;
            ///
            /// assert_eq!(Assumption::A4.as_str(), "A4");
            /// ```
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)+ }
            }

            /// Returns what is taken for granted, in one sentence.
            ///
            /// ```
            /// use peerlab_core::assumption::Assumption;
            ///
            /// assert_eq!(
            ///     Assumption::A2.taken(),
            ///     "A local subnet wins over a custom route with the same destination."
            /// );
            /// ```
            #[must_use]
            pub const fn taken(self) -> &'static str {
                match self { $(Self::$name => $taken,)+ }
            }

            /// Returns where the documentation is silent, in one sentence.
            ///
            /// ```
            /// use peerlab_core::assumption::Assumption;
            ///
            /// let silence = Assumption::A2.left_open();
            /// assert!(silence.ends_with("does not say which of two equal ones comes first."));
            /// ```
            #[must_use]
            pub const fn left_open(self) -> &'static str {
                match self { $(Self::$name => $open,)+ }
            }
        }
    };
}

assumptions! {
    A1: "Of several connectors with the same origin and target, each has the status that it would have alone.",
        "The documentation does not say whether the platform takes a second connector with the same ends, nor what status it has.";
    A2: "A local subnet wins over a custom route with the same destination.",
        "The documentation orders routes by how specific they are, and does not say which of two equal ones comes first.";
    A3: "Of several custom routes with the same destination, the first in the document is used.",
        "The documentation does not say whether the platform takes a second route with the same destination, nor which one it would use.";
    A4: "A custom route that is more specific than a local subnet takes its addresses at the router; hosts of one Private Network still reach each other.",
        "The documentation orders routes by how specific they are, and does not say whether that holds within a subnet of the VPC itself.";
    A5: "Nothing leaves a Private Network of a VPC that has routing disabled, while its connectors have the status that they would have otherwise.",
        "The documentation asks for routing on both sides of a peering, and does not say what becomes of connectors and packets without it.";
    A6: "A default route is used by the Private Networks that receive default routes, by the one that its next hop stands in, and by a VPC for all that passes through it.",
        "The documentation tells how Private Networks receive default routes, and says nothing of default routes through a connector or in transit.";
    A7: "A packet that a route hands to a resource or a Private Network ends there: what an appliance does with it is not judged.",
        "The documentation does not know what software runs on a resource, and neither does a scenario.";
    A8: "The limit of four chained VPCs holds for each path that packets take, both ends counted, however many VPCs are peered in a row.",
        "The documentation gives the limit, and does not say what happens to packets that would go further.";
    A9: "A VPC that packets pass through does not apply its own network ACL to them.",
        "The documentation lets a network ACL judge what enters and leaves a VPC's Private Networks, and does not speak of packets in transit.";
    A10: "Whoever opens a TCP or UDP connection sends from port 49152.",
        "Systems choose that port from a range of their own, and 49152 is the first port set aside for it.";
    A11: "An appliance that an ingress rule hands packets to passes them on to their destination.",
        "The documentation describes the rule for a firewall in front of a VPC, and what the firewall lets through is its owner's choice.";
    A12: "Whoever owns one of two VPCs in conflict is told that subnets overlap, and not which ones.",
        "The documentation says that the Private Networks are not disclosed, and the API lists the overlaps of a connector without saying to whom.";
}

impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
