//! What came of the cases: by trick, how many there were and what was wrong; and what a plain comparison would do.

use std::time::Duration;

use rules::vocabulary::MatchKind;

use crate::case::{Case, Truth};

/// How many wrong answers of each trick are shown.
const SHOWN: usize = 5;

/// What the product says of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Refused,
    Kind(MatchKind),
}

/// One trick's cases.
#[derive(Clone, Default)]
pub struct Row {
    pub cases: u64,
    pub admitted: u64,
    /// Admitted, though the address is bad or somebody else's.
    pub wrong_admissions: u64,
    /// Good addresses that were refused, matched nothing, or got another kind.
    pub wrong_otherwise: u64,
    /// What `ends_with` would admit wrongly.
    pub naive_admissions: u64,
    pub examples: Vec<String>,
}

/// How long the product and the comparison took over the same cases.
#[derive(Clone, Copy, Default)]
pub struct Took {
    pub product: Duration,
    pub naive: Duration,
}

impl Row {
    pub fn add(&mut self, case: &Case, answer: Answer, naive: bool) {
        self.cases += 1;
        let admitted = !matches!(answer, Answer::Refused | Answer::Kind(MatchKind::None));
        self.admitted += u64::from(admitted);
        let never = case.truth == Truth::Never;
        self.naive_admissions += u64::from(naive && never);
        let right = match case.truth {
            Truth::Is(kind) => answer == Answer::Kind(kind),
            Truth::AtMost(kind) => !admitted || answer == Answer::Kind(kind),
            Truth::Never => !admitted,
        };
        if !right {
            if admitted && never {
                self.wrong_admissions += 1
            } else {
                self.wrong_otherwise += 1
            }
            if self.examples.len() < SHOWN {
                let Case { address, identifier, truth } = case;
                self.examples.push(format!("{address:?} at {identifier:?}: {answer:?}, but the truth is {truth:?}"));
            }
        }
    }

    pub fn join(&mut self, other: Row) {
        self.cases += other.cases;
        self.admitted += other.admitted;
        self.wrong_admissions += other.wrong_admissions;
        self.wrong_otherwise += other.wrong_otherwise;
        self.naive_admissions += other.naive_admissions;
        self.examples.extend(other.examples);
        self.examples.truncate(SHOWN);
    }
}
