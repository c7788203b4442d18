//! Domains that merely hold, begin or end with the organisation's, and those that many share.

use rules::vocabulary::MatchKind;

use super::Maker;
use crate::case::{Case, Domain, Truth, local};
use crate::random::Random;

pub const MAKERS: &[Maker] = &[
    ("the organisation's own", own),
    ("glued before", glued_before),
    ("glued behind", glued_behind),
    ("as a label of a stranger", as_label),
    ("a letter more, less or other", edited),
    ("another suffix", other_suffix),
    ("a neighbour under the suffix", neighbour),
    ("the suffix itself", suffix_itself),
    ("a public mailbox", public_mailbox),
    ("letters of ASCII that look alike", look_alike),
];

/// Where anybody can have a mailbox: some that nobody doubts.
const PUBLIC: [&str; 12] = [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "aol.com",
    "gmx.net",
    "gmx.de",
    "web.de",
    "orange.fr",
    "laposte.net",
    "proton.me",
];

pub fn case(random: &mut Random, domain: &str, identifier: &Domain, truth: Truth) -> Case {
    Case { address: format!("{}@{domain}", local(random)), identifier: identifier.name(), truth }
}

fn own(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let domain = Domain { below: Domain::any(random).below, ..identifier.clone() };
    let kind = domain.kind_to(&identifier);
    case(random, &domain.name(), &identifier, Truth::Is(kind))
}

fn glued_before(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let (count, hyphen) = (1 + random.below(4), *random.one(&["", "-", "--"]));
    let domain = format!("{}{hyphen}{}", random.letters(count), identifier.registrable());
    case(random, &domain, &identifier, Truth::Never)
}

fn glued_behind(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let stranger = identifier.stranger(random);
    let glue = random.one(&[".", "-", "", "--", ".x."]);
    case(random, &format!("{}{glue}{}", identifier.name(), stranger.registrable()), &identifier, Truth::Never)
}

fn as_label(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let stranger = identifier.stranger(random);
    let inside =
        random.one(&[identifier.label.clone(), identifier.name().replace('.', "-"), identifier.name()]).clone();
    case(random, &format!("{inside}.{}", stranger.name()), &identifier, Truth::Never)
}

/// One edit of the registrable label. It may begin or end with a hyphen, and is then no label at all.
fn edited(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let mut label: Vec<char> = identifier.label.chars().collect();
    let at = random.below(label.len());
    let written = *random.one(&['a', 'e', 'q', 'z', '0', '9', '-', '.']);
    match random.below(4) {
        0 => label.insert(at, written),
        1 => drop(label.remove(at)),
        2 if label[at] != written => label[at] = written,
        _ => label.reverse(),
    }
    let label: String = label.into_iter().collect();
    // A dot in front leaves an empty label; what is the same backwards is the same.
    let truth = if label == identifier.label { Truth::Is(identifier.kind_to(&identifier)) } else { Truth::Never };
    let domain = Domain { label, ..identifier.clone() };
    case(random, &domain.name(), &identifier, truth)
}

fn other_suffix(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let other = Domain { suffix: identifier.stranger(random).suffix, ..identifier.clone() };
    let truth = if other.suffix == identifier.suffix { Truth::Is(MatchKind::Same) } else { Truth::Never };
    case(random, &other.name(), &identifier, truth)
}

fn neighbour(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let other = Domain { suffix: identifier.suffix, ..identifier.stranger(random) };
    case(random, &other.name(), &identifier, Truth::Never)
}

fn suffix_itself(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    case(random, identifier.suffix, &identifier, Truth::Never)
}

fn public_mailbox(random: &mut Random) -> Case {
    let mailbox = *random.one(&PUBLIC);
    let below = |random: &mut Random| {
        if random.coin() { format!("{}.{mailbox}", random.letters(4)) } else { mailbox.to_owned() }
    };
    let (domain, identifier) = (below(random), below(random));
    Case { address: format!("{}@{domain}", local(random)), identifier, truth: Truth::Never }
}

fn look_alike(random: &mut Random) -> Case {
    let mut identifier = Domain::any(random);
    // So that there is something to exchange.
    let (letters, others) =
        *random.one(&[("l", "1"), ("o", "0"), ("m", "rn"), ("w", "vv"), ("d", "cl"), ("s", "5"), ("i", "l")]);
    identifier.label.push_str(letters);
    identifier.label.push('x');
    let domain = Domain { label: identifier.label.replace(letters, others), ..identifier.clone() };
    case(random, &domain.name(), &identifier, Truth::Never)
}
