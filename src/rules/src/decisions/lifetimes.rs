//! Lifetimes: how long things last (domain: 3 and 4). A day is 86,400 seconds, whatever the calendar says.

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
    pub(crate) fn of_days(days: u32) -> Lifetime {
        Lifetime { days }
    }

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
        &[Input::new("subject", Shape::one_of::<LifetimeSubject>(), |facts| facts.subject.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("days", Shape::Days)];

    fn answer(answers: Answers<'_>) -> Option<Lifetime> {
        answers.days("days").map(Lifetime::of_days)
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn everything_lasts_as_long_as_the_domain_says() {
        for (subject, days, seconds) in [
            (LifetimeSubject::AccessRequest, 30, 2_592_000),
            (LifetimeSubject::AccountRequest, 90, 7_776_000),
            (LifetimeSubject::Escalation, 10, 864_000),
            (LifetimeSubject::ExpiryWarning, 5, 432_000),
            (LifetimeSubject::Invitation, 30, 2_592_000),
            (LifetimeSubject::InvitationWarning, 5, 432_000),
        ] {
            let lifetime = Policy::embedded().unwrap().lifetimes(&Facts { subject }).unwrap().answer;
            assert_eq!((lifetime.days(), lifetime.seconds()), (days, seconds), "{subject:?}");
        }
    }
}
