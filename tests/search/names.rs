//! Accounts as a search meets them: few frequent words, many rare ones, numbers, accents, and identifiers of their own.

const FIRST: [&str; 30] = [
    "Zephyr",
    "Ångström",
    "Łódź",
    "Quartz",
    "Xenon",
    "Umber",
    "Basalt",
    "Cobalt",
    "Délice",
    "Électricité",
    "Falcon",
    "Granite",
    "Harbour",
    "Indigo",
    "Juniper",
    "Kestrel",
    "Lumière",
    "Müller",
    "Nordsee",
    "Obsidian",
    "Pacific",
    "Radiant",
    "Saffron",
    "Tundra",
    "Valence",
    "Willow",
    "Yarrow",
    "Zurich",
    "Åland",
    "Østre",
];
const SECOND: [&str; 24] = [
    "Systems",
    "Verlag",
    "Bank",
    "Logistics",
    "Analytics",
    "Distribution",
    "Foods",
    "Mills",
    "Energie",
    "Santé",
    "Press",
    "Générale",
    "Industries",
    "Robotics",
    "Pharma",
    "Textiles",
    "Networks",
    "Insurance",
    "Airlines",
    "Shipping",
    "Optics",
    "Studios",
    "Foundry",
    "Holding",
];
const SYLLABLES: [&str; 20] = [
    "ba", "co", "di", "fe", "gor", "hal", "ju", "kem", "lin", "mo", "nar", "pel", "qui", "ros", "sti", "tav", "ul",
    "ver", "wex", "zan",
];

/// A number that looks drawn.
pub fn mixed(number: usize, salt: usize) -> usize {
    let mut x = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add((salt as u64) << 17);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    usize::try_from((x ^ (x >> 31)) >> 1).unwrap()
}

pub fn first(number: usize) -> &'static str {
    FIRST[mixed(number, 1) % FIRST.len()]
}

pub fn second(number: usize) -> &'static str {
    SECOND[mixed(number, 2) % SECOND.len()]
}

/// A word that a handful of accounts have.
pub fn rare(number: usize) -> String {
    let draw = mixed(number, 3) % (SYLLABLES.len().pow(4) / 2);
    let syllable = |place: u32| SYLLABLES[draw / SYLLABLES.len().pow(place) % SYLLABLES.len()];
    let word = format!("{}{}{}{}", syllable(0), syllable(1), syllable(2), syllable(3));
    word[..1].to_uppercase() + &word[1..]
}

/// The name and the identifier of an account.
pub fn account(number: usize) -> (String, String) {
    let (first, second, rare) = (first(number), second(number), rare(number));
    let plain = |word: &str| server::domains::folding::fold(word);
    let (one, two) = (plain(first), plain(second));
    match mixed(number, 4) % 4 {
        0 => (format!("{rare} {second}"), format!("{}{number}.com", rare.to_lowercase())),
        1 => (format!("{first} {rare} {second}"), format!("{one}-{two}{number}.net")),
        2 => (format!("{first} {second} {number}"), format!("{one}{two}{number}.org")),
        _ => (format!("{first} {second} {rare}"), format!("labs{number}.{two}{one}{number}.com")),
    }
}
