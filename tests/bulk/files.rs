//! The four files of an import.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub const NAMES: [&str; 4] = ["accounts.csv", "virtual_accounts.csv", "people.csv", "grants.csv"];

const FIRST: [&str; 8] = ["Zephyr", "Ångström", "Łódź", "Quartz", "Électricité", "Harbour", "Müller", "Kestrel"];
const SECOND: [&str; 8] = ["Systems", "Verlag", "Bank", "Logistics", "Foods", "Mills", "Santé", "Press"];
const PATHS: [&str; 4] = ["Default", "Operations", "Operations/North", "Research"];

/// Writes them, and gives their size in bytes. One in ten accounts is restricted; each has an administrator, and every other
/// somebody in a Virtual Account as well.
pub fn write(directory: &Path, accounts: usize) -> u64 {
    std::fs::create_dir_all(directory).unwrap();
    let mut files = NAMES.map(|name| BufWriter::new(File::create(directory.join(name)).unwrap()));
    let [in_accounts, in_virtual_accounts, in_people, in_grants] = &mut files;
    writeln!(in_accounts, "name,domain_identifier,country,visibility,kind,status").unwrap();
    writeln!(in_virtual_accounts, "account,path").unwrap();
    writeln!(in_people, "email,name,organisation,country,locale,affiliation,partner,operator").unwrap();
    writeln!(in_grants, "email,account,virtual_account,role").unwrap();
    for number in 0..accounts {
        // Neighbours in the file are none in the directory.
        let mixed = number.wrapping_mul(0x9e37_79b9) >> 7;
        let name = format!("{} {} {number}", FIRST[mixed % 8], SECOND[mixed / 8 % 8]);
        let (domain, email) = (format!("a{mixed}-{number}.org"), format!("person{number}@a{mixed}.org"));
        let visibility = if number % 10 == 0 { "restricted" } else { "listed" };
        writeln!(in_accounts, "{name},{domain},GB,{visibility},customer,active").unwrap();
        for path in PATHS {
            writeln!(in_virtual_accounts, "{domain},{path}").unwrap();
        }
        let operator = number == 0;
        writeln!(in_people, "{email},Ada Byron {number},{name},FR,fr,external,false,{operator}").unwrap();
        writeln!(in_grants, "{email},{domain},,administrator").unwrap();
        if number % 2 == 1 {
            writeln!(in_grants, "{email},{domain},Research,user").unwrap();
        }
    }
    files.iter_mut().for_each(|file| file.flush().unwrap());
    NAMES.iter().map(|name| std::fs::metadata(directory.join(name)).unwrap().len()).sum()
}
