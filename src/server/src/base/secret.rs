//! Random ids and tokens, digests, and the secret that keys the look-up table.

use std::io::Write;
use std::net::IpAddr;
use std::path::Path;

use anyhow::Context;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The version of the HMAC key and of the normalisation, kept beside each row.
pub const LOOK_UP_VERSION: i64 = 1;

/// The fewest bytes of a secret, here and in the settings.
pub const MIN_LENGTH: usize = 32;

/// How many digits a code has. Two more than the usual six: whoever tries codes for many addresses at once, at the most that
/// all limits leave (48,000 codes a day of five tries), guesses one in more than a year and not one in four days. A number
/// that grows with an attack would do as much, but everybody would notice each attack, and whoever attacks would set it.
pub const CODE_DIGITS: usize = 8;

/// Crockford's base 32 in lower case: no letter that is taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters a token has.
const TOKEN_LENGTH: usize = 52;

/// The secret that all processes on one database share.
pub struct Secret(Vec<u8>);

impl Secret {
    /// Takes the configured secret, or keeps one in the data directory.
    ///
    /// # Errors
    /// The file cannot be read or written, or holds fewer than 32 bytes.
    pub fn load(configured: Option<&str>, data: &Path) -> anyhow::Result<Secret> {
        if let Some(secret) = configured {
            return Ok(Secret(secret.as_bytes().to_vec()));
        }
        let file = data.join("secret");
        let cannot = || cannot_keep(&file);
        if !file.exists() {
            std::fs::create_dir_all(data).with_context(cannot)?;
            write_whole(&file, random_token().as_bytes()).with_context(cannot)?;
        }
        let secret = std::fs::read(&file).with_context(cannot)?;
        anyhow::ensure!(
            secret.len() >= MIN_LENGTH,
            "the server's secret in `{}` has {} bytes and needs {MIN_LENGTH}: restore the file from a backup; for a new \
             service without data, delete it and start again",
            file.display(),
            secret.len()
        );
        Ok(Secret(secret))
    }

    /// As [`Secret::load`], where there is one; none is made.
    ///
    /// # Errors
    /// As [`Secret::load`].
    pub fn load_if_there(configured: Option<&str>, data: &Path) -> anyhow::Result<Option<Secret>> {
        let is_there = configured.is_some() || data.join("secret").exists();
        is_there.then(|| Secret::load(configured, data)).transpose()
    }

