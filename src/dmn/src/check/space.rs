//! A table as the checks see it: an axis for each input column, and each rule as an area in the space between them.

use super::axis::{Axis, Cells, Unusable};
use super::ranges::{self, Ranges};
use super::report::{At, Report};
use crate::{Table, UnaryTests, Value};

pub(super) struct Space {
    pub(super) axes: Vec<Axis>,
    /// One for each rule, in order.
    pub(super) areas: Vec<Area>,
}

/// Where a rule holds.
#[derive(Debug)]
pub(super) struct Area {
    /// The rule's position.
    pub(super) rule: usize,
    /// In each column, the cases in which its cell holds; all of them where the cell is open.
    pub(super) cells: Vec<Ranges>,
    /// Whether some cell has more than constants, so that the rule may hold nowhere at all.
    pub(super) is_open: bool,
    /// Whether some cell holds in no case that counts.
    pub(super) is_empty: bool,
}

impl Space {
    /// The space of a table. What about it is beyond the checks is reported; nothing is left where that is a column.
    pub(super) fn new(table: &Table, report: &mut Report) -> Option<Space> {
        let mut axes = Vec::new();
        let mut columns: Vec<Cells> = Vec::new();
        for (index, column) in table.inputs().iter().enumerate() {
            let cells = table.rules().iter().map(|rule| rule.cells.get(index).unwrap_or(&UnaryTests::Any));
            match Axis::new(column, &cells.collect::<Vec<_>>()) {
                Ok((axis, cells)) => {
                    axes.push(axis);
                    columns.push(cells);
                }
                Err(Unusable::Open) => {
                    let message = "which values are allowed is not known: there are more than constants of one kind";
                    report.unproven(At::Column(index), &[], message);
                }
                Err(Unusable::Nothing) => {
                    report.found(At::Column(index), &[], "no value is allowed here, so that no rule can fire");
                }
            }
        }
        if axes.len() < table.inputs().len() {
            return None;
        }

        let mut areas = Vec::new();
        let mut columns: Vec<_> = columns.into_iter().map(Vec::into_iter).collect();
        for (position, rule) in table.rules().iter().enumerate() {
            let mut area = Area { rule: position, cells: Vec::new(), is_open: false, is_empty: false };
            for (index, (axis, column)) in axes.iter().zip(&mut columns).enumerate() {
                let cell = column.next().flatten();
                if cell.is_none() {
                    area.is_open = true;
                    let written = rule.cells.get(index).map(ToString::to_string).unwrap_or_default();
                    let message =
                        format!("where `{written}` holds is not known: it has more than constants of one kind");
                    report.unproven(At::Cell(position, index), &[], message);
                }
                let cases = cell.unwrap_or_else(|| axis.whole());
                area.is_empty |= cases.is_empty();
                area.cells.push(cases);
            }
            areas.push(area);
        }
        Some(Space { axes, areas })
    }

    /// Every case of each column.
    pub(super) fn whole(&self) -> Vec<Ranges> {
        self.axes.iter().map(Axis::whole).collect()
    }

    /// The simplest value for each input within the cases for each column.
    pub(super) fn simplest(&self, cells: &[Ranges]) -> Vec<Value> {
        self.axes.iter().zip(cells).map(|(axis, cases)| axis.simplest(cases)).collect()
    }
}

impl Area {
    /// Whether all facts in this one lie in the other as well.
    pub(super) fn is_within(&self, other: &Area) -> bool {
        self.cells.iter().zip(&other.cells).all(|(one, other)| ranges::is_within(one, other))
    }

    /// What lies in both.
    pub(super) fn common(&self, other: &Area) -> Vec<Ranges> {
        self.cells.iter().zip(&other.cells).map(|(one, other)| ranges::common(one, other).collect()).collect()
    }
}
