//! The directory of an import: finding its four files, and opening them.

use std::fs::File;
use std::io::Seek;
use std::path::Path;

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};

use super::Source;
use crate::import_export::csv_files::Row;
use crate::import_export::csv_files::encoding::recognise;
use crate::import_export::csv_files::reading::Rows;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow, VirtualAccountRow};

const FILES: [&str; 4] = [AccountRow::FILE, VirtualAccountRow::FILE, PersonRow::FILE, GrantRow::FILE];

/// How the pages name their lists, with a day behind it.
const DOWNLOADS: [(&str, &str); 2] = [("accounts-", AccountRow::FILE), ("access-", GrantRow::FILE)];

/// The rows of the four files, a bar that shows how much of them is read, and what whoever gave them should know.
pub(super) fn open(directory: &Path) -> anyhow::Result<(Source, ProgressBar, Vec<String>)> {
    let mut bytes = 0;
    for file in FILES {
        let path = directory.join(file);
        let length = std::fs::metadata(&path).with_context(|| {
            let needed = FILES.join(", ");
            let download = download(directory, file);
            format!("`{}` cannot be read: an import needs {needed}{download}", path.display())
        })?;
        bytes += length.len();
    }
    let bar = ProgressBar::new(bytes);
    bar.set_style(ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {elapsed}")?);
    let mut notes = Vec::new();
    let source = Source {
        accounts: Box::new(rows::<AccountRow>(directory, &bar, &mut notes)?),
        virtual_accounts: Box::new(rows::<VirtualAccountRow>(directory, &bar, &mut notes)?),
        people: Box::new(rows::<PersonRow>(directory, &bar, &mut notes)?),
        grants: Box::new(rows::<GrantRow>(directory, &bar, &mut notes)?),
    };
    Ok((source, bar, notes))
}

fn rows<T: Row + 'static>(directory: &Path, bar: &ProgressBar, notes: &mut Vec<String>) -> anyhow::Result<Rows<T>> {
    let path = directory.join(T::FILE);
    let opened = || -> std::io::Result<_> {
        let mut file = File::open(&path)?;
        let encoding = recognise(&mut file)?;
        file.rewind()?;
        Ok((file, encoding))
    };
    let (file, encoding) = opened().with_context(|| format!("`{}` cannot be read", path.display()))?;
    let rows = Rows::encoded(bar.wrap_read(file), encoding);
    notes.extend_from_slice(rows.notes());
    Ok(rows)
}

/// What to do where a file is missing and a list of the pages is there in its place.
fn download(directory: &Path, file: &str) -> String {
    let Some((start, _)) = DOWNLOADS.iter().find(|(_, of)| *of == file) else { return String::new() };
    let names = std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let names = names.filter_map(|name| name.into_string().ok());
    let list = names.filter(|name| name.starts_with(start) && name.ends_with(".csv")).min();
    list.map_or_else(String::new, |list| format!("; rename `{list}` to `{file}`"))
}
