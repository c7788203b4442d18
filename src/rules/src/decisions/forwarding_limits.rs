//! Forwarding limits: how often a request for a new account may be forwarded (domain: 4, Who decides).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub subject: Subject,
}

string_enum! {
    /// What is counted.
    Subject {
        /// Forwardings one after the other, from one of the addresses that the requester named.
        Chain = "chain",
        /// All of the request.
        Request = "request",
        /// How often one address had the request, by whomever.
        Address = "address",
    }
}

impl Decide for Facts {
    /// From 0 to 100.
    type Answer = u32;
    const TABLE: &'static str = "forwarding_limits";
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("subject", Shape::one_of::<Subject>(), |facts| facts.subject.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("times", Shape::Count)];

    fn answer(answers: Answers<'_>) -> Option<u32> {
        answers.count("times")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn three_times_in_a_chain_ten_in_a_request_and_once_to_an_address() {
        for (subject, most) in [(Subject::Chain, 3), (Subject::Request, 10), (Subject::Address, 1)] {
            assert_eq!(Policy::embedded().unwrap().forwarding_limits(&Facts { subject }).unwrap().answer, most);
        }
    }
}
