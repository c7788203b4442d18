//! Learns what others have changed: asks the server again and again while somebody looks. What is shown anew then is
//! each page's own affair: it calls [`App::follow_own`], or follows [`App::changes`].

use std::{cell::Cell, time::Duration};

use api::{
    changes::Changes,
    path,
    problem::{Code, Problem},
    session::Session,
};
use leptos::prelude::*;

use crate::{dom::task, net::client, session::App};

/// Whether the server can be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Connection {
    There,
    Lost,
    /// Again, for a moment.
    Back,
}

const PAUSE: Duration = Duration::from_secs(4);
/// However often it failed.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long it is said that the server can be reached again.
const GOOD_NEWS: Duration = Duration::from_secs(6);

thread_local! {
    static APP: Cell<Option<App>> = const { Cell::new(None) };
    static TIMER: Cell<Option<TimeoutHandle>> = const { Cell::new(None) };
    static TURN: Cell<u32> = const { Cell::new(0) };
    static FAILURES: Cell<u32> = const { Cell::new(0) };
    static CONNECTION: ArcRwSignal<Connection> = ArcRwSignal::new(Connection::There);
}

/// Begins to ask. Once, when the app is mounted.
pub fn start(app: App) {
    APP.set(Some(app));
    // On the document; it rises to the window. Coming back asks at once.
    window_event_listener_untyped("visibilitychange", |_| now());
    window_event_listener_untyped("offline", |_| change(Connection::Lost));
    window_event_listener_untyped("online", |_| now());
    plan();
}

/// Whether the server can be reached: the browser tells when it is cut off, and what is asked again and again tells.
pub fn connection() -> ArcRwSignal<Connection> {
    CONNECTION.with(ArcRwSignal::clone)
}

/// Asks at once: somebody came back to the page, or has just done something that changes what waits for them.
pub fn now() {
    // What is under way would answer with the state of before.
    let turn = TURN.get().wrapping_add(1);
    TURN.set(turn);
    stop();
    let Some(app) = APP.get().filter(|_| is_visible()) else { return };
    task::spawn(async move {
        let answer = client::get_quietly::<Changes>(path::CHANGES).await;
        if TURN.get() != turn {
            return;
        }
        notice(answer.as_ref().err());
        let is_learnt = match answer {
            Ok(changes) => learn(app, changes).await,
            Err(_) => false,
        };
        FAILURES.set(if is_learnt { 0 } else { FAILURES.get().saturating_add(1) });
        if TURN.get() == turn {
            plan();
        }
    });
}

/// Learns anew what is open to the person: after they have changed by themselves what they hold.
pub fn renew() {
    let Some(app) = APP.get() else { return };
    task::spawn(async move {
        renewed(app).await;
    });
}

/// How long to wait before asking again: nothing while nobody looks, longer after failures.
pub fn pause(is_visible: bool, failures: u32) -> Option<Duration> {
    let factor = 2_u32.saturating_pow(failures);
    is_visible.then(|| PAUSE.saturating_mul(factor).min(LONGEST_PAUSE))
}

/// One question alone may fail for many reasons; two in a row do not.
fn notice(problem: Option<&Problem>) {
    let connection = connection().get_untracked();
    match problem {
        Some(problem) if problem.code == Code::Unavailable && FAILURES.get() > 0 => change(Connection::Lost),
        Some(_) => {}
        None if connection == Connection::Lost => {
            change(Connection::Back);
            set_timeout(
                || {
                    if self::connection().get_untracked() == Connection::Back {
                        change(Connection::There);
                    }
                },
                GOOD_NEWS,
            );
        }
        None => {}
    }
}

fn change(to: Connection) {
    let connection = connection();
    if connection.get_untracked() != to {
        connection.set(to);
    }
}

/// Whether everything that the changes lead to is known.
async fn learn(app: App, changes: Changes) -> bool {
    let before = app.changes.get_untracked();
    // First what opens and closes pages, then the sign for the pages to look again.
    if before.stamp != changes.stamp && !renewed(app).await {
        return false;
    }
    if before != changes {
        app.changes.set(changes);
    }
    true
}

async fn renewed(app: App) -> bool {
    let Ok(session) = client::get_quietly::<Session>(path::SESSION).await else {
        return false;
    };
    // Somebody else has signed in in another tab: nothing of the first person may stay here, and nothing that they typed
    // be sent as the second.
    if app.session.with_untracked(|known| known.person.email != session.person.email) {
        let _ = window().location().reload();
        return false;
    }
    client::keep_token(&session.anti_forgery_token);
    app.renew(session);
    true
}

fn plan() {
    stop();
    if let Some(pause) = pause(is_visible(), FAILURES.get()) {
        TIMER.set(set_timeout_with_handle(now, pause).ok());
    }
}

fn stop() {
    if let Some(timer) = TIMER.take() {
        timer.clear();
    }
}

fn is_visible() -> bool {
    !document().hidden()
}
