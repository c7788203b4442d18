//! How many bytes of a WebAssembly file are code of which module, by the names that its functions have in there.
//! Where the names stand is said in appendix A.4 of WebAssembly 2.0.

use std::collections::HashMap;

use anyhow::{Result, bail};

use crate::wasm::{self, Bytes};

/// The part of the custom section `name` that names functions.
const FUNCTION_NAMES: u8 = 1;

/// Modules as `crate::module`, with the bytes of their functions, the largest first.
///
/// # Errors
/// It is no WebAssembly, or its functions have no names.
pub fn by_module(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let mut modules: HashMap<String, usize> = HashMap::new();
    for (name, size) in functions(wasm)? {
        *modules.entry(module_of(name)).or_default() += size;
    }
    let mut modules: Vec<_> = modules.into_iter().collect();
    modules.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Ok(modules)
}

/// The functions with their names and bytes.
///
/// # Errors
/// It is no WebAssembly, or its functions have no names.
pub fn functions(wasm: &[u8]) -> Result<Vec<(&str, usize)>> {
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), HashMap::new());
    for (section, mut contents) in wasm::sections(wasm)? {
        match section {
            wasm::IMPORTS => imported = imported_functions(contents)?,
            wasm::CODE => sizes = contents.list(|code| Ok(code.block()?.0.len()))?,
            wasm::CUSTOM if contents.block()?.0 == b"name" => names = function_names(contents)?,
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("its functions have no names");
    }
    let name = |index: usize| names.get(&(imported + index)).copied().unwrap_or_default();
    Ok(sizes.into_iter().enumerate().map(|(index, size)| (name(index), size)).collect())
}

/// The first two parts of a path, of the type where the function is one of an `impl`.
fn module_of(function: &str) -> String {
    let path = function.trim_start_matches(['<', '&', '(', '[', '*']).trim_start_matches("dyn ");
    let end = path.find([' ', '<', '>', ',', '(', '[']).unwrap_or(path.len());
    path[..end].split("::").take(2).collect::<Vec<_>>().join("::")
}

fn imported_functions(mut section: Bytes) -> Result<usize> {
    let are_functions = section.list(|import| {
        import.block()?;
        import.block()?;
        import.is_imported_function()
    })?;
    Ok(are_functions.into_iter().filter(|is_function| *is_function).count())
}

fn function_names(mut section: Bytes<'_>) -> Result<HashMap<usize, &str>> {
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut contents = section.block()?;
        if kind == FUNCTION_NAMES {
            let names = contents.list(|name| Ok((name.number()?, name.name()?)))?;
            return Ok(names.into_iter().collect());
        }
    }
    Ok(HashMap::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_count_for_the_module_they_are_named_after() {
        let name = |index: u8, name: &str| [&[index, name.len() as u8], name.as_bytes()].concat();
        let section = |id: u8, contents: &[u8]| [&[id, contents.len() as u8], contents].concat();
        let imports = section(wasm::IMPORTS, b"\x02\x01m\x01f\x00\x00\x01m\x01t\x01\x70\x01\x02\x03");
        let code = section(wasm::CODE, b"\x03\x02\x00\x0b\x04\x00\x01\x01\x0b\x03\x00\x01\x0b");
        let names = [
            vec![4],
            name(0, "imported"),
            name(1, "app::remote::show::h1"),
            name(2, "<app::remote::Source<T> as core::clone::Clone>::clone"),
            name(3, "core::fmt::write"),
        ];
        let names = section(wasm::CUSTOM, &[b"\x04name".to_vec(), section(FUNCTION_NAMES, &names.concat())].concat());
        let wasm = [b"\0asm\x01\0\0\0".to_vec(), imports, code, names].concat();

        let expected = [("app::remote".to_owned(), 6), ("core::fmt".to_owned(), 3)];
        assert_eq!(by_module(&wasm).unwrap(), expected);
        assert!(by_module(&wasm[..wasm.len() - 3]).is_err());
    }
}
