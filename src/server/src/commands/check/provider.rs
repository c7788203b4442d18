//! Identity providers: whether each describes itself as it has to, and an address at which to try one out.

use std::io::Write;

use anyhow::Context;

use super::{Checked, Finding};
use crate::app::App;
use crate::base::date_time::date_time;
use crate::base::time_zone::Zone;
use crate::settings::Settings;
use crate::settings::sign_in::ProviderSettings;
use crate::sign_in::open_id::key_set::algorithm_name;
use crate::sign_in::open_id::{Providers, Refusal, callback_path, try_path};
use crate::store::provider_try;

/// Asks each provider for its description and its keys.
///
/// # Errors
/// The settings of one are not valid.
pub(super) async fn check_all(settings: &Settings) -> anyhow::Result<Vec<Checked>> {
    let providers = Providers::new(&settings.sign_in)?;
    let mut found = Vec::new();
    for provider in providers.iter() {
        let id = &provider.settings.id;
        let described = provider.describe().await;
        found.push(match described {
            Ok(described) => Ok(Finding::Right(format!(
                "`{id}` describes itself at {}; `check provider {id}` tries it out",
                described.address
            ))),
            Err(refusal) => Err(anyhow::anyhow!("{}", in_words(id, &refusal))),
        });
    }
    if found.is_empty() {
        found.push(Ok(Finding::Skipped("there are none: people sign in with codes".to_owned())));
    }
    Ok(found)
}

/// Says what a provider says of itself, then prints a one-time address at which to sign in with it. The last line is the address.
///
/// # Errors
/// There is none with this id, it is not as it has to be, or the database's.
pub async fn try_out(app: &App, id: &str, output: &mut dyn Write) -> anyhow::Result<()> {
    let provider = app.providers.get(id).with_context(|| {
        let ids: Vec<String> = app.providers.iter().map(|other| format!("`{}`", other.settings.id)).collect();
        let known = if ids.is_empty() { "there are none".to_owned() } else { format!("there are {}", ids.join(", ")) };
        format!("none of `sign_in.providers` has the `id` `{id}`: {known}")
    })?;
    let described = provider.describe().await.map_err(|refusal| anyhow::anyhow!("{}", in_words(id, &refusal)))?;
    let metadata = &described.metadata;
    let algorithms: Vec<String> = metadata.algorithms.iter().map(algorithm_name).collect();
    let user_info = metadata.userinfo_endpoint.as_ref().map_or("none", |address| address.as_str());
    for (what, value) in [
        ("description", described.address.as_str()),
        ("issuer", &provider.settings.issuer),
        ("people go to", metadata.authorization_endpoint.as_str()),
        ("tokens", metadata.token_endpoint.as_str()),
        ("userinfo", user_info),
        ("keys", &described.keys.names()),
        ("signed by", &algorithms.join(", ")),
        ("speaks for", &spoken_for(&provider.settings)),
        ("to be registered there", &format!("{}{}", app.settings.public_url(), callback_path(id))),
    ] {
        writeln!(output, "{what}: {value}")?;
    }
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    let token = provider_try::make(&mut tx, id, now).await?;
    tx.commit().await?;
    let until = date_time(now + provider_try::LIFETIME, text::Locale::En, &Zone::UTC);
    writeln!(
        output,
        "Description and keys are as they have to be. Open this address in a browser until {until} and sign in there: nobody is \
         signed in by it, and its page shows what the provider says and what that would mean. It can be used once."
    )?;
    writeln!(output, "{}{}", app.settings.public_url(), try_path(id, &token))?;
    Ok(())
}

fn spoken_for(settings: &ProviderSettings) -> String {
    if settings.domains.is_empty() {
        return "no domain, so that no address of its people counts".to_owned();
    }
    settings.domains.join(", ")
}

fn in_words(id: &str, Refusal { reason, expected, found, .. }: &Refusal) -> String {
    let mut said = format!("`{id}` can sign nobody in: {}", reason.name());
    if !expected.is_empty() {
        said += &format!("; expected {expected}");
    }
    if !found.is_empty() {
        said += &format!("; found {found}");
    }
    said
}