    /// The secret that a backup holds, see [`Secret::to_backup`].
    pub fn from_backup(hexadecimal: &str) -> Option<Secret> {
        let digits = hexadecimal.as_bytes().chunks(2);
        let byte = |pair: &[u8]| {
            let is_whole = pair.len() == 2 && pair.iter().all(u8::is_ascii_hexdigit);
            u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|_| is_whole)?, 16).ok()
        };
        let secret: Vec<u8> = digits.map(byte).collect::<Option<_>>()?;
        (secret.len() >= MIN_LENGTH).then_some(Secret(secret))
    }

    /// The secret itself, in hexadecimal: for a backup that is encrypted.
    pub fn to_backup(&self) -> String {
        hex(&self.0)
    }

    /// The secret as it is set, where it is text.
    pub fn as_setting(&self) -> Option<String> {
        String::from_utf8(self.0.clone()).ok()
    }

    /// Keeps it in the data directory, in which there is none.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn keep(&self, data: &Path) -> anyhow::Result<()> {
        let file = data.join("secret");
        std::fs::create_dir_all(data).with_context(|| cannot_keep(&file))?;
        write_whole(&file, &self.0).with_context(|| cannot_keep(&file))
    }

    /// What proves that a backup was made by a service with this secret, and is as it was made.
    pub fn backup_seal(&self, content: &str) -> String {
        hex(&self.mac("backup", content))
    }

    /// What a database keeps to know the secret again; it tells nothing about it.
    pub fn check_value(&self) -> String {
        hex(&self.mac("check", ""))
    }

    /// The key under which an entire identifier or name is kept.
    pub fn look_up_mac(&self, normalised: &str) -> String {
        hex(&self.mac("look-up", normalised))
    }

    /// The token in the link of a customer contact's mail: 52 characters.
    pub fn account_request_link(&self, contact: &str) -> String {
        base32(&self.mac("account-request-link", contact))
    }

    /// Under what a peer is counted: its address is not kept.
    pub fn peer_mac(&self, address: IpAddr) -> String {
        hex(&self.mac("peer", &address.to_string()))
    }

    /// What proves that a cookie of a known browser was given by this service: 26 characters.
    pub fn known_browser(&self, id: &str, given_at: &str) -> String {
        base32(&self.mac("known-browser", &format!("{id}\0{given_at}"))[..16])
    }

    /// What proves that an address was proved in the browser with that id: 26 characters.
    pub fn known_address(&self, id: &str, email_folded: &str) -> String {
        base32(&self.mac("known-address", &format!("{id}\0{email_folded}"))[..16])
    }

    /// Under what an address stands in the stop list, which does not name it.
    pub fn stopped_address(&self, email_folded: &str) -> String {
        base32(&self.mac("stop-list", email_folded))
    }

    /// What proves that a link to stop mail was made by this service: 26 characters.
    pub fn stop_link_proof(&self, stopped_address: &str) -> String {
        base32(&self.mac("stop-link", stopped_address)[..16])
    }

    /// Digits that prove an address, [`CODE_DIGITS`] of them, from the id of the code.
    pub fn sign_in_code(&self, id: &str) -> String {
        let mac = self.mac("sign-in-code", id);
        // 64 bits over a hundred million: no digit is likelier than another to within 10⁻¹¹.
        let number = mac.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{:08}", number % 100_000_000)
    }

    /// Whether this is the code with that id. How long it takes does not tell how much of it is right.
    pub fn is_sign_in_code(&self, id: &str, entered: &str) -> bool {
        self.sign_in_code(id).as_bytes().ct_eq(entered.as_bytes()).into()
    }

    /// An HMAC-SHA-256 over a text, under a purpose that no other use of the secret shares.
    fn mac(&self, purpose: &str, text: &str) -> [u8; 32] {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { std::process::abort() };
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

/// 128 random bits as 26 characters: a public id.
pub fn random_id() -> String {
    base32(&random::<16>())
}

/// 256 random bits as 52 characters: a token that is stored only as its digest.
pub fn random_token() -> String {
    base32(&random::<32>())
}

/// Whether a text has the form of a [`random_token`].
pub fn is_token(text: &str) -> bool {
    text.len() == TOKEN_LENGTH && text.bytes().all(|letter| ALPHABET.contains(&letter))
}

/// A reference that people read out: `AR-7K3M-9QXT`, 40 random bits.
pub fn random_reference() -> String {
    let text = base32(&random::<5>()).to_uppercase();
    format!("AR-{}-{}", &text[..4], &text[4..])
}

/// Any of the 2^64 numbers, each as likely.
pub fn random_number() -> u64 {
    u64::from_le_bytes(random())
}

/// SHA-256 of a token or a body, in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // Without the system's randomness nothing here is safe: better to end than to hand out guessable ids.
    if getrandom::fill(&mut bytes).is_err() {
        std::process::abort();
    }
    bytes
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut buffer, mut bits) = (0_u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(buffer >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(buffer << (5 - bits) & 31) as usize]));
    }
    text
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

fn cannot_keep(file: &Path) -> String {
    format!("cannot keep the server's secret in `{}`; set `secret` or another --data", file.display())
}

