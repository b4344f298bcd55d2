//! Building by hand: what adds to a scenario and takes away from it.

use peerlab_core::edit::{Edit, Item, Removal, make, removal};
use peerlab_core::layout::{Layout, Rect};
use peerlab_core::scenario::{
    DEFAULT_REGION, Kind, Point, PrivateNetwork, Scenario, Vpc, VpcConnector,
};

use super::hand::on_canvas;
use super::room::free_room;
use super::{Editor, Selection, Side, Spot, add};

/// How far apart a VPC and the one made beside it stand.
const APART: (i32, i32) = (144, 96);

/// A way on the canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the left.
    Left,
    /// To the right.
    Right,
    /// Upward.
    Up,
    /// Downward.
    Down,
}

impl Editor {
    /// Adds a VPC around a spot of the screen, or in the middle of the view, on
    /// no other card.
    pub(super) fn add_vpc(self, around: Option<Spot>) -> Self {
        let middle = self.size.map(super::Size::open_middle).unwrap_or_default();
        let spot = self.view.spot_at(around.unwrap_or(middle));
        let like = self.home().or_else(|| {
            let count = self.document.scenario().vpcs.len();
            count.checked_sub(1)
        });
        let region = like.and_then(|vpc| self.document.scenario().vpcs.get(vpc));
        let vpc = Vpc {
            region: region.map_or(DEFAULT_REGION, |vpc| &vpc.region).to_owned(),
            ..self.new_vpc()
        };
        let size = size_of(&vpc);
        let corner = on_canvas(
            spot.x - f64::from(size.width) / 2.0,
            spot.y - f64::from(size.height) / 2.0,
        );
        let at = free_room(at(size, corner), None, &self.rects());
        let label = format!("add {}", vpc.name);
        let id = vpc.id.clone();
        self.made(&add_at(vpc, at), label, Selection::Entity(id))
    }

    /// Adds a VPC beside the selected one, both with a connector to the other.
    pub(super) fn add_beside(self, direction: Direction) -> Self {
        let [from] = self.selected_vpcs()[..] else {
            return self;
        };
        let scenario = self.document.scenario();
        let (Some(rect), Some(written)) = (self.rect(from), scenario.vpcs.get(from)) else {
            return self;
        };
        let vpc = Vpc {
            region: written.region.clone(),
            project_id: written.project_id.clone(),
            organization_id: written.organization_id.clone(),
            ..self.new_vpc()
        };
        let size = size_of(&vpc);
        let (dx, dy, along) = match direction {
            Direction::Left => (-APART.0 - size.width, 0, (0, 1)),
            Direction::Right => (APART.0 + rect.width, 0, (0, 1)),
            Direction::Up => (0, -APART.1 - size.height, (1, 0)),
            Direction::Down => (0, APART.1 + rect.height, (1, 0)),
        };
        let wish = Rect {
            x: rect.x + dx,
            y: rect.y + dy,
            ..size
        };
        let place = free_room(wish, Some(along), &self.rects());
        let label = format!("add {}, connected to {}", vpc.name, self.vpc_label(from));
        let (id, other) = (vpc.id.clone(), written.id.clone());
        let mut edits = add_at(vpc, place);
        let is_taken = |wish: &str| self.document.is_taken(wish) || wish == id;
        edits.push(make::add_connector(other.clone(), id.clone(), is_taken));
        edits.push(make::add_connector(id.clone(), other, is_taken));
        self.made(&edits, label, Selection::Entity(id))
    }

    /// Adds a Private Network to the VPC that is selected or holds what is.
    pub(super) fn add_network(self) -> Self {
        let Some(home) = self.home() else {
            return self;
        };
        let scenario = self.document.scenario();
        let Some(vpc) = scenario.vpcs.get(home) else {
            return self;
        };
        let networks = &scenario.private_networks;
        let count = self.document.networks_of(&vpc.id).len();
        let id = numbered("pn-", count, |wish| {
            self.document.is_taken(wish) || networks.iter().any(|known| known.name == wish)
        });
        let block = self.document.report.free_block(home);
        let network = PrivateNetwork {
            name: id.clone(),
            id: id.clone(),
            vpc_id: vpc.id.clone(),
            subnets: block.iter().map(ToString::to_string).collect(),
            default_route_propagation_enabled: false,
        };
        let label = format!("add {id} to {}", self.vpc_label(home));
        let edit = Edit::add(Item::PrivateNetwork(network));
        self.made(&[edit], label, Selection::Entity(id))
    }

    /// Adds a route to the VPC that is selected or holds what is.
    pub(super) fn add_route(self) -> Self {
        let scenario = self.document.scenario();
        let home = self.home().and_then(|home| scenario.vpcs.get(home));
        let Some(id) = home.map(|vpc| vpc.id.clone()) else {
            return self;
        };
        let action = add::route(&self.document, &id);
        self.act(action)
    }

