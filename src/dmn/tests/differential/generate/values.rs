//! Constants, and facts that lie on, beside and between them.

use std::cmp::Ordering;
use std::str::FromStr;

use bigdecimal::BigDecimal;
use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::Generator;
use crate::coverage::Coverage;
use crate::model::{Cell, KINDS, Kind, Model, Type, Val};
use crate::naive::Naive;
use crate::random::Random;

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "3",
    "7",
    "18",
    "65",
    "100",
    "-40",
    "0.1",
    "0.2",
    "-0.3",
    "1.50",
    "2.5",
    "999.99",
    "0.000001",
    "1000000",
    "0.3333333333333333333333333333333333",
    "9999999999999999999999999999999999",
    "12345678901234567890.12345678901234",
    "-0.00000000012345678901234567890123",
];
const STRINGS: &[&str] =
    &["", "a", "b", "red", "green", "blue", "Red", "é", "<&>", "a \"quoted\" word", "back\\slash", "😀"];
const DATES: &[&str] = &[
    "2024-02-29",
    "2024-03-01",
    "2023-02-28",
    "2024-01-31",
    "2023-12-31",
    "2024-01-01",
    "1999-12-31",
    "2000-02-29",
    "1900-03-01",
    "1970-01-01",
    "2024-10-31",
    "2024-11-30",
];
const TIMES: &[&str] = &["00:00:00", "00:00:01", "08:30:00", "12:00:00.5", "18:45:59", "23:59:59.999999999"];
const OFFSETS: &[Option<i32>] = &[None, None, None, Some(0), Some(3_600), Some(-18_000), Some(19_800)];
/// In milliseconds.
const DURATIONS: &[i128] = &[0, 1, -500, 60_000, 3_600_000, 86_400_000, -86_400_000, 90_061_001, 2_592_000_000];
const MONTHS: &[i64] = &[0, 1, -1, 6, 11, 12, 13, 18, -24, 120];

pub fn position(kind: Kind) -> usize {
    KINDS.iter().position(|other| *other == kind).unwrap()
}

/// The constants of one kind for one model, none twice.
pub fn pool(kind: Kind, random: &mut Random) -> Vec<Val> {
    let count = if kind == Kind::Boolean { 2 } else { random.between(3, 5) };
    // Those with an offset and those without have no order, so that one model has one sort in its constants.
    let zone = *random.of(OFFSETS);
    let mut pool: Vec<Val> = Vec::new();
    while pool.len() < count {
        let value = constant(kind, zone, random);
        if pool.iter().all(|other| order(other, &value) != Some(Ordering::Equal)) {
            pool.push(value);
        }
    }
    pool
}

fn constant(kind: Kind, zone: Option<i32>, random: &mut Random) -> Val {
    let date = |random: &mut Random| {
        if random.percent(20) {
            NaiveDate::from_num_days_from_ce_opt(random.between(300_000, 3_000_000) as i32).unwrap()
        } else {
            NaiveDate::from_str(random.of::<&str>(DATES)).unwrap()
        }
    };
    let time = |random: &mut Random| NaiveTime::from_str(random.of::<&str>(TIMES)).unwrap();
    match kind {
        Kind::Boolean => Val::Boolean(random.percent(50)),
        Kind::Number if random.percent(25) => Val::Number(digits(random)),
        Kind::Number => Val::Number(BigDecimal::from_str(random.of::<&str>(NUMBERS)).unwrap()),
        Kind::String => Val::String((*random.of(STRINGS)).to_owned()),
        Kind::Date => Val::Date(date(random)),
        Kind::Time => Val::Time(time(random), zone),
        Kind::DateTime => Val::DateTime(date(random).and_time(time(random)), zone),
        Kind::Days => Val::Days(random.of(DURATIONS) * 1_000_000),
        Kind::Months => Val::Months(*random.of(MONTHS)),
    }
}

/// A number of up to 34 digits, its point somewhere near them.
fn digits(random: &mut Random) -> BigDecimal {
    let count = random.between(1, 34);
    let mut text = if random.percent(30) { "-".to_owned() } else { String::new() };
    text.extend((0..count).map(|_| char::from(b"0123456789995500"[random.below(16)])));
    let scale = random.between(0, 36) as i64 - 4;
    let coefficient = BigDecimal::from_str(&text).unwrap();
    (coefficient * BigDecimal::new(1.into(), scale)).normalized()
}

/// In their order.
pub fn ordered(pool: &[Val]) -> Vec<Val> {
    let mut pool = pool.to_vec();
    pool.sort_by(|left, right| order(left, right).unwrap());
    pool
}