/// Writes a file for its owner only, whole or not at all. One that another process wrote meanwhile stays.
fn write_whole(file: &Path, content: &[u8]) -> std::io::Result<()> {
    // Temporary files are their owner's only.
    let mut whole = tempfile::NamedTempFile::new_in(file.parent().unwrap_or(Path::new(".")))?;
    whole.write_all(content)?;
    whole.as_file().sync_all()?;
    match whole.persist_noclobber(file) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_lengths_and_differ() {
        assert_eq!(random_id().len(), 26);
        assert_eq!(random_token().len(), 52);
        assert!(is_token(&random_token()));
        let token = random_token();
        for wrong in ["", &token[1..], &format!("{token}0"), &token.replace(|_| true, "u"), &"é".repeat(26)] {
            assert!(!is_token(wrong), "{wrong}");
        }
        assert_ne!(random_id(), random_id());
        let reference = random_reference();
        assert_eq!((reference.len(), &reference[..3], &reference[7..8]), (12, "AR-", "-"));
    }

    #[test]
    fn base32_fills_its_last_character() {
        assert_eq!(base32(&[0xff]), "zw");
        assert_eq!(base32(&[0; 5]), "00000000");
    }

    #[test]
    fn a_code_has_eight_digits_and_is_its_ids() {
        let secret = Secret(vec![7; 32]);
        for id in ["", "a", "b"] {
            let code = secret.sign_in_code(id);
            assert_eq!(code.len(), 8, "a hundredth of the chance that six leave");
            assert!(code.len() == CODE_DIGITS && code.bytes().all(|digit| digit.is_ascii_digit()), "{code}");
            assert!(secret.is_sign_in_code(id, &code));
            assert!(!secret.is_sign_in_code("another", &code));
            for wrong in ["", &code[1..], &format!("{code} ")] {
                assert!(!secret.is_sign_in_code(id, wrong), "{wrong}");
            }
        }
    }

    #[test]
    fn a_secret_is_kept_whole_for_its_owner_only_and_a_short_one_is_refused() {
        let data = tempfile::tempdir().unwrap();
        let file = data.path().join("secret");
        Secret::load(None, data.path()).unwrap();
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.metadata().unwrap().permissions()) & 0o777, 0o600);
        let names: Vec<_> = data.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["secret"], "nothing temporary stays");
        for (length, is_taken) in [(0, false), (31, false), (32, true)] {
            std::fs::write(&file, "s".repeat(length)).unwrap();
            let error = Secret::load(None, data.path()).err().map(|error| error.to_string());
            assert_eq!(error.is_none(), is_taken, "{length}");
            assert!(error.is_none_or(|error| error.contains(&format!("has {length} bytes and needs 32"))));
        }
    }

    #[test]
    fn what_a_known_browser_shows_is_its_ids_and_its_addresses() {
        let secret = Secret(vec![7; 32]);
        assert_eq!(secret.known_browser("a", "1").len(), 26);
        assert_ne!(secret.known_browser("a", "1"), secret.known_browser("a", "2"));
        assert_ne!(secret.known_address("a", "x"), secret.known_address("b", "x"));
        assert_ne!(secret.known_browser("a", "x"), secret.known_address("a", "x"));
    }

    #[test]
    fn a_backup_gives_the_secret_back_byte_by_byte() {
        let secret = Secret((0..=255).collect());
        assert_eq!(Secret::from_backup(&secret.to_backup()).unwrap().0, secret.0);
        for wrong in ["", "00", &"zz".repeat(32), &"+1".repeat(32), &secret.to_backup()[1..]] {
            assert!(Secret::from_backup(wrong).is_none(), "{wrong}");
        }
        let data = tempfile::tempdir().unwrap();
        assert!(Secret::load_if_there(None, data.path()).unwrap().is_none());
        secret.keep(data.path()).unwrap();
        assert_eq!(Secret::load_if_there(None, data.path()).unwrap().unwrap().0, secret.0);
    }

    #[test]
    fn another_secret_keeps_another_key() {
        let data = tempfile::tempdir().unwrap();
        let kept = Secret::load(None, data.path()).unwrap();
        let again = Secret::load(None, data.path()).unwrap();
        let other = Secret::load(Some("0123456789abcdef0123456789abcdef"), data.path()).unwrap();
        assert_eq!(kept.look_up_mac("acme.example"), again.look_up_mac("acme.example"));
        assert_ne!(kept.look_up_mac("acme.example"), other.look_up_mac("acme.example"));
        assert_ne!(kept.look_up_mac("acme.example"), kept.look_up_mac("acme.examples"));
    }
}
