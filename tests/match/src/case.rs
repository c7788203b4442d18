//! An address, an identifier, and what its maker knows of the two. Nothing here asks the product.

use rules::vocabulary::MatchKind;

use crate::random::Random;

/// One question to the match.
pub struct Case {
    pub address: String,
    pub identifier: String,
    pub truth: Truth,
}

/// What may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// The address is good, and stands to the identifier like this.
    Is(MatchKind),
    /// It may be refused as an address; if it is not, this is its kind.
    AtMost(MatchKind),
    /// The address is bad, or somebody else's.
    Never,
}

/// Public suffixes that stay such, by the number of their labels nowhere asked of a list: two of them private.
const SUFFIXES: [&str; 12] =
    ["com", "org", "fr", "de", "net", "co.uk", "com.au", "co.jp", "github.io", "blogspot.com", "example", "xn--p1ai"];

/// An organisation's domain, label by label.
#[derive(Clone)]
pub struct Domain {
    /// Before the registrable label: none, one or two.
    pub below: Vec<String>,
    pub label: String,
    pub suffix: &'static str,
}

impl Domain {
    /// An identifier that an organisation may hold. The label is long enough to be no suffix by chance.
    pub fn any(random: &mut Random) -> Domain {
        let below = (0..random.below(3)).map(|_| random.one(&["eu", "emea", "it", "a-b", "x9"]).to_string()).collect();
        let length = 7 + random.below(6);
        Domain { below, label: random.letters(length), suffix: random.one::<&str>(&SUFFIXES) }
    }

    /// The public suffix and one label.
    pub fn registrable(&self) -> String {
        format!("{}.{}", self.label, self.suffix)
    }

    pub fn name(&self) -> String {
        let mut labels = self.below.clone();
        labels.push(self.registrable());
        labels.join(".")
    }

    /// Another organisation's, below the same or another suffix.
    pub fn stranger(&self, random: &mut Random) -> Domain {
        loop {
            let other = Domain::any(random);
            if other.label != self.label {
                return other;
            }
        }
    }

    /// How `self`, as an address's domain, stands to an identifier of the same organisation.
    pub fn kind_to(&self, identifier: &Domain) -> MatchKind {
        let ends = |longer: &[String], shorter: &[String]| longer.ends_with(shorter);
        match (ends(&self.below, &identifier.below), ends(&identifier.below, &self.below)) {
            (true, true) => MatchKind::Same,
            (true, false) => MatchKind::Below,
            (false, true) => MatchKind::Above,
            (false, false) => MatchKind::Sibling,
        }
    }
}

/// A local part that every grammar takes.
pub fn local(random: &mut Random) -> String {
    let count = 1 + random.below(8);
    let name = random.letters(count);
    match random.below(5) {
        0 => format!("{name}.{name}"),
        1 => format!("{name}+{}", random.letters(3)),
        2 => format!("{name}_{}", random.below(100)),
        3 => name.to_uppercase(),
        _ => name,
    }
}
