//! Lifetimes: how long things last (domain: 3). A day is 86,400 seconds, whatever the calendar says.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::LifetimeSubject;

const SECONDS_PER_DAY: u64 = 86_400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub subject: LifetimeSubject,
}

/// A whole number of days, from 1 to 36,525.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    days: u32,
}

impl Lifetime {
    pub fn days(self) -> u32 {
        self.days
    }

    pub fn seconds(self) -> u64 {
        u64::from(self.days) * SECONDS_PER_DAY
    }
}

impl Decide for Facts {
    type Answer = Lifetime;
    const TABLE: &'static str = "lifetimes";
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("subject", Shape::of::<LifetimeSubject>(), |facts| facts.subject.as_str().into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("days", Shape::Days)];

    fn answer(answers: Answers<'_>) -> Option<Lifetime> {
        answers.days("days").map(|days| Lifetime { days })
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn an_access_request_lasts_thirty_days() {
        let facts = Facts { subject: LifetimeSubject::AccessRequest };
        let lifetime = Policy::embedded().unwrap().lifetimes(&facts).unwrap().answer;
        assert_eq!(lifetime.days(), 30);
        assert_eq!(lifetime.seconds(), 2_592_000);
    }
}
