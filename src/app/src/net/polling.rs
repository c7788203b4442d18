//! Polls the server for changes while the page is visible. Which views follow a change is decided by each page, which
//! calls [`App::track_changes`] or reads `App::changes`.

use std::time::Duration;

use api::{
    changes::Changes,
    path,
    problem::{Code, Problem},
    session::Session,
};
use leptos::prelude::*;

use crate::{
    dom::{signal::State, task},
    net::{client, takeover},
    session::App,
    ui::format,
};

/// Whether the server can be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Connection {
    Connected,
    Lost,
    /// It could not be reached, and can again. For a few seconds.
    Restored,
}

const INTERVAL: Duration = Duration::from_secs(4);
/// The longest interval after failures.
const MAX_INTERVAL: Duration = Duration::from_secs(30);
/// How long [`Connection::Restored`] is shown.
const RESTORED_FOR: Duration = Duration::from_secs(6);

/// The polling, shared through [`use_polling`]. Copy it freely; it lives as long as the app is mounted.
#[derive(Clone, Copy)]
pub struct Polling {
    app: App,
    /// Whether the server can be reached.
    pub connection: State<Connection>,
    timer: State<Option<TimeoutHandle>>,
    /// The number of the last request: answers to earlier ones are ignored.
    turn: State<u32>,
    /// Failures in a row.
    failures: State<u32>,
    /// Whether the page was out of sight, and has not made sure since whose session it is.
    is_unsure: State<bool>,
}

/// Begins to poll, and provides the [`Polling`]. Once, when the app is mounted.
pub fn start(app: App) -> Polling {
    let polling = Polling {
        app,
        connection: State::new(Connection::Connected),
        timer: State::new(None),
        turn: State::new(0),
        failures: State::new(0),
        is_unsure: State::new(false),
    };
    provide_context(polling);
    // This event of the document bubbles up to the window. A page that becomes visible polls at once.
    window_event_listener_untyped("visibilitychange", move |_| {
        polling.is_unsure.set(true);
        polling.poll_now();
    });
    window_event_listener_untyped("offline", move |_| polling.set_connection(Connection::Lost));
    window_event_listener_untyped("online", move |_| polling.poll_now());
    polling.schedule();
    polling
}

/// The app's polling. Call it while a view is made, not in a later event.
pub fn use_polling() -> Polling {
    expect_context::<Polling>()
}

impl Polling {
    /// Polls at once: the page became visible, or the person has just changed what waits for them.
    pub fn poll_now(self) {
        // A request under way may still get the old state.
        let turn = self.turn.get_untracked().wrapping_add(1);
        self.turn.set(turn);
        self.cancel_timer();
        if !is_visible() {
            return;
        }
        self.pass_time();
        task::spawn(async move {
            let answer = client::get_quietly::<Changes>(path::CHANGES).await;
            if self.turn.get_untracked() != turn {
                return;
            }
            self.update_connection(answer.as_ref().err());
            let is_applied = match answer {
                Ok(changes) => self.apply(changes).await,
                Err(_) => false,
            };
            self.failures.set(if is_applied { 0 } else { self.failures.get_untracked().saturating_add(1) });
            if self.turn.get_untracked() == turn {
                self.schedule();
            }
        });
    }

    /// Lets the app know that another minute has begun.
    fn pass_time(self) {
        let now = format::minute();
        self.app.minute.maybe_update(|minute| std::mem::replace(minute, now) != now);
    }

    /// Fetches the session again, after the person has changed their own grants.
    pub fn refresh_session(self) {
        task::spawn(async move {
            self.fetch_session().await;
        });
    }

    /// One failure may have many causes; after two in a row the connection counts as lost.
    fn update_connection(self, problem: Option<&Problem>) {
        match problem {
            Some(problem) if problem.code == Code::Unavailable && self.failures.get_untracked() > 0 => {
                self.set_connection(Connection::Lost);
            }
            Some(_) => {}
            None if self.connection.get_untracked() == Connection::Lost => {
                self.set_connection(Connection::Restored);
                let settle = move || {
                    if self.connection.get_untracked() == Connection::Restored {
                        self.set_connection(Connection::Connected);
                    }
                };
                set_timeout(settle, RESTORED_FOR);
            }
            None => {}
        }
    }

    fn set_connection(self, to: Connection) {
        if self.connection.get_untracked() != to {
            self.connection.set(to);
        }
    }

    /// Takes the changes over. Returns whether everything that they lead to could be fetched.
    async fn apply(self, changes: Changes) -> bool {
        let before = self.app.changes.get_untracked();
        // First the session, which opens and closes pages, then the changes, on which pages load again.
        if (self.is_unsure.get_untracked() || before.stamp != changes.stamp) && !self.fetch_session().await {
            return false;
        }
        if before != changes {
            self.app.changes.set(changes);
        }
        true
    }

    async fn fetch_session(self) -> bool {
        let Ok(session) = client::get_quietly::<Session>(path::SESSION).await else {
            return false;
        };
        // Another person has signed in in another tab: nothing of the first person may stay here, and nothing that they
        // typed may be sent in the other's name.
        if self.app.session.with_untracked(|known| known.person.email != session.person.email) {
            takeover::give_way();
            return false;
        }
        client::set_token(&session.anti_forgery_token);
        format::set_zone(session.person.time_zone.as_deref());
        self.app.update_session(session);
        self.is_unsure.set(false);
        true
    }

    fn schedule(self) {
        self.cancel_timer();
        if let Some(interval) = interval(is_visible(), self.failures.get_untracked()) {
            self.timer.set(set_timeout_with_handle(move || self.poll_now(), interval).ok());
        }
    }

    fn cancel_timer(self) {
        if let Some(timer) = self.timer.get_untracked() {
            timer.clear();
            self.timer.set(None);
        }
    }
}

/// The time until the next poll: nothing while the page is hidden, longer after failures.
pub fn interval(is_visible: bool, failures: u32) -> Option<Duration> {
    let factor = 2_u32.saturating_pow(failures);
    is_visible.then(|| INTERVAL.saturating_mul(factor).min(MAX_INTERVAL))
}

fn is_visible() -> bool {
    !document().hidden()
}
