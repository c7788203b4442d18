//! How a request ended, what a profile lacks, and from when on something may be done again, in words.

use api::problem::FieldProblem;
use chrono::{DateTime, Utc};
use rules::FiredRule;
use rules::vocabulary::{AccountRequestStatus, InvitationStatus, ProfileField, RequestStatus};
use text::{Locale, Texts};

use super::{AccountRequestOutcome, MINUTE, RequestOutcome};
use crate::base::date_time::date_time;

pub fn already_decided(ended: &RequestOutcome, t: &Texts) -> String {
    let at = date_time(ended.at, t.locale());
    let by = ended.by.as_deref().unwrap_or(t.problem_an_administrator());
    match ended.status {
        RequestStatus::Approved => t.problem_already_approved(by, &at),
        RequestStatus::Declined => t.problem_already_declined(by, &at),
        RequestStatus::Cancelled => t.problem_already_cancelled(&at),
        RequestStatus::Expired => t.problem_already_expired(&at),
        RequestStatus::Open => t.problem_already_changed(&at),
    }
}

pub fn account_already_decided(ended: &AccountRequestOutcome, t: &Texts) -> String {
    let at = date_time(ended.at, t.locale());
    let by = ended.by.as_deref().unwrap_or(t.problem_somebody_else());
    match ended.status {
        AccountRequestStatus::Activated => t.problem_account_already_activated(by, &at),
        AccountRequestStatus::Denied => t.problem_account_already_denied(by, &at),
        AccountRequestStatus::Lapsed => t.problem_account_already_lapsed(&at),
        AccountRequestStatus::Pending => t.problem_already_changed(&at),
    }
}

pub fn invitation_ended(status: InvitationStatus, at: DateTime<Utc>, texts: &Texts) -> String {
    texts.problem_invitation_ended(status.as_str(), &date_time(at, texts.locale()))
}

/// What these rules say.
pub fn sentences(rules: &[FiredRule], texts: &Texts) -> String {
    let sentence = |rule: &FiredRule| match texts.locale() {
        Locale::En => rule.en.clone(),
        Locale::Fr => rule.fr.clone(),
    };
    rules.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

pub fn reminder_not_due(next: Option<DateTime<Utc>>, texts: &Texts) -> String {
    match next {
        Some(next) => texts.problem_reminder_not_due(&date_time(next, texts.locale())),
        None => texts.problem_reminders_used_up().to_owned(),
    }
}

/// The next full minute, since an earlier time would not hold.
pub fn to_the_minute(at: DateTime<Utc>, texts: &Texts) -> String {
    date_time(at + MINUTE, texts.locale())
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
