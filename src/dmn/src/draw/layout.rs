//! Where each element of a drawing stands: in rows, each above what it requires.

use super::{Graph, Kind, Node};
use crate::read::order::Order;

/// A rectangle in the drawing's units, from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) width: usize,
    pub(super) height: usize,
}

/// How far apart the left edges of the first row and the top are from the corner, and the elements of a row.
const MARGIN: usize = 80;
const GAP: usize = 40;
/// From the top of one row to the top of the next.
const ROW: usize = 180;
/// About how wide a letter of a name is, and the rest of the row beside it.
const LETTER: usize = 7;
const AROUND_NAME: usize = 30;

impl Bounds {
    /// The middle of the upper edge.
    pub(super) fn top(&self) -> (usize, usize) {
        (self.x + self.width / 2, self.y)
    }

    /// The middle of the lower edge.
    pub(super) fn bottom(&self) -> (usize, usize) {
        (self.x + self.width / 2, self.y + self.height)
    }
}

/// The place of each element. Each row is centred; within it the elements keep the order of the model.
pub(super) fn layout(graph: &Graph<'_>) -> Vec<Bounds> {
    let ranks = ranks(graph);
    let highest = ranks.iter().copied().max().unwrap_or_default();
    let mut widths = vec![0_usize; highest + 1];
    for (node, rank) in graph.nodes.iter().zip(&ranks) {
        if let Some(width) = widths.get_mut(*rank) {
            *width += size(node).0 + GAP;
        }
    }
    let widest = widths.iter().copied().max().unwrap_or_default();
    let mut next: Vec<usize> = widths.iter().map(|width| MARGIN + (widest - width) / 2).collect();
    let mut place = |(node, rank): (&Node<'_>, &usize)| {
        let (width, height) = size(node);
        let x = next.get(*rank).copied().unwrap_or(MARGIN);
        if let Some(next) = next.get_mut(*rank) {
            *next += width + GAP;
        }
        Bounds { x, y: MARGIN + (highest - rank) * ROW, width, height }
    };
    graph.nodes.iter().zip(&ranks).map(&mut place).collect()
}

/// How many rows stand below each element. In a circle somebody has to stand below who should not.
fn ranks(graph: &Graph<'_>) -> Vec<usize> {
    let mut required: Vec<Vec<u32>> = vec![Vec::new(); graph.nodes.len()];
    for requirement in &graph.requirements {
        if let Some(of) = required.get_mut(requirement.by) {
            of.extend(u32::try_from(requirement.required));
        }
    }
    let mut ranks = vec![0; graph.nodes.len()];
    for node in Order::new(&required).sequence {
        let Ok(node) = usize::try_from(node) else { continue };
        let below = required.get(node).into_iter().flatten().filter_map(|other| usize::try_from(*other).ok());
        let rank = below.filter_map(|other| ranks.get(other).copied()).max().map_or(0, |rank: usize| rank + 1);
        if let Some(slot) = ranks.get_mut(node) {
            *slot = rank;
        }
    }
    ranks
}

/// Width and height: those that editors give to the kind, wider for a name that would not fit.
fn size(node: &Node<'_>) -> (usize, usize) {
    let (width, height) = match node.kind {
        Kind::Input => (125, 45),
        Kind::Decision => (180, 80),
        Kind::Function => (135, 46),
        Kind::Knowledge => (100, 63),
    };
    (width.max(AROUND_NAME + LETTER * node.name.chars().count()), height)
}
