//! Who gives a command on this machine, for the trail. Nothing proves it: whoever may run the program can write anything
//! into its database.

/// The name of the system's user, and behind it who became that user by `sudo`: `root (ann)`.
pub fn command_user() -> String {
    let name = user_name().unwrap_or_else(|| "unknown".to_owned());
    match std::env::var("SUDO_USER") {
        Ok(before) if !before.is_empty() && before != name => format!("{name} ({before})"),
        _ => name,
    }
}

#[cfg(unix)]
fn user_name() -> Option<String> {
    let name = uzers::get_effective_username().map(|name| name.to_string_lossy().into_owned());
    // A container may have no name for its user.
    Some(name.unwrap_or_else(|| format!("user {}", uzers::get_effective_uid())))
}

#[cfg(not(unix))]
fn user_name() -> Option<String> {
    std::env::var("USERNAME").ok()
}
