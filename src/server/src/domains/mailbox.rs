//! Whether two addresses may lead into one mailbox. Only ever a reason to refuse: that two addresses lead to two people
//! cannot be told from how they are written, so no rule rests on it.

use super::email::folded;

/// What two addresses of one mailbox share: a tag after a plus sign, dots and quotes of the local part are left out, as
/// many mail servers do. Of two different mailboxes it may be the same.
pub fn mailbox(email: &str) -> String {
    let folded = folded(email);
    let Some((local, domain)) = folded.rsplit_once('@') else { return folded };
    let plain: String = local.chars().filter(|c| !matches!(c, '"' | '\\' | '.')).collect();
    let untagged = plain.split_once('+').map_or(plain.as_str(), |(before, _)| before);
    // A local part that is nothing but a tag is one of its own.
    format!("{}@{domain}", if untagged.is_empty() { &plain } else { untagged })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_dots_quotes_and_case_do_not_make_another_mailbox() {
        for (one, other, same) in [
            ("mallory.t@gmail.com", "Mallory.T+2@gmail.com", true),
            ("mallory.t@gmail.com", "malloryt@GMAIL.com", true),
            ("q.x@corp-x.com", "\"q.x\"@corp-x.com", true),
            ("q.x@corp-x.com", "\"q\\.x+y\"@corp-x.com", true),
            ("ann@acme.com", "anne@acme.com", false),
            ("ann@acme.com", "ann@eu.acme.com", false),
            ("+a@acme.com", "+b@acme.com", false),
        ] {
            assert_eq!(mailbox(one) == mailbox(other), same, "{one} {other}");
        }
    }
}
