//! What stands before the last `@`: other addresses, comments, routes and quotes, which programs read differently.

use rules::vocabulary::MatchKind;

use super::Maker;
use crate::case::{Case, Domain, Truth, local};
use crate::random::Random;

pub const MAKERS: &[Maker] = &[
    ("the organisation before the last @", before_the_last_at),
    ("a stranger before the last @", stranger_before),
    ("comments", comments),
    ("quoted local parts", quoted),
    ("routes and lists", routes),
    ("control characters before the @", controls),
    ("aliases of one mailbox", aliases),
];

fn made(identifier: &Domain, address: String, truth: Truth) -> Case {
    Case { address, identifier: identifier.name(), truth }
}

/// The mail goes to the stranger, whatever the local part says.
fn before_the_last_at(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (name, stranger) = (identifier.name(), identifier.stranger(random).registrable());
    let user = local(random);
    let address = match random.below(8) {
        0 => format!("{user}@{name}@{stranger}"),
        1 => format!("\"{user}@{name}\"@{stranger}"),
        2 => format!("{user}%{name}@{stranger}"),
        3 => format!("{name}!{user}@{stranger}"),
        4 => format!("{user}={name}@{stranger}"),
        5 => format!("{user}\\@{name}@{stranger}"),
        6 => format!("=?utf-8?q?{user}=40{name}=3e=00?={user}@{stranger}"),
        _ => format!("{user}&#64;{name}@{stranger}"),
    };
    made(&identifier, address, Truth::Never)
}

/// No address: a reader that stops at the first `@`, the `>`, the comma or the NUL sends it to the stranger.
fn stranger_before(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (name, stranger) = (identifier.name(), identifier.stranger(random).registrable());
    let user = local(random);
    let address = match random.below(9) {
        0 => format!("{user}@{stranger}@{name}"),
        1 => format!("{user}@{stranger}>@{name}"),
        2 => format!("{user}@{stranger},{user}@{name}"),
        3 => format!("{user}@{stranger};{user}@{name}"),
        4 => format!("{user}@{stranger} {user}@{name}"),
        5 => format!("{user}@{stranger}\0@{name}"),
        6 => format!("{user}@{stranger}\\@{name}"),
        7 => format!("<{user}@{stranger}>{user}@{name}"),
        _ => format!("{user}@{stranger}\r\nRCPT TO:<{user}@{name}"),
    };
    made(&identifier, address, Truth::Never)
}

fn comments(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (name, stranger) = (identifier.name(), identifier.stranger(random).registrable());
    let user = local(random);
    let address = match random.below(6) {
        0 => format!("{user}@{stranger}(@{name})"),
        1 => format!("{user}({user}@{stranger})@{name}"),
        2 => format!("{user}@{name}(.{stranger})"),
        3 => format!("{user}@(x){name}"),
        4 => format!("(@{stranger}){user}@{name}"),
        _ => format!("{user}@{stranger}(x.{name}"),
    };
    made(&identifier, address, Truth::Never)
}

/// Between quotes anything may stand: it stays the mailbox of whoever has the domain behind.
fn quoted(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (name, stranger) = (identifier.name(), identifier.stranger(random).registrable());
    let user = local(random);
    let is = Truth::AtMost(MatchKind::Same);
    let (address, truth) = match random.below(7) {
        0 => (format!("\"{user}@{stranger}\"@{name}"), is),
        1 => (format!("\"{user}\\\"@{stranger}\"@{name}"), is),
        2 => (format!("\"{user}\"@{name}"), is),
        3 => (format!("\"{user}@{stranger}>\"@{name}"), is),
        4 => (format!("\"{user}\"x@{stranger}\"@{name}"), Truth::Never),
        5 => (format!("\"{user}@{name}"), Truth::Never),
        _ => (format!("\"{user}\\\"@{name}"), Truth::Never),
    };
    made(&identifier, address, truth)
}

fn routes(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (name, stranger) = (identifier.name(), identifier.stranger(random).registrable());
    let user = local(random);
    let (address, truth) = match random.below(8) {
        0 => (format!("@{stranger}:{user}@{name}"), Truth::Never),
        1 => (format!("@{stranger},@{name}:{user}@{name}"), Truth::Never),
        2 => (format!("{user} <{user}@{name}>"), Truth::Never),
        3 => (format!("<{user}@{name}>"), Truth::Never),
        4 => (format!("mailto:{user}@{name}?cc={user}@{stranger}"), Truth::Never),
        5 => (format!("{user}:{user}@{name};"), Truth::Never),
        // A relay might pass these on, but only the organisation's own.
        6 => (format!("{user}%{stranger}@{name}"), Truth::AtMost(MatchKind::Same)),
        _ => (format!("{stranger}!{user}@{name}"), Truth::AtMost(MatchKind::Same)),
    };
    made(&identifier, address, truth)
}

fn controls(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let user = local(random);
    let control =
        *random.one(&["\0", "\r\n", "\n", "\r", "\t", "\u{b}", "\u{7f}", "\u{85}", "\u{2028}", "\u{a0}", "\u{3000}"]);
    let quote = *random.one(&["", "\""]);
    let address = format!("{quote}{user}{control}{user}{quote}@{}", identifier.name());
    made(&identifier, address, Truth::Never)
}

/// Providers deliver these to one mailbox; they are in the domain that they say.
fn aliases(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let domain = Domain { below: Domain::any(random).below, ..identifier.clone() };
    let kind = domain.kind_to(&identifier);
    let (one, two) = (random.letters(3), random.letters(4));
    let user = random
        .one(&[format!("{one}+{two}"), format!("{one}.{two}"), format!("{one}+{two}+{two}"), format!("{one}-{two}")])
        .clone();
    made(&identifier, format!("{user}@{}", domain.name()), Truth::Is(kind))
}
