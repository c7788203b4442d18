//! Forms in which a domain is written: those that mean the same, those that mean nothing, and those that are too long.

use rules::vocabulary::MatchKind;

use super::Maker;
use super::domains::case;
use crate::case::{Case, Domain, Truth};
use crate::random::Random;

pub const MAKERS: &[Maker] = &[
    ("case and a dot at the end", case_and_dot),
    ("dots of other scripts", other_dots),
    ("labels that are none", no_labels),
    ("control characters and spaces", controls),
    ("encoded", encoded),
    ("too long", too_long),
    ("addresses of machines", machines),
    ("punycode that is none", false_punycode),
];

fn case_and_dot(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let shuffled: String =
        identifier.name().chars().map(|c| if random.coin() { c.to_ascii_uppercase() } else { c }).collect();
    let dot = random.one(&["", "."]);
    case(random, &format!("{shuffled}{dot}"), &identifier, Truth::Is(MatchKind::Same))
}

/// UTS 46 takes these for dots, so that what stands behind the last decides.
fn other_dots(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let dot = *random.one(&["\u{3002}", "\u{ff0e}", "\u{ff61}"]);
    let stranger = identifier.stranger(random).registrable();
    match random.below(3) {
        0 => case(random, &identifier.name().replace('.', dot), &identifier, Truth::Is(MatchKind::Same)),
        1 => case(random, &format!("{}{dot}{stranger}", identifier.name()), &identifier, Truth::Never),
        _ => case(random, &format!("{stranger}{dot}{}", identifier.name()), &identifier, Truth::Is(MatchKind::Below)),
    }
}

fn no_labels(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let name = identifier.name();
    let stranger = identifier.stranger(random).registrable();
    let broken = match random.below(8) {
        0 => name.replacen('.', "..", 1),
        1 => format!(".{name}"),
        2 => format!("{name}.."),
        3 => format!("-{name}"),
        4 => name.replacen('.', "-.", 1),
        5 => format!("a_b.{name}"),
        6 => format!("{stranger}/{name}"),
        _ => format!("{stranger}\\.{name}"),
    };
    case(random, &broken, &identifier, Truth::Never)
}

fn controls(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let name = identifier.name();
    let stranger = identifier.stranger(random).registrable();
    let control =
        *random.one(&["\0", "\r\n", "\n", "\t", " ", "\u{b}", "\u{7f}", "\u{85}", "\u{2028}", "\u{1b}", "\u{a0}"]);
    let written = match random.below(4) {
        0 => format!("{stranger}{control}.{name}"),
        1 => format!("{stranger}{control}{name}"),
        2 => format!("{name}{control}{stranger}"),
        _ => format!("{}{control}{name}", &name[..1]),
    };
    case(random, &written, &identifier, Truth::Never)
}

fn encoded(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let dot = *random.one(&["%2e", "%2E", "&#46;", "=2E", "\\x2e", "\\u002e", "%252e"]);
    let stranger = identifier.stranger(random).registrable();
    let written = match random.below(3) {
        0 => identifier.registrable().replacen('.', dot, 1),
        1 => format!("{stranger}%00.{}", identifier.name()),
        _ => format!("{stranger}{dot}{}", identifier.name()),
    };
    case(random, &written, &identifier, Truth::Never)
}

/// More than a label's 63 octets, a name's 253, a local part's 64.
fn too_long(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let name = identifier.name();
    let more = random.below(200);
    match random.below(4) {
        0 => case(random, &format!("{}.{name}", "a".repeat(64 + more)), &identifier, Truth::Never),
        1 => case(random, &format!("{}{name}", "ab.".repeat(84 + more)), &identifier, Truth::Never),
        2 => Case { address: format!("{}@{name}", "a".repeat(65 + more)), identifier: name, truth: Truth::Never },
        // What would be left of it if a program cut it after 255 octets.
        _ => {
            let stranger = identifier.stranger(random).registrable();
            let filled = format!("x@{}", "a.".repeat((252 - name.len()) / 2));
            Case { address: format!("{filled}{name}.{stranger}"), identifier: name, truth: Truth::Never }
        }
    }
}

fn machines(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let name = identifier.name();
    let written = match random.below(6) {
        0 => format!("[{name}]"),
        1 => format!("[10.0.0.{}]", random.below(256)),
        2 => "[IPv6:2001:db8::1]".to_owned(),
        3 => format!("{}.{}.1.1", random.below(256), random.below(256)),
        4 => format!("{name}:25"),
        _ => format!("{name}.0x7f"),
    };
    case(random, &written, &identifier, Truth::Never)
}

/// A-labels whose punycode is empty, broken, of mere ASCII, or of punycode.
fn false_punycode(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let label = &identifier.label;
    let written = match random.below(6) {
        0 => format!("xn--{label}-"),
        1 => format!("xn--{label}"),
        2 => format!("xn--xn--{label}--"),
        3 => format!("xn--{label}-\u{e9}"),
        4 => format!("xn--xn--{label}-a0a"),
        _ => format!("XN--{}-", label.to_uppercase()),
    };
    let domain = Domain { label: written, ..identifier.clone() };
    case(random, &domain.name(), &identifier, Truth::Never)
}
