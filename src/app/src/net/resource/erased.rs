//! The code behind every [`super::Resource`]. It knows no type of answer, so that it is compiled only once.

use std::{any::Any, pin::Pin, sync::Arc, time::Duration};

use api::problem::{Code, Problem};
use leptos::prelude::*;

use super::{Loadable, failure_view, loading_view};
use crate::{
    dom::{
        element::{dynamic, nothing},
        signal::{Memo, State},
        task,
    },
    net::{
        client,
        polling::{Connection, Polling},
    },
    routing::navigation,
};

/// One type for all answers: only its `Resource` knows which one it is.
pub(super) type Answer = Arc<dyn Any + Send + Sync>;
pub(super) type FetchAnswer = Pin<Box<dyn Future<Output = Result<Answer, Problem>>>>;
type LoadState = Loadable<dyn Any + Send + Sync>;

/// One fetch to be made.
pub(super) enum Fetching {
    /// What a path answers, and how it is read.
    Get(String, fn(&str) -> Option<Answer>),
    Other(FetchAnswer),
}

/// A load of anything.
#[derive(Clone, Copy)]
pub(super) struct Load {
    pub state: State<LoadState>,
    pub is_loading: State<bool>,
    pub again: Trigger,
}

/// The path of the last answer, and its text.
type LastAnswer = State<(String, String)>;

/// Fetches now and whenever what `fetch` reads changes. With `keep`, the last answer stays until the next has come.
pub(super) fn start(keep: bool, fetch: Box<dyn Fn() -> Option<Fetching>>) -> Load {
    let load = Load { state: State::new(Loadable::Loading), is_loading: State::new(false), again: Trigger::new() };
    let generation = State::new(0_u32);
    let last: LastAnswer = State::new(Default::default());
    task::effect(move || {
        load.again.track();
        let Some(fetching) = fetch() else { return };
        generation.update(|generation| *generation += 1);
        let own = generation.get_untracked();
        let is_newest = move || generation.try_with_untracked(|generation| *generation == own) == Some(true);
        let has_answer = load.state.with_untracked(|state| matches!(state, Loadable::Loaded(_)));
        let is_silent = has_answer
            && matches!(&fetching, Fetching::Get(path, _) if last.with_untracked(|(known, _)| known == path));
        if !is_silent {
            begin(load, keep && has_answer, is_newest);
        }
        task::spawn(async move {
            let answer = run_fetch(fetching, is_silent).await;
            if !is_newest() {
                return;
            }
            let _ = load.is_loading.try_set(false);
            match answer {
                Ok((answer, now)) => {
                    let is_known = is_silent && last.with_untracked(|before| *before == now);
                    last.set(now);
                    if !is_known {
                        if is_silent {
                            navigation::restore_focus();
                        }
                        let _ = load.state.try_set(Loadable::Loaded(answer));
                    }
                }
                Err(problem) if is_silent && problem.code == Code::Unavailable => {}
                Err(problem) => {
                    let _ = load.state.try_set(Loadable::Failed(Arc::new(problem)));
                }
            }
        });
    });
    // A page that a test mounts alone has no polling.
    let polling = use_context::<Polling>();
    task::effect(move || {
        let is_cut_off =
            |state: &LoadState| matches!(state, Loadable::Failed(problem) if problem.code == Code::Unavailable);
        let connection = polling.map(|polling| polling.connection.get());
        if connection == Some(Connection::Restored) && load.state.with_untracked(is_cut_off) {
            load.again.notify();
        }
    });
    load
}

fn begin(load: Load, keep: bool, is_newest: impl Fn() -> bool + 'static) {
    if !keep {
        load.state.set(Loadable::Loading);
    }
    load.is_loading.set(true);
    let slow = move || {
        let waits = |state: &LoadState| matches!(state, Loadable::Loading);
        if is_newest() && load.state.try_with_untracked(waits) == Some(true) {
            load.state.set(Loadable::LoadingSlowly);
        }
    };
    set_timeout(slow, Duration::from_secs(1));
}

/// The answer, with the path and text by which the same answer is recognised.
async fn run_fetch(fetching: Fetching, is_silent: bool) -> Result<(Answer, (String, String)), Problem> {
    match fetching {
        Fetching::Get(path, read) => {
            let text = if is_silent { client::get_text_again(&path).await? } else { client::get_text(&path).await? };
            let answer = read(&text).ok_or_else(client::unreadable)?;
            Ok((answer, (path, text)))
        }
        Fetching::Other(fetching) => Ok((fetching.await?, Default::default())),
    }
}

pub(super) fn erased_suspense(load: Load, view: Box<dyn Fn(&Answer) -> AnyView + Send>) -> AnyView {
    dynamic(move || match load.state.get() {
        Loadable::Loading => loading_view(false),
        Loadable::LoadingSlowly => loading_view(true),
        Loadable::Loaded(answer) => view(&answer),
        Loadable::Failed(problem) => failure_view(&problem, move || load.again.notify()),
    })
}

pub(super) fn erased_suspense_once(load: Load, view: Box<dyn Fn() -> AnyView + Send>) -> AnyView {
    let is_loaded = Memo::new(move |_| load.state.with(|state| matches!(state, Loadable::Loaded(_))));
    dynamic(move || if is_loaded.get() { view() } else { erased_suspense(load, Box::new(|_| nothing())) })
}
