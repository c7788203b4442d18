//! The four files of an import, written line by line.

use std::path::Path;

const HEADERS: [(&str, &str); 4] = [
    ("accounts.csv", "name,domain_identifier,country,visibility,kind,status"),
    ("virtual_accounts.csv", "account,path"),
    ("people.csv", "email,name,organisation,country,locale,affiliation,partner,operator"),
    ("grants.csv", "email,account,virtual_account,role"),
];

/// What the files hold below their headers.
#[derive(Clone, Default)]
pub struct Files {
    lines: [String; 4],
}

impl Files {
    /// An active account that all can find.
    pub fn listed(self, name: &str, domain: &str) -> Files {
        self.account(&format!("{name},{domain},GB,listed,customer,active"))
    }

    /// An active account that only its entire name or identifier finds.
    pub fn restricted(self, name: &str, domain: &str) -> Files {
        self.account(&format!("{name},{domain},GB,restricted,customer,active"))
    }

    /// A whole line of `accounts.csv`.
    pub fn account(self, line: &str) -> Files {
        self.line(0, line)
    }

    pub fn virtual_account(self, domain: &str, path: &str) -> Files {
        self.line(1, &format!("{domain},{path}"))
    }

    /// Somebody with a complete profile who reads English.
    pub fn person(self, name: &str, email: &str) -> Files {
        self.person_line(&format!("{email},{name},An organisation,GB,en,external,false,false"))
    }

    /// Somebody whose organisation serves others' accounts.
    pub fn partner(self, name: &str, email: &str) -> Files {
        self.person_line(&format!("{email},{name},An organisation,GB,en,external,true,false"))
    }

    /// A whole line of `people.csv`.
    pub fn person_line(self, line: &str) -> Files {
        self.line(2, line)
    }

    /// A role in a Virtual Account, or in the entire account where the path is empty.
    pub fn grant(self, email: &str, domain: &str, path: &str, role: &str) -> Files {
        self.line(3, &format!("{email},{domain},{path},{role}"))
    }

    /// Writes the files into a directory.
    pub fn write(&self, directory: &Path) {
        for ((file, _), lines) in HEADERS.iter().zip(self.texts()) {
            std::fs::write(directory.join(file), lines).unwrap();
        }
    }

    /// All four as they would stand in a directory.
    pub fn texts(&self) -> Vec<String> {
        HEADERS.iter().zip(&self.lines).map(|((_, header), lines)| format!("{header}\n{lines}")).collect()
    }

    /// All four as they stand in a directory, for comparing.
    pub fn read(directory: &Path) -> Vec<String> {
        HEADERS.iter().map(|(file, _)| std::fs::read_to_string(directory.join(file)).unwrap()).collect()
    }

    fn line(mut self, file: usize, line: &str) -> Files {
        self.lines[file].push_str(line);
        self.lines[file].push('\n');
        self
    }
}
