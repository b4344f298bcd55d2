//! Large groups that would be far wider or higher than a screen: rows that are
//! walked to and fro, so that neighbours stand beside or above one another.

use super::graph::Graph;
use super::{CARD_WIDTH, GAP_X, GAP_Y, SCREEN};

/// Places the VPCs of a group; `room` is the height each takes up. A ring is
/// walked so that its end is beside its beginning.
pub(super) fn arrange(
    graph: &Graph,
    component: &[usize],
    room: impl Fn(usize) -> i32,
) -> Vec<(usize, i32, i32)> {
    let order = walk(graph, component);
    let highest = order.iter().map(|&vpc| room(vpc)).max().unwrap_or(0);
    let is_ring = order.iter().all(|&vpc| graph.neighbours(vpc).len() == 2);
    let columns = columns(order.len(), highest);
    let cells = if is_ring {
        closed(order.len(), columns)
    } else {
        open(order.len(), columns)
    };
    let rows = cells.iter().map(|&(_, row)| row + 1).max().unwrap_or(0);
    let mut heights = vec![0; rows];
    for (&vpc, &(_, row)) in order.iter().zip(&cells) {
        if let Some(height) = heights.get_mut(row) {
            *height = room(vpc).max(*height);
        }
    }
    let mut below = 0;
    let spans: Vec<(i32, i32)> = heights
        .iter()
        .map(|&height| {
            let top = below;
            below += height + 2 * GAP_Y;
            (top, height)
        })
        .collect();
    let placed = order.iter().zip(cells).filter_map(|(&vpc, (column, row))| {
        let &(top, height) = spans.get(row)?;
        let column = i32::try_from(column).ok()?;
        let y = top + (height - room(vpc)) / 2;
        Some((vpc, column * (CARD_WIDTH + GAP_X), y - y % 4))
    });
    placed.collect()
}

/// Returns the group depth first: the order of a chain or a ring that is one.
fn walk(graph: &Graph, component: &[usize]) -> Vec<usize> {
    let most = component.iter().max().map_or(0, |&vpc| vpc + 1);
    let mut seen = vec![false; most];
    let ends = component
        .iter()
        .filter(|&&vpc| graph.neighbours(vpc).len() == 1);
    // A chain begins at an end of it.
    let start = ends.min().or(component.first());
    let mut pending: Vec<usize> = start.copied().into_iter().collect();
    let mut order = Vec::with_capacity(component.len());
    while let Some(vpc) = pending.pop() {
        if let Some(seen) = seen.get_mut(vpc)
            && !std::mem::replace(seen, true)
        {
            order.push(vpc);
            pending.extend(graph.neighbours(vpc).iter().rev());
        }
    }
    order
}

/// Returns how many columns give so many cards about the shape of a screen.
fn columns(count: usize, height: i32) -> usize {
    let wide = u64::from((CARD_WIDTH + GAP_X).unsigned_abs());
    let high = u64::from((height + 2 * GAP_Y).unsigned_abs());
    let count = count as u64;
    let columns = (count * high * SCREEN.0 / (wide * SCREEN.1)).isqrt().max(2);
    usize::try_from(columns).unwrap_or(usize::MAX)
}

/// Walks rows to and fro; answers the column and row of each step.
fn open(count: usize, columns: usize) -> Vec<(usize, usize)> {
    let cell = |step: usize| {
        let (row, along) = (step / columns, step % columns);
        let column = if row % 2 == 0 {
            along
        } else {
            columns - 1 - along
        };
        (column, row)
    };
    (0..count).map(cell).collect()
}

/// Walks rows to and fro and back to the beginning, up the first column, which
/// the rows between leave free. There are at least nine.
fn closed(count: usize, columns: usize) -> Vec<(usize, usize)> {
    // It comes back towards the first column where the number of rows is even.
    let rows = count.div_ceil(columns.max(3)).next_multiple_of(2).max(4);
    let columns = count.div_ceil(rows);
    // Two rows turn round sooner where there are cells to spare, and one more is
    // left out of the way up.
    let spare = rows * columns - count;
    let mut to_cut = spare / 2;
    let mut turns = vec![columns - 1; rows / 2];
    for turn in turns.iter_mut().rev() {
        let cut = to_cut.min(columns - 2);
        *turn -= cut;
        to_cut -= cut;
    }
    let mut cells = vec![(0, 0)];
    for (pair, turn) in turns.into_iter().enumerate() {
        let row = 2 * pair;
        cells.extend((1..=turn).map(|column| (column, row)));
        cells.extend((1..=turn).rev().map(|column| (column, row + 1)));
    }
    let top = 1 + spare % 2;
    cells.extend((top..rows).rev().map(|row| (0, row)));
    cells
}

#[cfg(test)]
mod tests {
    use super::{closed, columns, open};

    #[test]
    fn a_closed_walk_has_a_cell_for_each_and_nothing_between_neighbours() {
        for count in 9..400 {
            for height in [60, 170, 500] {
                let cells = closed(count, columns(count, height));
                assert_eq!(cells.len(), count);
                let mut distinct = cells.clone();
                distinct.sort_unstable();
                distinct.dedup();
                assert_eq!(distinct.len(), count, "{count}: {cells:?}");
                let again = cells.iter().cycle().skip(1);
                for (&(x, y), &(other_x, other_y)) in cells.iter().zip(again) {
                    let apart = x.abs_diff(other_x) + y.abs_diff(other_y);
                    let between = (x.midpoint(other_x), y.midpoint(other_y));
                    assert!(x == other_x || y == other_y, "{count}: on one line");
                    assert!(
                        apart == 1 || (apart == 2 && !cells.contains(&between)),
                        "{count}: {x}, {y} and {other_x}, {other_y}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_open_walk_turns_at_the_end_of_each_row() {
        let cells = [(0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1), (0, 2)];
        assert_eq!(open(7, 3), cells);
    }
}
