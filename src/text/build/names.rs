//! The names that messages and arguments may have, so that the generated code can bear them.

/// Rust's words, and what `Texts` has already.
const RESERVED: &str = "abstract as async await become box break built-in const continue crate do dyn else \
    embedded enum extern false filled final fn for from-patterns gen if impl in let locale loop macro \
    match mod move mut override plain priv pub ref return self static struct super trait true try type \
    typeof unsafe unsized use virtual where while yield";

/// Refuses what is not kebab-case, or reserved.
pub fn check_name(name: &str) -> Result<(), String> {
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let starts_well = name.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts_well || !name.split('-').all(is_part) {
        return Err(format!("`{name}` is not in kebab-case"));
    }
    if RESERVED.split(' ').any(|reserved| reserved == name) {
        return Err(format!("`{name}` is a reserved word"));
    }
    Ok(())
}
