//! In whose turn the requests of signed-in people from one peer are answered: so many at once and so many a second, one
//! of each person after one of each other. Somebody with many addresses of their own has that many turns, and takes from
//! colleagues behind the same address no more than their wait for theirs.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use crate::settings::limits::LimitSettings;
use crate::store::key::PersonKey;

/// The turns at every peer.
#[derive(Clone)]
pub struct Turns(Arc<Shared>);

struct Shared {
    at_once: usize,
    /// Between two turns, over time.
    interval: Duration,
    /// How much of that may be owed.
    burst: Duration,
    lines: Mutex<HashMap<IpAddr, Line>>,
}

/// Who waits at one peer.
struct Line {
    under_way: usize,
    /// Up to when the turns that were given are paid for (GCRA).
    paid_until: Instant,
    /// Those who wait, in turn.
    people: VecDeque<PersonKey>,
    waiting: HashMap<PersonKey, VecDeque<oneshot::Sender<Turn>>>,
    /// Whether somebody looks again when the next turn may be given.
    is_timed: bool,
}

/// A request's turn, until it is dropped.
pub struct Turn {
    turns: Turns,
    peer: IpAddr,
}

impl Turns {
    pub fn new(settings: &LimitSettings) -> Turns {
        let interval = Duration::from_secs(1) / settings.peer_people_per_second.max(1);
        Turns(Arc::new(Shared {
            at_once: settings.peer_people_at_once as usize,
            interval,
            burst: interval * settings.peer_people_burst.saturating_sub(1),
            lines: Mutex::default(),
        }))
    }

    /// Waits for this person's turn at this peer.
    pub async fn wait(&self, peer: IpAddr, person: PersonKey) -> Option<Turn> {
        let (turn, given) = oneshot::channel();
        {
            let mut lines = self.lines();
            let line = lines.entry(peer).or_insert_with(Line::new);
            let waiting = line.waiting.entry(person).or_default();
            if waiting.is_empty() {
                line.people.push_back(person);
            }
            waiting.push_back(turn);
        }
        self.give(peer);
        given.await.ok()
    }

    /// Gives as many turns as there may be now.
    fn give(&self, peer: IpAddr) {
        loop {
            let next = {
                let mut lines = self.lines();
                let Some(line) = lines.get_mut(&peer) else { return };
                match line.next(&self.0, Instant::now()) {
                    Next::Turn(next) => next,
                    Next::Later(wait) => {
                        let turns = self.clone();
                        tokio::spawn(async move {
                            tokio::time::sleep(wait).await;
                            if let Some(line) = turns.lines().get_mut(&peer) {
                                line.is_timed = false;
                            }
                            turns.give(peer);
                        });
                        return;
                    }
                    Next::Nobody => return,
                }
            };
            // Whoever does not wait any more drops it, which gives it to the next.
            let _ = next.send(Turn { turns: self.clone(), peer });
        }
    }

