//! Reminders: how often whoever decides may be reminded (domain: 3, Send Reminder). A reminder extends nothing.

use super::lifetimes::Lifetime;
use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub subject: Subject,
}

string_enum! {
    /// What a reminder is sent about.
    Subject {
        AccessRequest = "access_request",
        AccountRequest = "account_request",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// How long after a reminder, or after the request, the next one may be sent.
    pub cooldown: Lifetime,
    /// How many reminders may be sent in all, from 0 to 100.
    pub maximum: u32,
}

impl Decide for Facts {
    type Answer = Answer;
    const TABLE: &'static str = "reminders";
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("subject", Shape::one_of::<Subject>(), |facts| facts.subject.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("cooldown_days", Shape::Days), ("maximum", Shape::Count)];

    fn answer(answers: Answers<'_>) -> Option<Answer> {
        Some(Answer { cooldown: Lifetime::of_days(answers.days("cooldown_days")?), maximum: answers.count("maximum")? })
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn three_reminders_may_be_sent_three_days_apart() {
        for subject in Subject::ALL {
            let answer = Policy::embedded().unwrap().reminders(&Facts { subject: *subject }).unwrap().answer;
            assert_eq!((answer.cooldown.days(), answer.maximum), (3, 3));
        }
    }
}
