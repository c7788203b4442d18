//! How a request ended, what a profile lacks, and from when on something may be done again, in words.

use api::problem::FieldProblem;
use chrono::{DateTime, Utc};
use rules::FiredRule;
use rules::vocabulary::{AccountRequestStatus, InvitationStatus, ProfileField, RequestStatus};
use text::{Locale, Texts};

use super::{AccountRequestOutcome, MINUTE, RequestOutcome};
use crate::base::date_time::LocalTexts;

pub fn already_decided(ended: &RequestOutcome, t: &LocalTexts<'_>) -> String {
    let at = t.date_time(ended.at);
    let by = ended.by.as_deref().unwrap_or(t.problem_an_administrator());
    let words = match ended.status {
        RequestStatus::Approved => t.problem_already_approved(by, &at),
        RequestStatus::Declined => t.problem_already_declined(by, &at),
        RequestStatus::Cancelled => t.problem_already_cancelled(&at),
        RequestStatus::Expired => return t.problem_already_expired(&at),
        RequestStatus::Open => return t.problem_already_changed(&at),
    };
    not_recorded(words, ended.wanted_to_decide, t)
}

/// Who wanted to decide is told that they did not.
fn not_recorded(words: String, wanted_to_decide: bool, t: &LocalTexts<'_>) -> String {
    if wanted_to_decide { [&words, " ", t.problem_decision_not_recorded()].concat() } else { words }
}

pub fn account_already_decided(ended: &AccountRequestOutcome, t: &LocalTexts<'_>) -> String {
    let at = t.date_time(ended.at);
    let by = ended.by.as_deref().unwrap_or(t.problem_somebody_else());
    let words = match ended.status {
        AccountRequestStatus::Activated => t.problem_account_already_activated(by, &at),
        AccountRequestStatus::Denied => t.problem_account_already_denied(by, &at),
        AccountRequestStatus::Withdrawn => t.problem_account_already_withdrawn(&at),
        AccountRequestStatus::Lapsed => return t.problem_account_already_lapsed(&at),
        AccountRequestStatus::Pending => return t.problem_already_changed(&at),
    };
    not_recorded(words, ended.wanted_to_decide, t)
}

pub fn invitation_ended(status: InvitationStatus, at: DateTime<Utc>, texts: &LocalTexts<'_>) -> String {
    texts.problem_invitation_ended(status.as_str(), &texts.date_time(at))
}

/// What these rules say.
pub fn sentences(rules: &[FiredRule], texts: &Texts) -> String {
    let sentence = |rule: &FiredRule| match texts.locale() {
        Locale::En => rule.en.clone(),
        Locale::Fr => rule.fr.clone(),
    };
    rules.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

pub fn reminder_not_due(next: Option<DateTime<Utc>>, texts: &LocalTexts<'_>) -> String {
    match next {
        Some(next) => texts.problem_reminder_not_due(&texts.date_time(next)),
        None => texts.problem_reminders_used_up().to_owned(),
    }
}

/// The next full minute, since an earlier time would not hold.
pub fn to_the_minute(at: DateTime<Utc>, texts: &LocalTexts<'_>) -> String {
    texts.date_time(at + MINUTE)
}

pub fn incomplete(field: ProfileField, texts: &Texts) -> FieldProblem {
    let detail = match field {
        ProfileField::Name => texts.incomplete_name(),
        ProfileField::Organisation => texts.incomplete_organisation(),
        ProfileField::Country => texts.incomplete_country(),
        ProfileField::VerifiedEmail => texts.incomplete_verified_email(),
    };
    FieldProblem { field: field.as_str().to_owned(), detail: detail.to_owned() }
}
