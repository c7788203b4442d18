//! How many requests of one person or peer are answered at once, and how many more wait for that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::rate_limits::LimitKey;
use crate::settings::limits::LimitSettings;

/// How many bodies wait for each other on one connection: more than it may have requests at once.
const REQUESTS: u32 = 1_000;

/// How many requests of each person or peer are under way, and how many may be.
pub struct ConcurrencyLimit {
    person: Bounds,
    peer: Bounds,
    unidentified: Bounds,
    browser: Bounds,
    bodies: Bounds,
    exports: Bounds,
    searches: Bounds,
    under_way: UnderWay,
}

#[derive(Clone, Copy)]
struct Bounds {
    at_once: usize,
    waiting: usize,
}

/// By person or peer, how many requests are under way or wait. Who has none is not in it.
type UnderWay = Arc<Mutex<HashMap<LimitKey, (usize, Arc<Semaphore>)>>>;

/// A request that may be answered, until this is dropped.
pub struct Permit {
    _permit: OwnedSemaphorePermit,
    _counted: Counted,
}

struct Counted {
    key: LimitKey,
    under_way: UnderWay,
}

impl ConcurrencyLimit {
    pub fn new(settings: &LimitSettings) -> ConcurrencyLimit {
        let bounds = |at_once: u32, waiting: u32| Bounds { at_once: at_once as usize, waiting: waiting as usize };
        ConcurrencyLimit {
            person: bounds(settings.person_at_once, settings.person_waiting),
            peer: bounds(settings.peer_at_once, settings.peer_waiting),
            // As many at once as one person has, and as many waiting as one peer has connections.
            unidentified: bounds(settings.person_at_once, settings.peer_connections),
            browser: bounds(settings.browser_at_once, settings.person_waiting),
            // The rest of a connection's waits, as many as it may have requests.
            bodies: bounds(settings.connection_bodies, REQUESTS),
            exports: bounds(settings.person_exports, 0),
            searches: bounds(settings.person_searches, settings.person_at_once + settings.person_waiting),
            under_way: Arc::default(),
        }
    }

    /// Waits until one more may begin; nothing where too many wait already.
    pub async fn acquire(&self, key: LimitKey) -> Option<Permit> {
        let (semaphore, counted) = self.count(key)?;
        let permit = semaphore.acquire_owned().await.ok()?;
        Some(Permit { _permit: permit, _counted: counted })
    }

    fn count(&self, key: LimitKey) -> Option<(Arc<Semaphore>, Counted)> {
        let bounds = match key {
            LimitKey::Person(_) => self.person,
            LimitKey::Peer(_) => self.peer,
            LimitKey::Unidentified(_) => self.unidentified,
            LimitKey::Browser(_) => self.browser,
            LimitKey::Bodies(..) => self.bodies,
            LimitKey::Exports(_) => self.exports,
            LimitKey::Searches(_) => self.searches,
        };
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, semaphore) = under_way.entry(key).or_insert_with(|| (0, Arc::new(Semaphore::new(bounds.at_once))));
        if *count >= bounds.at_once + bounds.waiting {
            return None;
        }
        *count += 1;
        Some((Arc::clone(semaphore), Counted { key, under_way: Arc::clone(&self.under_way) }))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((count, _)) = under_way.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                under_way.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::store::key::PersonKey;

    const ANN: LimitKey = LimitKey::Person(PersonKey(1));

    fn concurrency() -> ConcurrencyLimit {
        ConcurrencyLimit::new(&LimitSettings { person_at_once: 2, person_waiting: 1, ..LimitSettings::default() })
    }

    #[tokio::test]
    async fn some_are_let_in_some_wait_and_the_rest_is_refused() {
        let concurrency = concurrency();
        let first = concurrency.acquire(ANN).await.unwrap();
        let _second = concurrency.acquire(ANN).await.unwrap();
        let mut third = pin!(concurrency.acquire(ANN));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(third.as_mut().poll(&mut cx).is_pending());
        assert!(concurrency.acquire(ANN).await.is_none());
        assert!(
            concurrency.acquire(LimitKey::Person(PersonKey(2))).await.is_some(),
            "somebody else has none under way"
        );
        drop(first);
        assert!(matches!(third.as_mut().poll(&mut cx), Poll::Ready(Some(_))));
    }

    #[tokio::test]
    async fn whoever_gives_up_waiting_takes_no_room() {
        let concurrency = concurrency();
        let permits = [concurrency.acquire(ANN).await.unwrap(), concurrency.acquire(ANN).await.unwrap()];
        {
            let mut waiting = pin!(concurrency.acquire(ANN));
            assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        assert_eq!(concurrency.under_way.lock().unwrap()[&ANN].0, 2);
        drop(permits);
        assert!(concurrency.under_way.lock().unwrap().is_empty(), "nothing is kept of whoever has none");
    }
}
