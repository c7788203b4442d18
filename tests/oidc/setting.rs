//! A server with the hostile provider, which speaks for `northmoor.com`.

use server::args;
use server::db::Engine;
use server::settings::sign_in::ProviderSettings;
use server::store::key::PersonKey;
use tests::answer::Answer;
use tests::client::Client;
use tests::run::Stop;
use tests::world::World;

use crate::browser::{Away, come_back, go, signed_in};
use crate::hostile::{Acts, Hostile};

/// A server, and the provider that it knows as `hostile`. It knows `other` as well, which is another issuer.
pub struct Setting {
    pub world: World,
    pub hostile: Hostile,
}

impl Setting {
    pub async fn start(engine: Engine) -> Setting {
        Setting::with(engine, |_| {}).await
    }

    /// The same, where the provider is configured otherwise.
    pub async fn with(engine: Engine, change: impl FnOnce(&mut ProviderSettings)) -> Setting {
        let hostile = Hostile::start().await;
        let mut one = hostile.settings("hostile", &["northmoor.com"]);
        change(&mut one);
        let other = ProviderSettings {
            id: "other".to_owned(),
            issuer: format!("{}/other", hostile.issuer),
            ..hostile.settings("other", &["elsewhere.com"])
        };
        let world = World::start(engine, |settings| {
            settings.sign_in.providers = vec![one, other];
            settings.let_sessions_last();
            settings.limits.peer_attempts_per_hour = 250;
        })
        .await;
        Setting { world, hostile }
    }

    /// Goes to the provider and comes back with what it does: all that is honest but for a change.
    pub async fn visit(&self, change: impl FnOnce(&mut Acts)) -> Answer {
        self.visit_for("/", change).await
    }

    pub async fn visit_for(&self, next: &str, change: impl FnOnce(&mut Acts)) -> Answer {
        let away = go(&self.world, "hostile", next).await;
        self.return_from(&away, change).await
    }

    pub async fn return_from(&self, away: &Away, change: impl FnOnce(&mut Acts)) -> Answer {
        let mut acts = self.hostile.honest(away, self.world.app.clock.now());
        change(&mut acts);
        self.hostile.serve(away, &acts);
        come_back(&away.browser, acts.provider, &acts.response).await
    }

    /// Signs in as this subject, with an address of which the provider says whether it is verified.
    pub async fn sign_in(&self, subject: &str, email: &str, verified: bool) -> Client {
        let answer = self
            .visit(|acts| {
                acts.claims["sub"] = subject.into();
                acts.claims["email"] = email.into();
                acts.claims["email_verified"] = verified.into();
            })
            .await;
        signed_in(&self.world, &answer).await
    }

    /// The key of the person that the provider calls so.
    pub async fn person_of(&self, issuer: &str, subject: &str) -> Option<PersonKey> {
        let sql = "SELECT person_key FROM identity WHERE issuer = $1 AND subject = $2";
        let rows: Vec<(PersonKey,)> = self.world.rows(sql, args![issuer, subject]).await;
        rows.first().map(|(key,)| *key)
    }

    /// Address, whether it leads here, and whether it is verified.
    pub async fn address(&self, person_key: PersonKey) -> (String, bool, bool) {
        let sql = "SELECT email, email_folded IS NOT NULL, email_verified FROM person WHERE key = $1";
        self.world.rows(sql, args![person_key]).await.remove(0)
    }
}

impl Stop for Setting {
    async fn stop(self) {
        self.world.stop().await;
    }
}