    /// Makes a connector between two VPCs by their ids; the other need not be in
    /// the scenario.
    pub(super) fn connect(mut self, from: &str, to: &str, both: bool) -> Self {
        self.overlay = None;
        match (self.document.vpc(from), self.document.vpc(to)) {
            (Some(from), Some(to)) if from != to => self.connect_known(from, to, both),
            (Some(from), None) => self.connect_outside(from, to),
            _ => self,
        }
    }

    /// Makes a VPC's connector towards another, and the one back where both are
    /// wanted; what is there already is selected and not made again.
    pub(super) fn connect_known(mut self, from: usize, to: usize, both: bool) -> Self {
        let scenario = self.document.scenario();
        let (Some(one), Some(other)) = (scenario.vpcs.get(from), scenario.vpcs.get(to)) else {
            return self;
        };
        let ways = [(&one.id, &other.id), (&other.id, &one.id)];
        let wanted = if both { &ways[..] } else { &ways[..1] };
        let missing = wanted
            .iter()
            .filter(|(from, to)| self.connector_between(from, to).is_none());
        let edits: Vec<Edit> = missing
            .map(|&(from, to)| {
                let is_taken = |wish: &str| self.document.is_taken(wish);
                make::add_connector(from.clone(), to.clone(), is_taken)
            })
            .collect();
        let names = (self.vpc_label(from), self.vpc_label(to));
        let label = match edits.len() {
            2 => format!("connect {} and {}", names.0, names.1),
            _ => format!("connect {} to {}", names.0, names.1),
        };
        let made = edits.first().and_then(added).map(|made| made.id.clone());
        if let Some(id) = made {
            return self.made(&edits, label, Selection::Entity(id));
        }
        let there = self.connector_between(&one.id, &other.id);
        let text = format!("{} has a connector to {} already.", names.0, names.1);
        if let Some(there) = there {
            self.selection = Selection::Entity(there.id.clone());
        }
        self.say(text);
        self
    }

    /// Makes a VPC's connector towards one that the scenario does not know: consent
    /// is given for an id, whoever has it.
    fn connect_outside(self, from: usize, to: &str) -> Self {
        let scenario = self.document.scenario();
        let Some(one) = scenario.vpcs.get(from).filter(|_| !to.trim().is_empty()) else {
            return self;
        };
        if let Some(there) = self.connector_between(&one.id, to) {
            let there = Selection::Entity(there.id.clone());
            return self.show(there);
        }
        let is_taken = |wish: &str| self.document.is_taken(wish);
        let edits = [make::add_connector(one.id.clone(), to.to_owned(), is_taken)];
        let label = format!("connect {} to {to}", self.vpc_label(from));
        let made = edits.first().and_then(added).map(|made| made.id.clone());
        self.made(
            &edits,
            label,
            made.map_or(Selection::Nothing, Selection::Entity),
        )
    }

    /// Asks for a new name of what has its name on the picture.
    pub(super) fn rename(self, id: Option<String>) -> Self {
        let renaming = id.filter(|id| {
            let entity = self.document.entity(id);
            entity.is_some_and(|entity| matches!(entity.kind, Kind::Vpc | Kind::PrivateNetwork))
        });
        let shown = match &renaming {
            Some(id) => self.reveal(&Selection::Entity(id.clone()), false),
            None => self,
        };
        Self { renaming, ..shown }
    }

    /// Removes what is selected with all that belongs to it.
    pub(super) fn remove_selected(mut self) -> Self {
        let removal = self.removal();
        let label = self.removal_label(&removal);
        if removal.edits.is_empty() {
            return self;
        }
        self.selection = Selection::Nothing;
        self.edit(&removal.edits, label, None)
    }

    /// Leaves the places of all cards to the layout.
    pub(super) fn arrange(self) -> Self {
        let scenario = self.document.scenario();
        let placed = scenario.vpcs.iter().map(|vpc| vpc.id.as_str());
        let mut placed: Vec<&str> = placed
            .filter(|id| scenario.layout.get(id).is_some())
            .collect();
        peerlab_core::order::sort_and_dedup(&mut placed);
        let free = placed.into_iter().map(|id| Edit::Place {
            id: id.to_owned(),
            at: None,
        });
        let edits: Vec<Edit> = free.collect();
        let mut arranged = self.edit(&edits, "arrange the cards".to_owned(), None);
        arranged.fitted = true;
        arranged.fit()
    }

    /// Returns the VPC that a new Private Network goes to: the selected one, or
    /// that of the one thing that is selected, or the only one there is.
    #[must_use]
    pub fn home(&self) -> Option<usize> {
        let mut selected = self.selection.entities();
        match (selected.next(), selected.next()) {
            (Some(id), None) => self.document.home_of(id),
            (None, _) => (self.document.scenario().vpcs.len() == 1).then_some(0),
            _ => None,
        }
    }

