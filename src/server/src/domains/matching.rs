//! How a person's e-mail domain stands to an account's identifier (domain: 2, Domain match).
//!
//! Which kinds count is policy; here the kind is only found out.

use rules::vocabulary::MatchKind;

use super::DomainIdentifier;
use super::public_mailboxes::PublicMailboxes;

/// The kind of match between a verified e-mail domain and an identifier.
///
/// Pass nothing as the domain unless the address is verified. Whole labels only, and only within one
/// registrable domain: a hoster's customers (`a.github.io`) do not lie below the hoster. Public mailboxes,
/// public suffixes and whatever is not a domain match nothing.
pub fn match_kind(
    public_mailboxes: &PublicMailboxes,
    verified_email_domain: Option<&str>,
    identifier: &DomainIdentifier,
) -> MatchKind {
    let Some(Ok(email)) = verified_email_domain.map(DomainIdentifier::parse) else {
        return MatchKind::None;
    };
    if public_mailboxes.contains(&email) || email.registrable() != identifier.registrable() {
        return MatchKind::None;
    }
    if email == *identifier {
        return MatchKind::Same;
    }
    if is_below(email.ascii(), identifier.ascii()) {
        return MatchKind::Below;
    }
    if is_below(identifier.ascii(), email.ascii()) {
        return MatchKind::Above;
    }

    MatchKind::Sibling
}

/// Whether an address of this domain is at a public mailbox.
pub fn is_public_mailbox(public_mailboxes: &PublicMailboxes, email_domain: Option<&str>) -> bool {
    let domain = email_domain.and_then(|domain| DomainIdentifier::parse(domain).ok());
    domain.is_some_and(|domain| public_mailboxes.contains(&domain))
}

/// Whether `lower` is made of one or more labels, a dot, and `upper`.
fn is_below(lower: &str, upper: &str) -> bool {
    lower.strip_suffix(upper).is_some_and(|labels| labels.ends_with('.'))
}
