//! Makes a scenario that shows something as small as it gets.

use peerlab_core::scenario::Scenario;

/// Takes away whatever can go while the scenario still shows it.
pub(super) fn minimise(scenario: &Scenario, shows: impl Fn(&Scenario) -> bool) -> Scenario {
    let mut smallest = scenario.clone();
    loop {
        // From the end, so that taking one does not move those still to come.
        let smaller = cuts(&smallest)
            .into_iter()
            .rev()
            .find(|candidate| shows(candidate));
        match smaller {
            Some(smaller) => smallest = smaller,
            None => return smallest,
        }
    }
}

/// Every scenario that is one step smaller.
fn cuts(scenario: &Scenario) -> Vec<Scenario> {
    let mut cuts = Vec::new();
    macro_rules! without_one_of {
        ($($list:ident),*) => {$(
            for place in 0..scenario.$list.len() {
                let mut smaller = scenario.clone();
                smaller.$list.remove(place);
                cuts.push(smaller);
            }
        )*};
    }
    macro_rules! at_default {
        ($($list:ident.$field:ident = $value:expr),*) => {$(
            for place in 0..scenario.$list.len() {
                let mut smaller = scenario.clone();
                smaller.$list[place].$field = $value;
                if smaller != *scenario {
                    cuts.push(smaller);
                }
            }
        )*};
    }
    at_default!(
        vpcs.routing_enabled = true,
        vpcs.custom_routes_propagation_enabled = true,
        vpcs.transitivity_enabled = true,
        private_networks.default_route_propagation_enabled = false
    );
    macro_rules! without_one_in {
        ($($list:ident.$inner:ident),*) => {$(
            for place in 0..scenario.$list.len() {
                for item in 0..scenario.$list[place].$inner.len() {
                    let mut smaller = scenario.clone();
                    smaller.$list[place].$inner.remove(item);
                    cuts.push(smaller);
                }
            }
        )*};
    }
    without_one_in!(private_networks.subnets, resources.addresses, acls.rules);
    without_one_of!(
        vpcs,
        private_networks,
        resources,
        vpc_connectors,
        routes,
        ingress_rules,
        acls
    );
    cuts
}
