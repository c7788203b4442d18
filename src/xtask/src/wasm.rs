//! Reads WebAssembly, and writes a section of it anew, just as far as it takes to see how large its functions are and to
//! change what it calls its imports and exports (WebAssembly 2.0, section 5).

use anyhow::{Context, Result, bail};

pub const CUSTOM: u8 = 0;
pub const IMPORTS: u8 = 2;
pub const EXPORTS: u8 = 7;
pub const CODE: u8 = 10;

const PREAMBLE: usize = 8;

/// Each section, with its kind.
///
/// # Errors
/// It is no WebAssembly.
pub fn sections(wasm: &[u8]) -> Result<Vec<(u8, Bytes<'_>)>> {
    if wasm.get(..4) != Some(b"\0asm") {
        bail!("this is no WebAssembly");
    }
    let mut rest = Bytes(wasm.get(PREAMBLE..).unwrap_or_default());
    let mut sections = Vec::new();
    while !rest.0.is_empty() {
        sections.push((rest.byte()?, rest.block()?));
    }
    Ok(sections)
}

/// The same file with other contents in the sections of one kind.
///
/// # Errors
/// It is no WebAssembly, or `change` fails.
pub fn with_section(wasm: &[u8], kind: u8, mut change: impl FnMut(Bytes<'_>) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let sections = sections(wasm)?;
    let mut out = wasm[..PREAMBLE].to_vec();
    for (section, contents) in sections {
        out.push(section);
        if section == kind {
            write_block(&mut out, &change(contents)?);
        } else {
            write_block(&mut out, contents.0);
        }
    }
    Ok(out)
}

/// What is still to be read.
#[derive(Clone, Copy)]
pub struct Bytes<'a>(pub &'a [u8]);

impl<'a> Bytes<'a> {
    pub fn byte(&mut self) -> Result<u8> {
        let (first, rest) = self.0.split_first().context("it ends too early")?;
        self.0 = rest;
        Ok(*first)
    }

    /// An unsigned LEB128 number.
    pub fn number(&mut self) -> Result<usize> {
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
    pub fn block(&mut self) -> Result<Bytes<'a>> {
        let length = self.number()?;
        let (block, rest) = self.0.split_at_checked(length).context("it ends too early")?;
        self.0 = rest;
        Ok(Bytes(block))
    }

    pub fn name(&mut self) -> Result<&'a str> {
        Ok(std::str::from_utf8(self.block()?.0)?)
    }

    pub fn list<T>(&mut self, read: impl Fn(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        (0..self.number()?).map(|_| read(self)).collect()
    }

    /// What `read` reads, as it is written.
    pub fn as_written(&mut self, read: impl Fn(&mut Self) -> Result<()>) -> Result<&'a [u8]> {
        let before = self.0;
        read(self)?;
        Ok(&before[..before.len() - self.0.len()])
    }

    /// Whether something imported is a function; reads what else is said of it.
    pub fn is_imported_function(&mut self) -> Result<bool> {
        let kind = self.byte()?;
        match kind {
            // A function, by its type.
            0 => drop(self.number()?),
            // A table: what it holds, and its limits. A memory: its limits.
            1 => {
                self.byte()?;
                self.limits()?;
            }
            2 => self.limits()?,
            // A global: its type, and whether it changes.
            3 => {
                self.byte()?;
                self.byte()?;
            }
            _ => bail!("an import of kind {kind}"),
        }
        Ok(kind == 0)
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

/// An unsigned LEB128 number.
pub fn write_number(out: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        out.push(number as u8 | 128);
        number >>= 7;
    }
    out.push(number as u8);
}

/// A number of bytes, and these bytes.
pub fn write_block(out: &mut Vec<u8>, block: &[u8]) {
    write_number(out, block.len());
    out.extend(block);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_written_anew_and_all_others_stay() {
        let long = vec![7; 300];
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        for (kind, contents) in [(1, b"types".as_slice()), (EXPORTS, b"exports"), (CODE, &long)] {
            wasm.push(kind);
            write_block(&mut wasm, contents);
        }

        let changed = with_section(&wasm, EXPORTS, |_| Ok(Vec::new())).unwrap();

        let sections = sections(&changed).unwrap();
        let contents: Vec<_> = sections.iter().map(|(kind, contents)| (*kind, contents.0)).collect();
        assert_eq!(contents, [(1, b"types".as_slice()), (EXPORTS, b""), (CODE, &long)]);
        assert!(with_section(b"<!doctype html>", EXPORTS, |_| Ok(Vec::new())).is_err());
    }
}
