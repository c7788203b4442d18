//! Whatever stands in the configuration file: it is refused with a reason, or what holds for settings holds.

#![no_main]

use std::cell::RefCell;
use std::fs;

use libfuzzer_sys::fuzz_target;
use server::settings::Settings;
use tempfile::NamedTempFile;

thread_local! {
    static FILE: RefCell<NamedTempFile> = RefCell::new(NamedTempFile::new().unwrap());
}

fuzz_target!(|text: &str| {
    let read = FILE.with_borrow(|file| {
        fs::write(file.path(), text).unwrap();
        Settings::load(Some(file.path()))
    });
    match read {
        Ok(settings) => {
            assert!(!settings.sample, "the sample world is a flag only");
            assert!(settings.secret.is_none_or(|secret| secret.chars().count() >= 32));
            assert!(settings.mail.smtp.is_none() || settings.mail.from.is_some());
        }
        Err(error) => assert!(format!("{error:#}").len() < 2_000 + 4 * text.len(), "{text:?}"),
    }
});