fn order(left: &Val, right: &Val) -> Option<Ordering> {
    match (left, right) {
        (Val::Boolean(left), Val::Boolean(right)) => Some(left.cmp(right)),
        _ => with_naive(|naive| naive.order(left, right)),
    }
}

/// Whether constant tests admit a value.
pub fn admits(cell: &Cell, value: &Val) -> bool {
    with_naive(|naive| naive.cell(cell, value, &Vec::new())) == Some(true)
}

fn with_naive<T>(ask: impl FnOnce(&mut Naive<'_>) -> T) -> T {
    let nothing = Model { items: Vec::new(), inputs: Vec::new(), functions: Vec::new(), decisions: Vec::new() };
    ask(&mut Naive::new(&nothing, &[], &mut Coverage::default()))
}

impl Generator {
    pub fn constant(&mut self, kind: Kind) -> Val {
        self.random.of(&self.pools[position(kind)]).clone()
    }

    /// Two constants or three.
    pub fn listed(&mut self, kind: Kind) -> Vec<Val> {
        let pool = self.pools[position(kind)].clone();
        let most = self.random.between(2, 3);
        let mut listed = self.random.some(&pool, most);
        if self.random.percent(50) {
            listed.reverse();
        }
        listed
    }

    pub fn facts(&mut self, model: &Model) -> Vec<(String, Val)> {
        let mut facts = Vec::new();
        for (name, of) in &model.inputs {
            if !self.random.percent(3) {
                facts.push((name.clone(), self.fact(of)));
            }
        }
        facts
    }

    fn fact(&mut self, of: &Type) -> Val {
        match (self.random.below(100), of.resolved()) {
            (0..7, _) => Val::Null,
            (7..10, _) => self.anything(),
            (_, Type::Any) => self.anything(),
            (_, Type::Kind(kind)) => self.near(*kind),
            (_, Type::Limited(kind, cell)) => {
                let (kind, cell) = (*kind, cell.clone());
                let tries: Vec<Val> = (0..6).map(|_| self.near(kind)).collect();
                tries.iter().find(|value| admits(&cell, value)).unwrap_or(&tries[0]).clone()
            }
            (_, Type::List(item)) => {
                let item = Type::clone(item);
                Val::List((0..self.random.below(4)).map(|_| self.fact(&item)).collect())
            }
            (_, Type::Context(components)) => {
                let components = components.clone();
                let mut entries = Vec::new();
                for (name, of) in &components {
                    if !self.random.percent(2) {
                        entries.push((name.clone(), self.fact(of)));
                    }
                }
                Val::Context(entries)
            }
            (_, Type::Named(..)) => unreachable!("a resolved type has no name"),
        }
    }

    fn anything(&mut self) -> Val {
        let kind = self.kind();
        let value = self.near(kind);
        match self.random.below(8) {
            0 => Val::List(vec![value]),
            1 | 2 => Val::Context(vec![("age".to_owned(), value)]),
            _ => value,
        }
    }

    /// A constant, or what is beside it.
    pub fn near(&mut self, kind: Kind) -> Val {
        let value = self.constant(kind);
        if self.random.percent(45) {
            return value;
        }
        let days = self.random.between(1, 40) as u64;
        match value {
            Val::Number(number) => {
                let beside = self.random.of::<&str>(&["0.01", "-0.01", "1", "-1", "0.0000000001", "12.5", "-3"]);
                let beside = number + BigDecimal::from_str(beside).unwrap();
                Val::Number(crate::naive::rounded(&beside))
            }
            Val::String(_) => Val::String((*self.random.of(STRINGS)).to_owned()),
            Val::Date(date) if self.random.percent(50) => Val::Date(date + Days::new(days)),
            Val::Date(date) => Val::Date(date - Days::new(days)),
            Val::Time(time, zone) => {
                let zone = if self.random.percent(20) { *self.random.of(OFFSETS) } else { zone };
                Val::Time(time.with_hour(self.random.below(24) as u32).unwrap(), zone)
            }
            Val::DateTime(both, zone) => {
                let zone = if self.random.percent(20) { *self.random.of(OFFSETS) } else { zone };
                let both: NaiveDateTime = if self.random.percent(50) { both + Days::new(days) } else { both };
                Val::DateTime(both.with_minute(self.random.below(60) as u32).unwrap(), zone)
            }
            Val::Days(nanoseconds) => {
                Val::Days(nanoseconds + self.random.of(&[1, -1, 1_000_000_000, 3_600_000_000_000]))
            }
            Val::Months(months) => Val::Months(months + self.random.of(&[1, -1, 12])),
            other => other,
        }
    }
}