    /// Returns what removing the selection comes to.
    #[must_use]
    pub fn removal(&self) -> Removal {
        removal(self.document.scenario(), self.selection.entities())
    }

    /// Says what a removal takes away, such as “delete Shop with 2 Private
    /// Networks and 1 connector”.
    #[must_use]
    pub fn removal_label(&self, removal: &Removal) -> String {
        let ids: Vec<&str> = self.selection.entities().collect();
        let what = if let [id] = ids[..] {
            let kind = self.document.entity(id).map(|entity| entity.kind);
            let label = self.document.label(id);
            match kind {
                Some(Kind::Connector) => format!("connector {label}"),
                _ => label.to_owned(),
            }
        } else {
            let is_vpc = |id: &&str| self.document.vpc(id).is_some();
            let noun = if ids.iter().all(is_vpc) {
                "VPCs"
            } else {
                "things"
            };
            format!("{} {noun}", ids.len())
        };
        let with: Vec<String> = removal
            .with
            .iter()
            .map(|&(kind, count)| {
                let plural = if count == 1 { "" } else { "s" };
                format!("{count} {}{plural}", kind.noun())
            })
            .collect();
        match with.as_slice() {
            [] => format!("delete {what}"),
            [one] => format!("delete {what} with {one}"),
            [init @ .., last] => format!("delete {what} with {} and {last}", init.join(", ")),
        }
    }

    /// Makes a change that adds something, and selects that.
    pub(super) fn made(self, edits: &[Edit], label: String, shown: Selection) -> Self {
        let before = self.document.scenario().clone();
        let saw_all = self.sees_all();
        let mut made = self.edit(edits, label, None);
        if *made.document.scenario() != before {
            // What is new is seen, and what was seen stays where it was.
            made.fitted = false;
            made = made.reveal(&shown, saw_all);
            made.selection = shown;
        }
        made
    }

    fn connector_between(&self, from: &str, to: &str) -> Option<&VpcConnector> {
        let connectors = &self.document.scenario().vpc_connectors;
        let leaving = self.document.connectors_of(from, Side::Origin).iter();
        let mut leaving = leaving.filter_map(|&place| connectors.get(place));
        leaving.find(|connector| connector.target_vpc_id == to)
    }

    fn rects(&self) -> Vec<Rect> {
        let cards = &self.document.layout.cards;
        cards.iter().map(|card| card.rect).collect()
    }

    /// Makes a VPC with an id and a name that nothing has.
    fn new_vpc(&self) -> Vpc {
        let scenario = self.document.scenario();
        let number = |wish: &str| wish.trim_start_matches("vpc-").to_owned();
        let id = numbered("vpc-", scenario.vpcs.len(), |wish| {
            let name = format!("VPC {}", number(wish));
            self.document.is_taken(wish) || scenario.vpcs.iter().any(|vpc| vpc.name == name)
        });
        let (project_id, organization_id) = self.document.own_ids();
        Vpc {
            name: format!("VPC {}", number(&id)),
            id,
            region: DEFAULT_REGION.to_owned(),
            project_id,
            organization_id,
            tags: Vec::new(),
            routing_enabled: true,
            custom_routes_propagation_enabled: true,
            transitivity_enabled: true,
        }
    }
}

/// Returns the first id that is free, by number from what would be the next.
fn numbered(prefix: &str, count: usize, is_taken: impl Fn(&str) -> bool) -> String {
    let mut ids = (count + 1..).map(|number| format!("{prefix}{number}"));
    ids.find(|id| !is_taken(id)).unwrap_or_default()
}

/// Returns a rectangle at the origin as large as the card of a new VPC.
fn size_of(vpc: &Vpc) -> Rect {
    let alone = Scenario {
        vpcs: vec![vpc.clone()],
        ..Scenario::default()
    };
    let bounds = Layout::of(&alone).bounds().unwrap_or_default();
    Rect::new(0, 0, bounds.width, bounds.height)
}

fn at(size: Rect, corner: Point) -> Rect {
    Rect {
        x: corner.x,
        y: corner.y,
        ..size
    }
}

fn add_at(vpc: Vpc, rect: Rect) -> Vec<Edit> {
    let corner = on_canvas(f64::from(rect.x), f64::from(rect.y));
    let id = vpc.id.clone();
    vec![
        Edit::add(Item::Vpc(vpc)),
        Edit::Place {
            id,
            at: Some(corner),
        },
    ]
}

fn added(edit: &Edit) -> Option<&VpcConnector> {
    match edit {
        Edit::Add { item, .. } => match &**item {
            Item::VpcConnector(connector) => Some(connector),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests;
