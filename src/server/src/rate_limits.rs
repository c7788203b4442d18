//! How much somebody may ask for: so many requests over time, and so many at once. A signed-in person is counted as that
//! person, wherever they are, and takes turns with the others at the same peer; everybody else is counted by the peer. Each
//! process counts for itself. What all processes count together is in `store::tally`.

mod concurrency;
mod turns;

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::Error;
use crate::settings::limits::LimitSettings;
use crate::store::key::PersonKey;
use concurrency::ConcurrencyLimit;
pub use concurrency::Permit;
pub use turns::Turn;
use turns::Turns;

/// How long a refusal waits before it is sent. A client that asks again at once would otherwise keep the server busy.
const REFUSAL_DELAY: Duration = Duration::from_millis(250);

/// When to ask again where too many requests are under way, in seconds.
const RETRY_AFTER: i64 = 1;
/// When to ask again for an export where another one is under way, in seconds.
const EXPORT_RETRY_AFTER: i64 = 10;

/// What requests are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKey {
    /// A signed-in person.
    Person(PersonKey),
    /// Everybody at this address who is not signed in, see `net::peer`.
    Peer(IpAddr),
    /// Requests from there while it is still unknown which person sends them.
    Unidentified(IpAddr),
    /// A browser in which somebody proved an address, where the requests of its peer are used up: see `http::known_browser`.
    Browser(u64),
    /// Bodies of requests that come over one connection, by its number, from there: a proxy's has several peers.
    Bodies(u64, IpAddr),
    /// Exports of a signed-in person, by key.
    Exports(PersonKey),
    /// Searches of a signed-in person, by key.
    Searches(PersonKey),
}

/// An export that is under way until this is dropped.
pub struct Export {
    _permit: Permit,
    turns: Arc<Semaphore>,
}

/// The counts of this process.
pub struct Limits {
    people: DefaultKeyedRateLimiter<PersonKey>,
    peers: DefaultKeyedRateLimiter<IpAddr>,
    browsers: DefaultKeyedRateLimiter<u64>,
    concurrency: ConcurrencyLimit,
    turns: Turns,
    exports: Arc<Semaphore>,
}

impl Limits {
    pub fn new(settings: &LimitSettings) -> Limits {
        Limits {
            people: RateLimiter::keyed(quota(settings.person_per_second, settings.person_burst)),
            peers: RateLimiter::keyed(quota(settings.peer_per_second, settings.peer_burst)),
            browsers: RateLimiter::keyed(quota(settings.browser_per_second, settings.browser_burst)),
            concurrency: ConcurrencyLimit::new(settings),
            turns: Turns::new(settings),
            exports: Arc::new(Semaphore::new(settings.exports_at_once as usize)),
        }
    }

    /// Waits until the session of a request from this peer may be looked up: a few at once, so that a flood of requests
    /// leaves the database to others. It counts until the permit is dropped.
    ///
    /// # Errors
    /// Too many at once.
    pub async fn acquire_lookup(&self, peer: IpAddr) -> Result<Permit, Error> {
        self.begin(&[LimitKey::Unidentified(peer)]).await
    }

    /// Waits until one more body may be read that comes over this connection. It counts until the permit is dropped.
    ///
    /// # Errors
    /// Too many at once.
    pub async fn acquire_body(&self, connection: u64, peer: IpAddr) -> Result<Permit, Error> {
        self.begin(&[LimitKey::Bodies(connection, peer)]).await
    }

    /// Counts a request, under the first of these keys that has one left.
    ///
    /// # Errors
    /// Too many over time.
    pub async fn count(&self, keys: &[LimitKey]) -> Result<(), Error> {
        let mut wait = None;
        for key in keys {
            let Some(seconds) = self.retry_after(*key) else { return Ok(()) };
            wait = wait.or(Some(seconds));
        }
        match wait {
            Some(seconds) => Err(refuse(Error::TooManyRequests(seconds)).await),
            None => Ok(()),
        }
    }

    /// Waits until a request that was counted may begin, under the first of these keys that has room for it. It is under
    /// way until the permit is dropped.
    ///
    /// # Errors
    /// Too many at once.
    pub async fn begin(&self, keys: &[LimitKey]) -> Result<Permit, Error> {
        for key in keys {
            if let Some(permit) = self.concurrency.acquire(*key).await {
                return Ok(permit);
            }
        }
        Err(refuse(Error::TooManyRequests(RETRY_AFTER)).await)
    }

    /// Waits for the turn of a person among those at their peer. It lasts until it is dropped.
    ///
    /// # Errors
    /// The server is ending.
    pub async fn turn(&self, peer: IpAddr, person: PersonKey) -> Result<Turn, Error> {
        self.turns.wait(peer, person).await.ok_or(Error::TooManyRequests(RETRY_AFTER))
    }

    /// Waits until one more search of a person may read from the database. It counts until the permit is dropped.
    ///
    /// # Errors
    /// Too many at once.
    pub async fn acquire_search(&self, person: PersonKey) -> Result<Permit, Error> {
        self.begin(&[LimitKey::Searches(person)]).await
    }

