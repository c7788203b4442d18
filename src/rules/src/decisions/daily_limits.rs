//! Daily limits: how many requests, and how many messages about one of them, a person may send within a day. Limits against floods are settings of the server.

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
        /// About one request.
        AccessRequestMessage = "access_request_message",
    }
}

impl Decide for Facts {
    /// From 0 to 100.
    type Answer = u32;
    const TABLE: &'static str = "daily_limits";
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("subject", Shape::one_of::<Subject>(), |facts| facts.subject.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("most", Shape::Count)];

    fn answer(answers: Answers<'_>) -> Option<u32> {
        answers.count("most")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn thirty_accesses_fifty_accounts_and_twenty_messages_about_a_request_may_be_sent_within_a_day() {
        let expected =
            [(Subject::AccessRequest, 30), (Subject::AccountRequest, 50), (Subject::AccessRequestMessage, 20)];
        for (subject, most) in expected {
            assert_eq!(Policy::embedded().unwrap().daily_limits(&Facts { subject }).unwrap().answer, most);
        }
    }
}