    /// Forgets the peers from which nothing came of late.
    pub fn prune(&self) {
        let now = Instant::now();
        self.lines().retain(|_, line| line.under_way > 0 || !line.people.is_empty() || line.paid_until > now);
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<IpAddr, Line>> {
        self.0.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

enum Next {
    Turn(oneshot::Sender<Turn>),
    Later(Duration),
    /// Nobody waits, or as many are under way as may be.
    Nobody,
}

impl Line {
    fn new() -> Line {
        let (people, waiting) = (VecDeque::new(), HashMap::new());
        Line { under_way: 0, paid_until: Instant::now(), people, waiting, is_timed: false }
    }

    fn next(&mut self, shared: &Shared, now: Instant) -> Next {
        if self.people.is_empty() || self.under_way >= shared.at_once {
            return Next::Nobody;
        }
        let owed = self.paid_until.saturating_duration_since(now);
        if owed > shared.burst {
            let is_timed = std::mem::replace(&mut self.is_timed, true);
            return if is_timed { Next::Nobody } else { Next::Later(owed - shared.burst) };
        }
        while let Some(person) = self.people.pop_front() {
            let Some(waiting) = self.waiting.get_mut(&person) else { continue };
            // Whoever gave up is passed over.
            let turn = std::iter::from_fn(|| waiting.pop_front()).find(|turn| !turn.is_closed());
            if waiting.is_empty() {
                self.waiting.remove(&person);
            } else {
                self.people.push_back(person);
            }
            if let Some(turn) = turn {
                self.under_way += 1;
                self.paid_until = self.paid_until.max(now) + shared.interval;
                return Next::Turn(turn);
            }
        }
        Next::Nobody
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(line) = self.turns.lines().get_mut(&self.peer) {
            line.under_way -= 1;
        }
        self.turns.give(self.peer);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const OTHER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    fn turns(at_once: u32, per_second: u32, burst: u32) -> Turns {
        Turns::new(&LimitSettings {
            peer_people_at_once: at_once,
            peer_people_per_second: per_second,
            peer_people_burst: burst,
            ..LimitSettings::default()
        })
    }

    fn look<T>(waiting: &mut Pin<&mut impl Future<Output = T>>) -> Option<T> {
        match waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(turn) => Some(turn),
            Poll::Pending => None,
        }
    }

    #[tokio::test]
    async fn whoever_has_many_waits_for_whoever_has_one() {
        let turns = turns(1, 1_000, 1_000);
        let first = turns.wait(PEER, PersonKey(1)).await.unwrap();
        let (mut second, mut third) = (pin!(turns.wait(PEER, PersonKey(1))), pin!(turns.wait(PEER, PersonKey(1))));
        let mut other = pin!(turns.wait(PEER, PersonKey(2)));
        assert!(look(&mut second).is_none() && look(&mut third).is_none() && look(&mut other).is_none());
        assert!(turns.wait(OTHER, PersonKey(1)).await.is_some(), "nobody waits elsewhere");
        drop(first);
        let second = look(&mut second).unwrap();
        assert!(look(&mut third).is_none() && look(&mut other).is_none());
        drop(second);
        assert!(look(&mut third).is_none());
        drop(look(&mut other).unwrap());
        assert!(look(&mut third).is_some());
    }

    #[tokio::test]
    async fn whoever_gives_up_takes_no_turn() {
        let turns = turns(1, 1_000, 1_000);
        let first = turns.wait(PEER, PersonKey(1)).await.unwrap();
        {
            let mut waiting = pin!(turns.wait(PEER, PersonKey(1)));
            assert!(look(&mut waiting).is_none());
        }
        let mut other = pin!(turns.wait(PEER, PersonKey(2)));
        assert!(look(&mut other).is_none());
        drop(first);
        assert!(look(&mut other).is_some());
        turns.0.lines.lock().unwrap().get_mut(&PEER).unwrap().paid_until = Instant::now();
        turns.prune();
        assert!(turns.lines().get(&PEER).is_none(), "nothing is kept of whoever has none");
    }

    #[test]
    fn over_time_there_are_so_many_a_second() {
        // Two at once, and then one each twenty milliseconds.
        let turns = turns(10, 50, 2);
        let mut line = Line::new();
        let start = line.paid_until;
        let (given, waits): (VecDeque<_>, Vec<_>) = (0..4).map(|_| oneshot::channel()).unzip();
        line.people.push_back(PersonKey(1));
        line.waiting.insert(PersonKey(1), given);
        let milliseconds = Duration::from_millis;
        let just_before = |time| time - Duration::from_nanos(1);
        for (after, later) in [
            (milliseconds(0), None),
            (milliseconds(0), None),
            (milliseconds(0), Some(milliseconds(20))),
            (just_before(milliseconds(20)), Some(Duration::from_nanos(1))),
            (milliseconds(20), None),
            (milliseconds(20), Some(milliseconds(20))),
            (just_before(milliseconds(40)), Some(Duration::from_nanos(1))),
            (milliseconds(40), None),
        ] {
            line.is_timed = false;
            match (line.next(&turns.0, start + after), later) {
                (Next::Turn(_), None) => {}
                (Next::Later(wait), Some(later)) => assert_eq!(wait, later, "after {after:?}"),
                _ => panic!("after {after:?}: {later:?}"),
            }
        }
        assert_eq!(waits.len(), 4);
    }
}
