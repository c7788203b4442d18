//! The machinery of every load, whatever it fetches. Kept free of types, so that it is downloaded once.

use std::{any::Any, pin::Pin, sync::Arc, time::Duration};

use api::problem::Problem;
use leptos::prelude::*;

use super::{Remote, failed, waiting};
use crate::{element::live, task};

/// One type for all answers: only its `Source` knows which one it is.
pub(super) type Answer = Arc<dyn Any + Send + Sync>;
pub(super) type FetchAnswer = Pin<Box<dyn Future<Output = Result<Answer, Problem>>>>;
type State = Remote<dyn Any + Send + Sync>;

/// A load of anything.
#[derive(Clone, Copy)]
pub(super) struct Load {
    pub state: RwSignal<State>,
    pub is_loading: RwSignal<bool>,
    pub again: Trigger,
}

/// Fetches now and whenever what `fetch` reads changes. With `keep`, the last answer stands until the next is there.
pub(super) fn start(keep: bool, fetch: Box<dyn Fn() -> Option<FetchAnswer>>) -> Load {
    let load = Load { state: RwSignal::new(Remote::Loading), is_loading: RwSignal::new(false), again: Trigger::new() };
    let generation = StoredValue::new(0_u32);
    task::follow(move || {
        load.again.track();
        let Some(fetching) = fetch() else { return };
        generation.update_value(|generation| *generation += 1);
        let mine = generation.get_value();
        let is_newest = move || generation.try_get_value() == Some(mine);
        if !(keep && load.state.with_untracked(|state| matches!(state, Remote::Loaded(_)))) {
            load.state.set(Remote::Loading);
        }
        load.is_loading.set(true);
        let slow = move || {
            let waits = |state: &State| matches!(state, Remote::Loading);
            if is_newest() && load.state.try_with_untracked(waits) == Some(true) {
                load.state.set(Remote::LoadingSlowly);
            }
        };
        set_timeout(slow, Duration::from_secs(1));
        task::spawn(async move {
            let answer = fetching.await;
            if !is_newest() {
                return;
            }
            let _ = load.is_loading.try_set(false);
            let _ = load.state.try_set(match answer {
                Ok(answer) => Remote::Loaded(answer),
                Err(problem) => Remote::Failed(Arc::new(problem)),
            });
        });
    });
    load
}

pub(super) fn shown(load: Load, view: Box<dyn Fn(&Answer) -> AnyView + Send>) -> AnyView {
    live(move || match load.state.get() {
        Remote::Loading => waiting(false),
        Remote::LoadingSlowly => waiting(true),
        Remote::Loaded(answer) => view(&answer),
        Remote::Failed(problem) => failed(&problem, move || load.again.notify()),
    })
}
