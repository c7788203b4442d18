//! Daily limits: how many requests one person may send within a day. Limits against floods are settings of the server.

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub subject: Subject,
}

string_enum! {
    /// What is counted.
    Subject {
        AccessRequest = "access_request",
        AccountRequest = "account_request",
    }
}

impl Decide for Facts {
    /// From 0 to 100.
    type Answer = u32;
    const TABLE: &'static str = "daily_limits";
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("subject", Shape::one_of::<Subject>(), |facts| facts.subject.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("requests", Shape::Count)];

    fn answer(answers: Answers<'_>) -> Option<u32> {
        answers.count("requests")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn thirty_accesses_and_fifty_accounts_may_be_requested_within_a_day() {
        for (subject, most) in [(Subject::AccessRequest, 30), (Subject::AccountRequest, 50)] {
            assert_eq!(Policy::embedded().unwrap().daily_limits(&Facts { subject }).unwrap().answer, most);
        }
    }
}
