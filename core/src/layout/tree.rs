//! Groups without cycles: the middle in the middle, branches to both sides, a
//! column for each step away.

#![expect(
    clippy::indexing_slicing,
    reason = "every index is a place in the lists of the one group that is arranged"
)]

use super::graph::Graph;
use super::{CARD_WIDTH, GAP_X, GAP_Y};
use crate::order::{sort, sort_by};

/// Places the VPCs of a group; `room` is the height each takes up. Of a group
/// with cycles the breadth-first tree from its most joined VPC is drawn.
pub(super) fn arrange(
    graph: &Graph,
    component: &[usize],
    room: impl Fn(usize) -> i32,
) -> Vec<(usize, i32, i32)> {
    let joined = spanning_tree(graph, component);
    let tree = Tree::rooted(&joined, middle(&joined));
    let place_of = tree.places(|node| room(component[node]));
    let places = component.iter().zip(place_of);
    places.map(|(&vpc, (x, y))| (vpc, x, y)).collect()
}

/// Returns a tree over the group as lists of neighbours, by place in the group.
fn spanning_tree(graph: &Graph, component: &[usize]) -> Vec<Vec<usize>> {
    let mut nodes: Vec<(usize, usize)> = component.iter().copied().zip(0..).collect();
    sort(&mut nodes);
    let node_of = |vpc: usize| {
        let found = nodes.binary_search_by_key(&vpc, |&(vpc, _)| vpc);
        found.ok().map(|place| nodes[place].1)
    };
    let neighbours = |node: usize| graph.neighbours(component[node]);
    let start = (0..component.len())
        // The first of several with the most.
        .rev()
        .max_by_key(|&node| neighbours(node).len())
        .unwrap_or(0);
    let mut tree = vec![Vec::new(); component.len()];
    let mut seen = vec![false; component.len()];
    let mut order = vec![start];
    seen[start] = true;
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        next += 1;
        for other in neighbours(node).iter().filter_map(|&vpc| node_of(vpc)) {
            if !seen[other] {
                seen[other] = true;
                tree[node].push(other);
                tree[other].push(node);
                order.push(other);
            }
        }
    }
    for list in &mut tree {
        sort_by(list, |&a, &b| component[a].cmp(&component[b]));
    }
    tree
}

/// Returns the node that is left when leaves are taken away over and over; of
/// two, the first.
fn middle(joined: &[Vec<usize>]) -> usize {
    let mut degree: Vec<usize> = joined.iter().map(Vec::len).collect();
    let mut layer: Vec<usize> = (0..joined.len()).filter(|&n| degree[n] <= 1).collect();
    let mut left = joined.len();
    while left > 2 {
        left -= layer.len();
        let mut inner = Vec::new();
        for &leaf in &layer {
            for &other in &joined[leaf] {
                degree[other] -= 1;
                if degree[other] == 1 {
                    inner.push(other);
                }
            }
        }
        layer = inner;
    }
    layer.into_iter().min().unwrap_or(0)
}

struct Tree {
    /// Breadth first from the root.
    order: Vec<usize>,
    children: Vec<Vec<usize>>,
}

impl Tree {
    fn rooted(joined: &[Vec<usize>], root: usize) -> Self {
        let mut children = joined.to_vec();
        let mut order = vec![root];
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            order.extend_from_slice(&children[node]);
            for child in children[node].clone() {
                children[child].retain(|&other| other != node);
            }
        }
        Self { order, children }
    }

    /// Returns the upper left corner of each node's room.
    fn places(&self, height: impl Fn(usize) -> i32) -> Vec<(i32, i32)> {
        let mut places = vec![(0, 0); self.order.len()];
        let Some(&root) = self.order.first() else {
            return places;
        };
        // How high the band is that a node and all behind it need.
        let mut band = vec![0; self.order.len()];
        for &node in self.order.iter().rev() {
            band[node] = height(node).max(stacked(&self.children[node], &band));
        }
        // The middle of each node's band, and the column it stands in.
        let mut middles = vec![0; self.order.len()];
        let mut columns = vec![0_i32; self.order.len()];
        let (left, right) = sides(&self.children[root], &band);
        for &node in &self.order {
            let column = columns[node];
            let sides = if node == root {
                [(left, -1), (right, 1)]
            } else {
                [(self.children[node].as_slice(), column.signum()), (&[], 0)]
            };
            for (children, step) in sides {
                let mut top = middles[node] - stacked(children, &band) / 2;
                for &child in children {
                    middles[child] = top + band[child] / 2;
                    columns[child] = column + step;
                    top += band[child] + GAP_Y;
                }
            }
        }
        for (node, place) in places.iter_mut().enumerate() {
            *place = (
                columns[node] * (CARD_WIDTH + GAP_X),
                middles[node] - height(node) / 2,
            );
        }
        places
    }
}

/// Returns how high bands are above one another.
fn stacked(nodes: &[usize], band: &[i32]) -> i32 {
    let bands: i32 = nodes.iter().map(|&node| band[node] + GAP_Y).sum();
    (bands - GAP_Y).max(0)
}

/// Splits the branches of the root in two halves of like height. A single
/// branch leads to the right, as one reads.
fn sides<'a>(branches: &'a [usize], band: &[i32]) -> (&'a [usize], &'a [usize]) {
    let whole: i32 = branches.iter().map(|&branch| band[branch] + GAP_Y).sum();
    let mut height = 0;
    let split = branches
        .iter()
        .position(|&branch| {
            let middle = 2 * height + band[branch] + GAP_Y;
            height += band[branch] + GAP_Y;
            middle > whole
        })
        .unwrap_or(branches.len());
    if branches.len() < 2 {
        return (&[], branches);
    }
    branches.split_at(split.clamp(1, branches.len() - 1))
}
