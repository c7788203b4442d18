//! A provider that takes connections and answers nothing: one waits for it, and the others for that one.

use chrono::TimeDelta;
use futures_util::future::join_all;
use server::db::Engine;
use server::settings::sign_in::ProviderSettings;
use server::sign_in::open_id::Refused;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::run::Stop;
use tests::world::World;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::browser::{press, reason};

tests::on_both_databases! {
    in Hanging::start:
    everybody_waits_for_one_question,
}

struct Hanging {
    world: World,
    /// How often the provider was asked.
    asked: Arc<AtomicUsize>,
    provider: JoinHandle<()>,
}

impl Hanging {
    async fn start(engine: Engine) -> Hanging {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let provider = ProviderSettings {
            id: "hanging".to_owned(),
            name: "Northmoor".to_owned(),
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            client_id: "directory".to_owned(),
            answer_seconds: 1,
            ..ProviderSettings::default()
        };
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        let provider_task = tokio::spawn(async move {
            let mut kept = Vec::new();
            while let Ok(connection) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                kept.push(connection);
            }
        });
        let world = World::start(engine, |settings| settings.sign_in.providers = vec![provider]).await;
        Hanging { world, asked, provider: provider_task }
    }
}

impl Stop for Hanging {
    async fn stop(self) {
        self.provider.abort();
        self.world.stop().await;
    }
}

async fn everybody_waits_for_one_question(Hanging { world, asked, .. }: &Hanging) {
    let now = world.app.clock.now();
    world.app.clock.stand_at(now);
    for (seconds, times) in [(0, 1), (9, 1), (10, 2)] {
        world.app.clock.stand_at(now + TimeDelta::seconds(seconds));
        let people: Vec<_> = (0..6).map(|_| world.nobody()).collect();
        for answer in join_all(people.iter().map(|client| press(client, "hanging", "/"))).await {
            assert_eq!((answer.status, reason(&answer)), (403, Refused::Unreachable.name()));
        }
        assert_eq!(asked.load(Ordering::SeqCst), times, "after {seconds} seconds");
    }
}