    /// Begins an export of a person.
    ///
    /// # Errors
    /// [`Error::ExportUnderWay`] where they have as many as one person may.
    pub async fn begin_export(&self, person: PersonKey) -> Result<Export, Error> {
        match self.concurrency.acquire(LimitKey::Exports(person)).await {
            Some(permit) => Ok(Export { _permit: permit, turns: Arc::clone(&self.exports) }),
            None => Err(refuse(Error::ExportUnderWay(EXPORT_RETRY_AFTER)).await),
        }
    }

    /// Forgets everybody who has sent no request of late.
    pub fn prune(&self) {
        self.people.retain_recent();
        self.peers.retain_recent();
        self.browsers.retain_recent();
        self.turns.prune();
    }

    /// In how many seconds there may be another request; nothing where that is now.
    fn retry_after(&self, key: LimitKey) -> Option<i64> {
        let checked = match key {
            LimitKey::Person(key) | LimitKey::Exports(key) | LimitKey::Searches(key) => self.people.check_key(&key),
            LimitKey::Browser(key) => self.browsers.check_key(&key),
            LimitKey::Peer(address) | LimitKey::Unidentified(address) | LimitKey::Bodies(_, address) => {
                self.peers.check_key(&address)
            }
        };
        let wait = checked.err()?.wait_time_from(DefaultClock::default().now());
        Some(i64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(i64::MAX).max(1))
    }
}

impl Export {
    /// Waits until its next rows may be read: a few exports read at the same time, each in turn, so that whoever reads
    /// slowly keeps nobody waiting.
    pub async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        // Never closed.
        Arc::clone(&self.turns).acquire_owned().await.ok()
    }
}

async fn refuse(error: Error) -> Error {
    tokio::time::sleep(REFUSAL_DELAY).await;
    error
}

fn quota(per_second: u32, burst: u32) -> Quota {
    // The settings are checked: none is zero.
    let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
    Quota::per_second(at_least_one(per_second)).allow_burst(at_least_one(burst))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        // One within many seconds, so that none comes back while this runs.
        Limits::new(&LimitSettings { person_burst: 3, peer_burst: 2, person_per_second: 1, ..LimitSettings::default() })
    }

    #[tokio::test]
    async fn a_burst_is_let_in_and_the_next_is_told_when() {
        let limits = limits();
        for _ in 0..3 {
            limits.count(&[LimitKey::Person(PersonKey(1))]).await.unwrap();
        }
        let refused = limits.count(&[LimitKey::Person(PersonKey(1))]).await.err().unwrap();
        assert!(matches!(refused, Error::TooManyRequests(1)), "{refused:?}");
        limits.count(&[LimitKey::Person(PersonKey(2))]).await.unwrap();
        limits.count(&[LimitKey::Peer("192.0.2.1".parse().unwrap())]).await.unwrap();
    }

    #[tokio::test]
    async fn whose_requests_are_is_looked_up_for_some_of_a_peers_at_once() {
        let few = LimitSettings { person_at_once: 2, peer_connections: 0, ..LimitSettings::default() };
        let (limits, peer, other) = (Limits::new(&few), "192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let permits = [limits.acquire_lookup(peer).await.unwrap(), limits.acquire_lookup(peer).await.unwrap()];
        assert!(matches!(limits.acquire_lookup(peer).await, Err(Error::TooManyRequests(RETRY_AFTER))));
        limits.acquire_lookup(other).await.unwrap();
        drop(permits);
        limits.acquire_lookup(peer).await.unwrap();
    }

    #[tokio::test]
    async fn a_person_has_one_export_and_all_together_read_a_few_at_once() {
        let limits = Limits::new(&LimitSettings { exports_at_once: 2, ..LimitSettings::default() });
        let first = limits.begin_export(PersonKey(1)).await.unwrap();
        assert!(matches!(limits.begin_export(PersonKey(1)).await, Err(Error::ExportUnderWay(_))));
        let others =
            [limits.begin_export(PersonKey(2)).await.unwrap(), limits.begin_export(PersonKey(3)).await.unwrap()];
        let reading = [first.turn().await, others[0].turn().await];
        let mut third = std::pin::pin!(others[1].turn());
        assert!(tokio::time::timeout(Duration::from_millis(1), third.as_mut()).await.is_err());
        drop(reading);
        assert!(third.await.is_some());
        drop(first);
        limits.begin_export(PersonKey(1)).await.unwrap();
    }

    #[tokio::test]
    async fn a_person_has_two_searches_at_once_however_many_others_search() {
        let limits = Limits::new(&LimitSettings::default());
        let first = limits.acquire_search(PersonKey(1)).await.unwrap();
        let _second = limits.acquire_search(PersonKey(1)).await.unwrap();
        let mut third = std::pin::pin!(limits.acquire_search(PersonKey(1)));
        assert!(tokio::time::timeout(Duration::from_millis(1), third.as_mut()).await.is_err());
        let _other = limits.acquire_search(PersonKey(2)).await.unwrap();
        drop(first);
        third.await.unwrap();
    }

    #[tokio::test]
    async fn who_asked_long_ago_is_forgotten() {
        let quick = LimitSettings { person_per_second: u32::MAX, person_burst: 1, ..LimitSettings::default() };
        let limits = Limits::new(&quick);
        for key in 0..100 {
            limits.count(&[LimitKey::Person(PersonKey(key))]).await.unwrap();
        }
        assert_eq!(limits.people.len(), 100);
        limits.prune();
        assert_eq!(limits.people.len(), 0);
    }
}
