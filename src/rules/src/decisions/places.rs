//! Places: which of the configured places a requester is told that access will work in (domain: 2, confirmation page).

use crate::decide::{Answers, Decide, Input, Shape};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether the person administers the account, asks to, or may be made its administrator by this request.
    pub administers: bool,
    /// Whether the place is open to administrators only.
    pub administrators_only: bool,
}

impl Decide for Facts {
    /// Whether the place is named.
    type Answer = bool;
    const TABLE: &'static str = "places";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("administers", Shape::Flag, |facts| facts.administers.into()),
        Input::new("administrators_only", Shape::Flag, |facts| facts.administrators_only.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("shown", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<bool> {
        answers.flag("shown")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn a_place_for_administrators_is_named_to_them_only() {
        for (administers, administrators_only, shown) in
            [(false, false, true), (true, false, true), (true, true, true), (false, true, false)]
        {
            let facts = Facts { administers, administrators_only };
            assert_eq!(Policy::embedded().unwrap().places(&facts).unwrap().answer, shown, "{facts:?}");
        }
    }
}
