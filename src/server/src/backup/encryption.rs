//! Encryption with age, for people's public keys: whoever runs the service can make a backup and not read it again.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use age::x25519::Recipient;
use age::{Decryptor, Encryptor, IdentityFile};
use anyhow::Context;

/// How an encrypted file begins.
const BEGIN: &[u8] = b"age-encryption.org/";

/// Whether a file is encrypted.
pub fn is_encrypted(path: &Path) -> std::io::Result<bool> {
    let mut begin = Vec::new();
    File::open(path)?.take(BEGIN.len() as u64).read_to_end(&mut begin)?;
    Ok(begin == BEGIN)
}

/// Encrypts all of a file. Whoever calls this brings the other one to the disk.
pub fn encrypt(recipients: &[Recipient], from: &File, to: &File) -> anyhow::Result<()> {
    let encryptor = Encryptor::with_recipients(recipients.iter().map(|one| one as &dyn age::Recipient))?;
    let mut writer = encryptor.wrap_output(BufWriter::new(to))?;
    std::io::copy(&mut BufReader::new(from), &mut writer)?;
    writer.finish()?.flush()?;
    Ok(())
}

/// Decrypts all of a file with the private keys in another one.
pub fn decrypt(path: &Path, identities: &Path, to: &mut impl Write) -> anyhow::Result<()> {
    let keys = File::open(identities).with_context(|| format!("`{}` cannot be read", identities.display()))?;
    let keys = IdentityFile::from_buffer(BufReader::new(keys)).with_context(|| {
        format!(
            "`{}` holds no private key of age: name the file that `age-keygen` wrote, with a line that begins with \
             `AGE-SECRET-KEY-1`",
            identities.display()
        )
    })?;
    let keys = keys.into_identities()?;
    let file = File::open(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    let broken = || format!("`{}` is not whole, or was changed: take another backup", path.display());
    let decryptor = Decryptor::new_buffered(BufReader::new(file)).with_context(broken)?;
    let mut reader = decryptor.decrypt(keys.iter().map(AsRef::as_ref)).with_context(|| {
        format!(
            "`{}` was not encrypted for the key in `{}`: name the file with the private key of one of its recipients",
            path.display(),
            identities.display()
        )
    })?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = reader.read(&mut buffer).with_context(broken)?;
        if read == 0 {
            return Ok(());
        }
        to.write_all(&buffer[..read]).context("the decrypted backup cannot be written to the data directory")?;
    }
}
