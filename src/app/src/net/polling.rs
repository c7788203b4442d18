//! Learns what others have changed: asks the server again and again while somebody looks. What is shown anew then is
//! each page's own affair: it calls [`App::track_changes`], or reads `App::changes`.

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
    net::client,
    session::App,
};

/// Whether the server can be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Connection {
    Connected,
    Lost,
    /// Again, for a moment.
    Restored,
}

const INTERVAL: Duration = Duration::from_secs(4);
/// However often it failed.
const MAX_INTERVAL: Duration = Duration::from_secs(30);
/// How long it is said that the server can be reached again.
const RESTORED_FOR: Duration = Duration::from_secs(6);

/// The polling, shared through [`use_polling`]. Copy it freely; it lives as long as the app is mounted.
#[derive(Clone, Copy)]
pub struct Polling {
    app: App,
    /// Whether the server can be reached.
    pub connection: State<Connection>,
    timer: State<Option<TimeoutHandle>>,
    /// Counts the questions: only the answer to the last one counts.
    turn: State<u32>,
    /// In a row.
    failures: State<u32>,
}

/// Begins to poll, and provides the [`Polling`]. Once, when the app is mounted.
pub fn start(app: App) {
    let polling = Polling {
        app,
        connection: State::new(Connection::Connected),
        timer: State::new(None),
        turn: State::new(0),
        failures: State::new(0),
    };
    provide_context(polling);
    // On the document; it rises to the window. Coming back asks at once.
    window_event_listener_untyped("visibilitychange", move |_| polling.poll_now());
    window_event_listener_untyped("offline", move |_| polling.set_connection(Connection::Lost));
    window_event_listener_untyped("online", move |_| polling.poll_now());
    polling.schedule();
}

/// The app's polling. Call it while a view is made, not in a later event.
pub fn use_polling() -> Polling {
    expect_context::<Polling>()
}

impl Polling {
    /// Asks at once: somebody came back to the page, or has just done something that changes what waits for them.
    pub fn poll_now(self) {
        // What is under way would answer with the state of before.
        let turn = self.turn.get_untracked().wrapping_add(1);
        self.turn.set(turn);
        self.cancel_timer();
        if !is_visible() {
            return;
        }
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

    /// Fetches again what is open to the person: after they have changed by themselves what they hold.
    pub fn refresh_session(self) {
        task::spawn(async move {
            self.fetch_session().await;
        });
    }

    /// One question alone may fail for many reasons; two in a row do not.
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

    /// Whether everything that the changes lead to is known.
    async fn apply(self, changes: Changes) -> bool {
        let before = self.app.changes.get_untracked();
        // First what opens and closes pages, then the sign for the pages to look again.
        if before.stamp != changes.stamp && !self.fetch_session().await {
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
        // Somebody else has signed in in another tab: nothing of the first person may stay here, and nothing that they
        // typed be sent as the second.
        if self.app.session.with_untracked(|known| known.person.email != session.person.email) {
            let _ = window().location().reload();
            return false;
        }
        client::set_token(&session.anti_forgery_token);
        self.app.update_session(session);
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

/// How long to wait before asking again: nothing while nobody looks, longer after failures.
pub fn interval(is_visible: bool, failures: u32) -> Option<Duration> {
    let factor = 2_u32.saturating_pow(failures);
    is_visible.then(|| INTERVAL.saturating_mul(factor).min(MAX_INTERVAL))
}

fn is_visible() -> bool {
    !document().hidden()
}
