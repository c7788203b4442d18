//! How mail about invitations to an account reads. Whoever gets one knows neither the account nor who added them: what
//! these wrote stands in it as plain text, in which no mail program finds a link.

use api::page::Route;

use super::access::grant_value;
use super::{Letter, Setting};
use crate::mail::sanitize::unlinked;
use crate::mail::{AccountFacts, InvitationFacts};

/// To somebody who was added to an account and holds nothing yet.
pub fn invited(account: &AccountFacts, invited: &InvitationFacts, setting: &Setting<'_>) -> Letter {
    let (t, inviter) = (setting.texts, &invited.inviter);
    let access: Vec<String> = invited.granted.iter().map(|grant| unlinked(&grant_value(grant, t))).collect();
    let letter = Letter::new(t.locale(), &t.mail_invited_subject(inviter))
        .paragraph(&t.mail_invited_what(inviter, &account.domain_identifier))
        .fact(t.domain_identifier(), std::slice::from_ref(&account.domain_identifier))
        .fact(t.mail_invited_by(), std::slice::from_ref(inviter))
        .fact(t.mail_invited_name(), &[unlinked(&account.name)])
        .fact(t.mail_invited_access(), &access);
    let letter = match &invited.note {
        Some(note) => letter.quote(t.mail_invited_note(), &unlinked(note)),
        None => letter,
    };
    let until = t.mail_invited_until(&setting.date_time(invited.expires_at));
    letter
        .next(&until, t.mail_open_invitation(), &setting.invitation(&invited.id))
        .paragraph(t.mail_invited_unexpected())
        .why(&t.mail_invited_why(inviter))
}

/// To the same person, once, before it ends. `on_proof` where signing in is enough.
pub fn about_to_end(
    domain_identifier: &str,
    invitation: &str,
    until: &str,
    on_proof: bool,
    setting: &Setting<'_>,
) -> Letter {
    let t = setting.texts;
    let next = if on_proof { t.mail_invitation_ending_prove() } else { t.mail_invitation_ending_next() };
    Letter::new(t.locale(), t.mail_invitation_ending_subject())
        .paragraph(&t.mail_invitation_ending_what(domain_identifier, until))
        .fact(t.domain_identifier(), &[domain_identifier.to_owned()])
        .next(next, t.mail_open_invitation(), &setting.invitation(invitation))
        .why(t.mail_invitation_ending_why())
}

/// To whoever invited: it was declined, or nobody answered.
pub fn unanswered(account: &AccountFacts, email: &str, declined: bool, setting: &Setting<'_>) -> Letter {
    let (t, name) = (setting.texts, &account.name);
    let what = if declined {
        t.mail_invitation_declined_what(email, name)
    } else {
        t.mail_invitation_expired_what(email, name)
    };
    setting
        .begin(account, &t.mail_invitation_unanswered_subject(email), &what)
        .paragraph(t.mail_invitation_unanswered_next())
        .why(t.mail_invitation_unanswered_why())
}

impl Setting<'_> {
    fn invitation(&self, id: &str) -> String {
        self.page(&Route::Invitation { id: id.to_owned() })
    }
}
