//! The Virtual Accounts of an account: the default one, and by its size departments, sites and regions.

use super::random::Random;
use crate::import_export::csv_files::path::VirtualAccountPath;

/// Words for one language: regions with their sites, departments, and product lines below one heading.
struct Words {
    regions: &'static [(&'static str, &'static [&'static str])],
    departments: &'static [&'static str],
    products: (&'static str, &'static [&'static str]),
}

const ENGLISH: Words = Words {
    regions: &[
        ("North", &["Leeds", "Newcastle", "Glasgow", "Belfast"]),
        ("South", &["Bristol", "Norwich", "Reading", "Exeter"]),
        ("Europe", &["Dublin", "Rotterdam", "Gdańsk", "Porto"]),
        ("Americas", &["Denver", "Raleigh", "Toronto", "Monterrey"]),
        ("Asia Pacific", &["Singapore", "Melbourne", "Osaka", "Pune"]),
    ],
    departments: &[
        "Data Centre",
        "Engineering",
        "Finance",
        "Human Resources",
        "Network Operations",
        "Sales",
        "Security",
        "Warehouse",
    ],
    products: ("Product Lines", &["Cloud Platform", "Connected Sensors", "Field Service", "Spare Parts"]),
};

const FRENCH: Words = Words {
    regions: &[
        ("Île-de-France", &["Évry", "Nanterre", "Saint-Denis", "Versailles"]),
        ("Nord", &["Amiens", "Calais", "Lille", "Valenciennes"]),
        ("Ouest", &["Angers", "Brest", "Nantes", "Rennes"]),
        ("Sud-Est", &["Avignon", "Grenoble", "Lyon", "Saint-Étienne"]),
        ("Sud-Ouest", &["Bordeaux", "Pau", "Toulouse", "Tarbes"]),
    ],
    departments: &[
        "Centre de données",
        "Entrepôt",
        "Exploitation réseau",
        "Finances",
        "Production",
        "Recherche et développement",
        "Ressources humaines",
        "Sécurité",
    ],
    products: ("Gammes", &["Capteurs connectés", "Pièces détachées", "Plateforme en ligne", "Service sur site"]),
};

/// Paths for one account, each after the one that it lies in. Most accounts are small.
pub fn draw(random: &mut Random, french: bool) -> Vec<String> {
    let words = if french { &FRENCH } else { &ENGLISH };
    let mut paths = vec![VirtualAccountPath::DEFAULT.to_owned()];
    match random.below(20) {
        0..7 => {}
        7..14 => {
            let count = 2 + random.below(3);
            paths.extend(random.some(words.departments, count).into_iter().map(str::to_owned));
        }
        14..16 => {
            let (heading, lines) = words.products;
            paths.push(heading.to_owned());
            paths.extend(random.some(lines, 3).iter().map(|line| format!("{heading}/{line}")));
        }
        16..19 => add_regions(&mut paths, random, words, 0),
        _ => add_regions(&mut paths, random, words, 2),
    }

    paths
}

/// Two regions with two sites each, each site with so many departments.
fn add_regions(paths: &mut Vec<String>, random: &mut Random, words: &Words, departments: usize) {
    for (region, sites) in random.some(words.regions, 2) {
        paths.push(region.to_owned());
        for site in random.some(sites, 2) {
            paths.push(format!("{region}/{site}"));
            for department in random.some(words.departments, departments) {
                paths.push(format!("{region}/{site}/{department}"));
            }
        }
    }
}
