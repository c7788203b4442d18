//! The organisations around the cast: invented place-like names with a trade, and groups with several accounts.

use rules::vocabulary::{AccountStatus, Visibility};

use super::groups::{GROUPS, Group};
use super::names::list;
use super::random::Random;
use crate::domains::folding::fold;

/// An organisation's account to be.
pub struct Organisation {
    pub name: String,
    pub domain: String,
    pub country: &'static str,
    pub french: bool,
    pub visibility: Visibility,
    pub status: AccountStatus,
    pub with_administrator: bool,
}

const ENGLISH: &str = "\
    Aldercombe, Ashenbrook, Birchemby, Cinderholm, Copperwick, Drumlinby, Elmsgarth, \
    Embervale, Eskerby, Fenmarrow, Foxhallow, Glimmerby, Gorsewick, Hartlewick, Hazelthorpe, \
    Heronsby, Inglemarsh, Ivoncross, Jessamoor, Juniperholt, Kelderby, Knapforth, Larkstead, \
    Lindenwick, Loamfield, Marshgrove, Merrowby, Millhythe, Mossgarth, Nettlegarth, Norhallow, \
    Oakenfell, Orrinbridge, Pellgrove, Pendlewick, Plovermere, Quarrendale, Rookhythe, \
    Silvermarch, Skerryford, Stonebeck, Tanglewick, Thornhythe, Umberfell, Vexborough, \
    Whistmere, Winterhythe, Wrenholt, Yarrowgate, Zephyrby";

const ENGLISH_TRADES: &str = "\
    Aggregates, Avionics, Ceramics, Dairies, Energy, Foods, Furniture, Instruments, Insurance, \
    Logistics, Media, Optics, Pharma, Rail, Robotics, Seeds, Shipping, Telecom, Textiles, \
    Water";

const ENGLISH_COUNTRIES: &[(&str, &str)] =
    &[("GB", "co.uk"), ("GB", "co.uk"), ("US", "com"), ("US", "com"), ("IE", "ie"), ("CA", "ca"), ("AU", "com.au")];

const FRENCH: &str = "\
    Belvenasse, Brumelac, Chantevigne, Clairvenelle, Corvignelle, Doucelande, Épinelune, \
    Estrevelle, Fontargile, Frênelune, Garrivelle, Grandcombelle, Hautelande, Houlverte, \
    Isarive, Jonquemare, Lavandaille, Lormeuse, Marandelle, Mirevent, Montbrisaille, \
    Noirvallon, Ondelac, Pierrelune, Quercelle, Rivaudière, Rochebelune, Sauvemare, \
    Tournebise, Ubaquelle, Verdaillac, Vignemare";

/// With the place's name where the braces stand.
const FRENCH_TRADES: &str = "\
    Assurances {}, Ateliers {}, Chantiers {}, {} Distribution, Énergie {}, Laboratoires {}, \
    Laiteries {}, {} Logistique, Papeteries {}, {} Robotique, {} Télécom, Textiles {}, \
    Transports {}, Verreries {}";

const FRENCH_COUNTRIES: &[(&str, &str)] =
    &[("FR", "fr"), ("FR", "fr"), ("FR", "fr"), ("FR", "fr"), ("BE", "be"), ("CH", "ch"), ("LU", "lu")];

/// All organisations, the groups' accounts first.
pub fn draw(random: &mut Random) -> Vec<Organisation> {
    let mut organisations = Vec::new();
    for group in GROUPS {
        add_group(&mut organisations, random, group);
    }
    for place in list(ENGLISH) {
        for trade in random.some(&list(ENGLISH_TRADES), 4) {
            let (country, suffix) = random.pick(ENGLISH_COUNTRIES);
            organisations.push(single(random, format!("{place} {trade}"), country, suffix, false));
        }
    }
    for place in list(FRENCH) {
        for trade in random.some(&list(FRENCH_TRADES), 3) {
            let (country, suffix) = random.pick(FRENCH_COUNTRIES);
            organisations.push(single(random, trade.replace("{}", place), country, suffix, true));
        }
    }
    set_apart(&mut organisations);

    organisations
}

fn add_group(organisations: &mut Vec<Organisation>, random: &mut Random, Group { name, french, members }: &Group) {
    let (country, _) = random.pick(if *french { FRENCH_COUNTRIES } else { ENGLISH_COUNTRIES });
    let domain = format!("{}.com", slug(&fold(name)));
    organisations.push(listed_organisation((*name).to_owned(), domain.clone(), country, *french));
    for (label, member) in *members {
        let account = listed_organisation(format!("{name} {member}"), format!("{label}.{domain}"), country, *french);
        organisations.push(Organisation { visibility: visibility(random), ..account });
    }
}

fn single(
    random: &mut Random,
    name: String,
    country: &'static str,
    suffix: &'static str,
    french: bool,
) -> Organisation {
    // Some keep their accents in the domain, as real ones do.
    let accents = french && random.chance(25);
    let label = if accents { slug(&name.to_lowercase()) } else { slug(&fold(&name)) };
    let visibility = visibility(random);

    Organisation { visibility, ..listed_organisation(name, format!("{label}.{suffix}"), country, french) }
}

fn listed_organisation(name: String, domain: String, country: &'static str, french: bool) -> Organisation {
    let (visibility, status) = (Visibility::Listed, AccountStatus::Active);
    Organisation { name, domain, country, french, visibility, status, with_administrator: true }
}

fn visibility(random: &mut Random) -> Visibility {
    if random.chance(22) { Visibility::Restricted } else { Visibility::Listed }
}

/// Here and there one that waits, was denied, has lapsed, or has lost its administrators.
fn set_apart(organisations: &mut [Organisation]) {
    for (place, organisation) in organisations.iter_mut().enumerate() {
        match place % 40 {
            7 => organisation.status = AccountStatus::Pending,
            17 if place % 80 == 17 => organisation.status = AccountStatus::Denied,
            27 if place % 80 == 27 => organisation.status = AccountStatus::Lapsed,
            37 => organisation.with_administrator = false,
            _ => {}
        }
    }
}

fn slug(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join("-")
}
