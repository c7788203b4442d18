//! How many requests of one person or peer are dealt with at once, and how many more wait for that.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::rate_limits::Who;
use crate::settings::limits::LimitSettings;

/// The requests that are under way.
pub struct Gate {
    person: Most,
    peer: Most,
    unknown: Most,
    inside: Inside,
}

#[derive(Clone, Copy)]
struct Most {
    at_once: usize,
    waiting: usize,
}

/// By person or peer, how many there are, with those that wait; whoever has none is not in it.
type Inside = Arc<Mutex<HashMap<Who, (usize, Arc<Semaphore>)>>>;

/// A request that may be dealt with, until this is dropped.
pub struct Pass {
    _permit: OwnedSemaphorePermit,
    _counted: Counted,
}

struct Counted {
    who: Who,
    inside: Inside,
}

impl Gate {
    pub fn new(settings: &LimitSettings) -> Gate {
        let most = |at_once: u32, waiting: u32| Most { at_once: at_once as usize, waiting: waiting as usize };
        Gate {
            person: most(settings.person_at_once, settings.person_waiting),
            peer: most(settings.peer_at_once, settings.peer_waiting),
            // One person's turn, and room for all that may come from one peer.
            unknown: most(settings.person_at_once, settings.peer_connections),
            inside: Arc::default(),
        }
    }

    /// Waits until there is room; nothing where too many wait already.
    pub async fn enter(&self, who: Who) -> Option<Pass> {
        let (semaphore, counted) = self.count(who)?;
        let permit = semaphore.acquire_owned().await.ok()?;
        Some(Pass { _permit: permit, _counted: counted })
    }

    fn count(&self, who: Who) -> Option<(Arc<Semaphore>, Counted)> {
        let most = match who {
            Who::Person(_) => self.person,
            Who::Peer(_) => self.peer,
            Who::Unknown(_) => self.unknown,
        };
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let (count, semaphore) = inside.entry(who).or_insert_with(|| (0, Arc::new(Semaphore::new(most.at_once))));
        if *count >= most.at_once + most.waiting {
            return None;
        }
        *count += 1;
        Some((Arc::clone(semaphore), Counted { who, inside: Arc::clone(&self.inside) }))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((count, _)) = inside.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    const ANN: Who = Who::Person(1);

    fn gate() -> Gate {
        Gate::new(&LimitSettings { person_at_once: 2, person_waiting: 1, ..LimitSettings::default() })
    }

    #[tokio::test]
    async fn some_are_let_in_some_wait_and_the_rest_is_refused() {
        let gate = gate();
        let first = gate.enter(ANN).await.unwrap();
        let _second = gate.enter(ANN).await.unwrap();
        let mut third = pin!(gate.enter(ANN));
        let mut cx = Context::from_waker(Waker::noop());
        assert!(third.as_mut().poll(&mut cx).is_pending());
        assert!(gate.enter(ANN).await.is_none());
        assert!(gate.enter(Who::Person(2)).await.is_some(), "somebody else has none under way");
        drop(first);
        assert!(matches!(third.as_mut().poll(&mut cx), Poll::Ready(Some(_))));
    }

    #[tokio::test]
    async fn whoever_gives_up_waiting_takes_no_room() {
        let gate = gate();
        let passes = [gate.enter(ANN).await.unwrap(), gate.enter(ANN).await.unwrap()];
        {
            let mut waiting = pin!(gate.enter(ANN));
            assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        }
        assert_eq!(gate.inside.lock().unwrap()[&ANN].0, 2);
        drop(passes);
        assert!(gate.inside.lock().unwrap().is_empty(), "nothing is kept of whoever has none");
    }
}
