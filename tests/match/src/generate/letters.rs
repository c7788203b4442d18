//! Letters beyond ASCII: those that UTS 46 takes for plain ones, those that only look so, and those that nobody sees.

use rules::vocabulary::MatchKind;

use super::Maker;
use super::domains::case;
use crate::case::{Case, Domain, Truth};
use crate::random::Random;

pub const MAKERS: &[Maker] = &[
    ("letters that look alike", look_alike),
    ("letters that are mapped", mapped),
    ("marks that combine", combining),
    ("what nobody sees and is dropped", dropped),
    ("what nobody sees and stays", joiners),
    ("a domain of another script", another_script),
    ("sharp s and its like", deviations),
];

/// Cyrillic, Greek, Latin and Armenian letters that look like those of ASCII, and which no mapping makes such.
const ALIKE: [(char, &str); 17] = [
    ('a', "\u{430}\u{251}\u{3b1}"),
    ('c', "\u{441}\u{3f2}\u{188}"),
    ('d', "\u{501}\u{256}"),
    ('e', "\u{435}\u{4bd}"),
    ('g', "\u{261}\u{581}"),
    ('h', "\u{4bb}\u{570}"),
    ('i', "\u{456}\u{131}\u{3b9}"),
    ('j', "\u{458}"),
    ('k', "\u{43a}\u{3ba}"),
    ('l', "\u{4cf}\u{142}"),
    ('n', "\u{578}\u{3b7}"),
    ('o', "\u{43e}\u{3bf}\u{585}"),
    ('p', "\u{440}\u{3c1}"),
    ('q', "\u{51b}"),
    ('s', "\u{455}"),
    ('v', "\u{3bd}\u{475}"),
    ('x', "\u{445}"),
];

/// What UTS 46 drops without a trace: soft hyphen, zero-width space, word joiner, byte order mark, variation selectors.
const DROPPED: [char; 6] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}', '\u{fe0f}', '\u{fe00}'];

fn with_label(identifier: &Domain, label: String) -> String {
    Domain { label, ..identifier.clone() }.name()
}

fn look_alike(random: &mut Random) -> Case {
    let mut identifier = Domain::any(random);
    let (letter, others) = *random.one(&ALIKE);
    identifier.label.insert(3, letter);
    let others: Vec<char> = others.chars().collect();
    let other = *random.one(&others);
    let label = if random.coin() {
        identifier.label.replace(letter, &other.to_string())
    } else {
        identifier.label.replacen(letter, &other.to_string(), 1)
    };
    case(random, &with_label(&identifier, label), &identifier, Truth::Never)
}

/// Full-width, circled and mathematical letters: the same letters by Unicode's compatibility mappings.
fn mapped(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let first = *random.one(&[0xff41, 0xff21, 0x24d0, 0x24b6, 0x1d41a, 0x1d5ba]);
    let label: String = identifier
        .label
        .chars()
        .map(|c| if random.coin() { char::from_u32(first + u32::from(c) - u32::from('a')).unwrap_or(c) } else { c })
        .collect();
    case(random, &with_label(&identifier, label), &identifier, Truth::Is(MatchKind::Same))
}

fn combining(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let mark = *random.one(&['\u{301}', '\u{300}', '\u{308}', '\u{327}', '\u{338}', '\u{323}', '\u{20dd}', '\u{5b0}']);
    let mut label = identifier.label.clone();
    label.insert(random.below(label.len()) + 1, mark);
    case(random, &with_label(&identifier, label), &identifier, Truth::Never)
}

/// The mailbox is at the organisation's own domain, however oddly it is written.
fn dropped(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let mut label = identifier.label.clone();
    label.insert(random.below(label.len() + 1), *random.one(&DROPPED));
    case(random, &with_label(&identifier, label), &identifier, Truth::AtMost(MatchKind::Same))
}

/// Joiners between letters of ASCII, marks of direction, tags and fillers.
fn joiners(random: &mut Random) -> Case {
    let identifier = Domain::any(random);
    let mut label = identifier.label.clone();
    let put =
        *random.one(&['\u{200c}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{200e}', '\u{61c}', '\u{e0061}', '\u{fff9}']);
    label.insert(random.below(label.len() + 1), put);
    case(random, &with_label(&identifier, label), &identifier, Truth::Never)
}

/// An organisation whose own name is not of ASCII, as u-labels or a-labels, composed or not; and its plain look-alike.
fn another_script(random: &mut Random) -> Case {
    let (forms, plain) = *random.one(&[
        (["b\u{fc}cher", "bu\u{308}cher", "B\u{dc}CHER", "xn--bcher-kva"], "bucher"),
        (["caf\u{e9}", "cafe\u{301}", "CAF\u{c9}", "xn--caf-dma"], "cafe"),
        (["f\u{e5}r", "fa\u{30a}r", "FA\u{30a}R", "xn--fr-yia"], "far"),
        (
            [
                "\u{43f}\u{440}\u{438}\u{43c}\u{435}\u{440}",
                "\u{41f}\u{420}\u{418}\u{41c}\u{415}\u{420}",
                "xn--e1afmkfd",
                "XN--E1AFMKFD",
            ],
            "primer",
        ),
    ]);
    let length = 6 + random.below(6);
    let tail = random.letters(length);
    // The a-label holds of the bare name only, so a label before the suffix keeps the domains apart.
    let suffix = format!("{tail}.com");
    let (one, other) = (*random.one(&forms), *random.one(&forms));
    let identifier = format!("{one}.{suffix}");
    let (domain, truth) = if random.coin() {
        (format!("{other}.{suffix}"), Truth::Is(MatchKind::Same))
    } else {
        (format!("{plain}.{suffix}"), Truth::Is(MatchKind::Sibling))
    };
    Case { address: format!("x@{domain}"), identifier, truth }
}

/// Letters that older rules mapped to others: in today's they are letters of their own.
fn deviations(random: &mut Random) -> Case {
    let mut identifier = Domain::any(random);
    let (letter, once) = *random.one(&[("\u{df}", "ss"), ("\u{3c2}", "\u{3c3}")]);
    identifier.label.insert_str(2, if random.coin() { letter } else { once });
    let kept = identifier.label.clone();
    let label = if !random.coin() {
        kept.clone()
    } else if kept.contains(letter) {
        kept.replace(letter, once)
    } else {
        kept.replacen(once, letter, 1)
    };
    let truth = if label == kept { Truth::Is(MatchKind::Same) } else { Truth::Never };
    case(random, &with_label(&identifier, label), &identifier, truth)
}
