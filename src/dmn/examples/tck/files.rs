//! Where test files and their models lie. What is in them is read elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

/// Stands in the name of each test file, between the name of the model and a number.
const TEST: &str = "-test-";

/// The test files at or below a path, sorted. A path that is a file is one, whatever its name.
///
/// Links to directories are not followed, so that each file is found once.
pub fn below(path: &Path) -> Result<Vec<PathBuf>, String> {
    let refuse = |path: &Path, error| format!("`{}` cannot be read: {error}", path.display());
    if fs::metadata(path).map_err(|error| refuse(path, error))?.is_file() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut found = Vec::new();
    let mut directories = vec![path.to_path_buf()];
    while let Some(directory) = directories.pop() {
        for entry in fs::read_dir(&directory).map_err(|error| refuse(&directory, error))? {
            let entry = entry.map_err(|error| refuse(&directory, error))?;
            let kind = entry.file_type().map_err(|error| refuse(&entry.path(), error))?;
            if kind.is_dir() {
                directories.push(entry.path());
            } else if is_test(&entry.file_name().to_string_lossy()) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The model that a test file is about: the one that it names or else, since older files name none, or one without
/// its ending, the one that its own name begins with.
pub fn model(test: &Path, named: Option<&str>) -> PathBuf {
    let name = test.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let own = format!("{}.dmn", name.split_once(TEST).map_or(name.as_str(), |(model, _)| model));
    let candidates = named.into_iter().flat_map(|name| [name.to_owned(), format!("{name}.dmn")]).chain([own.clone()]);
    let beside = |name: String| test.with_file_name(name);
    candidates.map(beside).find(|path| path.is_file()).unwrap_or_else(|| beside(named.map_or(own, str::to_owned)))
}

fn is_test(name: &str) -> bool {
    name.contains(TEST) && name.ends_with(".xml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_file_is_known_by_its_name() {
        assert!(is_test("0004-simpletable-U-test-01.xml"));
        assert!(!is_test("0004-simpletable-U.dmn"));
        assert!(!is_test("0004-simpletable-U-test-01.xml~"));
        assert!(!is_test("testCases.xml"));
    }

    #[test]
    fn files_are_found_in_order_through_all_directories() {
        let top = tempfile::tempdir().unwrap();
        let names: Vec<PathBuf> = (10..40).map(|number| top.path().join(format!("{number}/m-test-01.xml"))).collect();
        for name in names.iter().rev() {
            fs::create_dir(name.parent().unwrap()).unwrap();
            fs::write(name, "").unwrap();
            fs::write(name.with_file_name("m.dmn"), "").unwrap();
        }
        assert_eq!(below(top.path()).unwrap(), names);
        assert_eq!(below(&top.path().join("10/m.dmn")).unwrap(), [top.path().join("10/m.dmn")]);
    }

    #[test]
    fn a_model_is_found_by_its_name_by_its_stem_or_by_the_name_of_the_test() {
        let top = tempfile::tempdir().unwrap();
        let [test, m, n] = ["m-test-01.xml", "m.dmn", "n.dmn"].map(|name| top.path().join(name));
        fs::write(&m, "").unwrap();
        fs::write(&n, "").unwrap();
        assert_eq!(model(&test, Some("n.dmn")), n);
        assert_eq!(model(&test, Some("n")), n);
        assert_eq!(model(&test, None), m);
        assert_eq!(model(&test, Some("renamed.dmn")), m);
    }

    #[test]
    fn a_model_that_is_not_there_is_missed_under_the_name_that_was_given() {
        let test = Path::new("a/m-test-01.xml");
        assert_eq!(model(test, Some("n.dmn")), Path::new("a/n.dmn"));
        assert_eq!(model(test, None), Path::new("a/m.dmn"));
    }
}
