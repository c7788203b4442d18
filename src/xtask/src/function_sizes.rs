//! How many bytes of a WebAssembly file are code of which module, by the names that its functions have in there.
//! It reads just as much of the format (WebAssembly 2.0, section 5.5 and appendix A.4) as that takes.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};

const IMPORTS: u8 = 2;
const CODE: u8 = 10;
const CUSTOM: u8 = 0;
/// The part of the custom section `name` that names functions.
const FUNCTION_NAMES: u8 = 1;

/// Modules as `crate::module`, with the bytes of their functions, the largest first.
///
/// # Errors
/// It is no WebAssembly, or its functions have no names.
pub fn by_module(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    if wasm.get(..4) != Some(b"\0asm") {
        bail!("this is no WebAssembly");
    }
    let mut rest = Bytes(wasm.get(8..).unwrap_or_default());
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), HashMap::new());
    while !rest.0.is_empty() {
        let section = rest.byte()?;
        let mut contents = rest.block()?;
        match section {
            IMPORTS => imported = imported_functions(contents)?,
            CODE => sizes = contents.list(|code| Ok(code.block()?.0.len()))?,
            CUSTOM if contents.block()?.0 == b"name" => names = function_names(contents)?,
            _ => {}
        }
    }
    if names.is_empty() {
        bail!("its functions have no names");
    }
    let mut modules: HashMap<String, usize> = HashMap::new();
    for (index, size) in sizes.into_iter().enumerate() {
        let name = names.get(&(imported + index)).copied().unwrap_or_default();
        *modules.entry(module_of(name)).or_default() += size;
    }
    let mut modules: Vec<_> = modules.into_iter().collect();
    modules.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    Ok(modules)
}

/// The first two parts of a path, of the type where the function is one of an `impl`.
fn module_of(function: &str) -> String {
    let path = function.trim_start_matches(['<', '&', '(', '[', '*']).trim_start_matches("dyn ");
    let end = path.find([' ', '<', '>', ',', '(', '[']).unwrap_or(path.len());
    path[..end].split("::").take(2).collect::<Vec<_>>().join("::")
}

fn imported_functions(mut section: Bytes) -> Result<usize> {
    let kinds = section.list(|import| {
        import.block()?;
        import.block()?;
        let kind = import.byte()?;
        match kind {
            // A function, by its type.
            0 => drop(import.number()?),
            // A table: what it holds, and its limits. A memory: its limits.
            1 => {
                import.byte()?;
                import.limits()?;
            }
            2 => import.limits()?,
            // A global: its type, and whether it changes.
            3 => {
                import.byte()?;
                import.byte()?;
            }
            _ => bail!("an import of kind {kind}"),
        }
        Ok(kind)
    })?;
    Ok(kinds.into_iter().filter(|kind| *kind == 0).count())
}

fn function_names(mut section: Bytes<'_>) -> Result<HashMap<usize, &str>> {
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut contents = section.block()?;
        if kind == FUNCTION_NAMES {
            let names = contents.list(|name| Ok((name.number()?, std::str::from_utf8(name.block()?.0)?)))?;
            return Ok(names.into_iter().collect());
        }
    }
    Ok(HashMap::new())
}

/// What is still to be read.
#[derive(Clone, Copy)]
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("it ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    /// An unsigned LEB128 number.
    fn number(&mut self) -> Result<usize> {
        let mut number = 0;
        for place in 0..5 {
            let byte = self.byte()?;
            number |= usize::from(byte & 127) << (7 * place);
            if byte < 128 {
                return Ok(number);
            }
        }
        bail!("a number is too long")
    }

    /// As many bytes as the number before them says.
    fn block(&mut self) -> Result<Bytes<'a>> {
        let length = self.number()?;
        let (block, rest) = self.0.split_at_checked(length).context("it ends too early")?;
        self.0 = rest;
        Ok(Bytes(block))
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    fn limits(&mut self) -> Result<()> {
        let has_most = self.byte()? & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_count_for_the_module_they_are_named_after() {
        let name = |index: u8, name: &str| [&[index, name.len() as u8], name.as_bytes()].concat();
        let section = |id: u8, contents: &[u8]| [&[id, contents.len() as u8], contents].concat();
        let imports = section(IMPORTS, b"\x02\x01m\x01f\x00\x00\x01m\x01t\x01\x70\x01\x02\x03");
        let code = section(CODE, b"\x03\x02\x00\x0b\x04\x00\x01\x01\x0b\x03\x00\x01\x0b");
        let names = [
            vec![4],
            name(0, "imported"),
            name(1, "app::remote::show::h1"),
            name(2, "<app::remote::Source<T> as core::clone::Clone>::clone"),
            name(3, "core::fmt::write"),
        ];
        let names = section(CUSTOM, &[b"\x04name".to_vec(), section(FUNCTION_NAMES, &names.concat())].concat());
        let wasm = [b"\0asm\x01\0\0\0".to_vec(), imports, code, names].concat();

        let expected = [("app::remote".to_owned(), 6), ("core::fmt".to_owned(), 3)];
        assert_eq!(by_module(&wasm).unwrap(), expected);
        assert!(by_module(&wasm[..wasm.len() - 3]).is_err());
    }
}
