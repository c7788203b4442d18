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
    ("control and hidden characters before the @", controls),
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

/// Between quotes anything may stand, programs read it differently, and one mailbox has many such addresses.
fn quoted(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (name, stranger) = (identifier.name(), identifier.stranger(random).registrable());
    let user = local(random);
    let address = match random.below(7) {
        0 => format!("\"{user}@{stranger}\"@{name}"),
        1 => format!("\"{user}\\\"@{stranger}\"@{name}"),
        2 => format!("\"{user}\"@{name}"),
        3 => format!("\"{user}@{stranger}>\"@{name}"),
        4 => format!("\"{user}\"x@{stranger}\"@{name}"),
        5 => format!("\"{user}@{name}"),
        _ => format!("\"{user}\\\"@{name}"),
    };
    made(&identifier, address, Truth::Never)
}

fn routes(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (name, stranger) = (identifier.name(), identifier.stranger(random).registrable());
    let user = local(random);
    let address = match random.below(11) {
        0 => format!("@{stranger}:{user}@{name}"),
        1 => format!("@{stranger},@{name}:{user}@{name}"),
        2 => format!("{user} <{user}@{name}>"),
        3 => format!("<{user}@{name}>"),
        4 => format!("mailto:{user}@{name}?cc={user}@{stranger}"),
        5 => format!("{user}:{user}@{name};"),
        // The organisation's own relay may pass these on, and it may be the one that this product uses.
        6 => format!("{user}%{stranger}@{name}"),
        7 => format!("{stranger}!{user}@{name}"),
        8 => format!("=?utf-8?q?{user}=40{stranger}=3e=00?=@{name}"),
        9 => format!("|{user}@{name}"),
        // As a domain is shown that looks like another; these two are different ones.
        _ => format!("{user}@{stranger} ({name})"),
    };
    made(&identifier, address, Truth::Never)
}

fn controls(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let user = local(random);
    let control = *random.one(&[
        "\0", "\r\n", "\n", "\r", "\t", "\u{b}", "\u{7f}", "\u{85}", "\u{2028}", "\u{a0}", "\u{3000}", "\u{ad}", "\u{200b}",
        "\u{202e}", "\u{2060}", "\u{3164}",
    ]);
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
