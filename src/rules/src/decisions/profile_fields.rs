//! Profile fields: which parts of a profile a request needs (domain: 2), and which of them are missing.

use super::request_form::Form;
use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::ProfileField;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub form: Form,
}

/// Which parts of a profile are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: bool,
    pub organisation: bool,
    pub country: bool,
    pub verified_email: bool,
}

/// The required fields that the profile lacks.
pub fn missing(required: &[ProfileField], profile: &Profile) -> Vec<ProfileField> {
    required.iter().copied().filter(|field| !profile.has(*field)).collect()
}

impl Profile {
    /// Of a person's profile, in which an empty text is not filled in.
    pub fn new(name: &str, organisation: &str, country: &str, verified_email: bool) -> Profile {
        Profile {
            name: !name.is_empty(),
            organisation: !organisation.is_empty(),
            country: !country.is_empty(),
            verified_email,
        }
    }

    fn has(&self, field: ProfileField) -> bool {
        match field {
            ProfileField::Name => self.name,
            ProfileField::Organisation => self.organisation,
            ProfileField::Country => self.country,
            ProfileField::VerifiedEmail => self.verified_email,
        }
    }
}

impl Decide for Facts {
    /// In the order of the table.
    type Answer = Vec<ProfileField>;
    const TABLE: &'static str = "profile_fields";
    const COLLECTS: bool = true;
    const INPUTS: &'static [Input<Facts>] = &[Input::new("path", Shape::one_of::<Form>(), |facts| facts.form.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("field", Shape::one_of::<ProfileField>())];

    fn answer(answers: Answers<'_>) -> Option<Vec<ProfileField>> {
        answers.variants("field")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "xml")]
    #[test]
    fn both_forms_need_all_four() {
        for form in Form::ALL {
            let decision = crate::Policy::embedded().unwrap().profile_fields(&Facts { form: *form }).unwrap();
            assert_eq!(decision.answer, ProfileField::ALL);
        }
    }

    #[test]
    fn only_what_is_required_can_be_missing() {
        let profile = Profile { name: true, organisation: false, country: false, verified_email: true };
        let required = [ProfileField::Name, ProfileField::Country, ProfileField::VerifiedEmail];
        assert_eq!(missing(&required, &profile), [ProfileField::Country]);
        assert_eq!(missing(&[], &profile), []);
    }
}
