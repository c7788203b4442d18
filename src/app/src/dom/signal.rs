//! Values that views follow: a [`State`] is set by the app, a [`Memo`] is computed from others.
//!
//! Leptos' own `RwSignal` and `Memo` are compiled anew for each type of value. Here all values have one type for Leptos,
//! and only the handles know the type of each. With brotli that saves 3 KB of the first load and 12 KB of all parts.

use std::{any::Any, marker::PhantomData, ops::Deref, sync::Arc};

use leptos::prelude::{Memo as LeptosMemo, Read, ReadUntracked, RwSignal, Track, UntrackableGuard, Write};

/// A value that is set. Copy it freely; it lives as long as the view that made it.
pub struct State<T> {
    signal: RwSignal<Contents>,
    value: PhantomData<fn() -> T>,
}

/// A value that is computed from others, and again when they change. Its readers run again only where it differs.
pub struct Memo<T> {
    memo: LeptosMemo<Computed>,
    value: PhantomData<fn() -> T>,
}

type Contents = Box<dyn Any + Send + Sync>;

#[derive(Clone)]
struct Computed {
    value: Arc<dyn Any + Send + Sync>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

type Compute = Box<dyn Fn(Option<&Computed>) -> Computed + Send + Sync>;

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T: Any + Send + Sync> State<T> {
    pub fn new(value: T) -> Self {
        State { signal: new_signal(Box::new(value)), value: PhantomData }
    }

    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Does not subscribe.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(downcast(&**read(self.signal)))
    }

    /// Does not subscribe.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(downcast(&**read_untracked(self.signal)))
    }

    /// Does not subscribe; nothing once the view that made it is gone.
    pub fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        Some(look(downcast(&**self.signal.try_read_untracked()?)))
    }

    /// Subscribes without reading.
    pub fn track(self) {
        self.signal.track();
    }

    pub fn set(self, value: T) {
        let _ = self.try_set(value);
    }

    /// Whether it could be set: it cannot once the view that made it is gone.
    pub fn try_set(self, value: T) -> bool {
        write_value(self.signal, Box::new(value))
    }

    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.maybe_update(|value| {
            change(value);
            true
        });
    }

    /// `change` says whether it has changed anything; if not, no reader runs again.
    pub fn maybe_update(self, change: impl FnOnce(&mut T) -> bool) {
        if let Some(mut contents) = write(&self.signal)
            && !change(downcast_mut(&mut **contents))
        {
            contents.untrack();
        }
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: PartialEq + Any + Send + Sync> Memo<T> {
    /// `compute` gets the last value, if there was one.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let compute = move |before: Option<&Computed>| Computed {
            value: Arc::new(compute(before.map(|before| downcast(&*before.value)))),
            is_same: |one, other| downcast::<T>(one) == downcast::<T>(other),
        };
        Memo { memo: new_memo(Box::new(compute)), value: PhantomData }
    }

    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Does not subscribe.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        downcast::<T>(&*computed_untracked(self.memo)).clone()
    }

    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(downcast(&*computed(self.memo)))
    }

    /// Does not subscribe; nothing once the view that made it is gone.
    pub fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        let computed = self.memo.try_read_untracked()?;
        Some(look(downcast(&*computed.value)))
    }
}

impl PartialEq for Computed {
    fn eq(&self, other: &Computed) -> bool {
        (self.is_same)(&*self.value, &*other.value)
    }
}

// One copy of each of these serves all types.

#[inline(never)]
fn new_signal(contents: Contents) -> RwSignal<Contents> {
    RwSignal::new(contents)
}

#[inline(never)]
fn read(signal: RwSignal<Contents>) -> impl Deref<Target = Contents> {
    signal.read()
}

#[inline(never)]
fn read_untracked(signal: RwSignal<Contents>) -> impl Deref<Target = Contents> {
    signal.read_untracked()
}

#[inline(never)]
fn write(signal: &RwSignal<Contents>) -> Option<impl UntrackableGuard<Target = Contents>> {
    signal.try_write()
}

#[inline(never)]
fn write_value(signal: RwSignal<Contents>, contents: Contents) -> bool {
    let Some(mut before) = write(&signal) else { return false };
    *before = contents;
    true
}

#[inline(never)]
fn new_memo(compute: Compute) -> LeptosMemo<Computed> {
    LeptosMemo::new(compute)
}

#[inline(never)]
fn computed(memo: LeptosMemo<Computed>) -> Arc<dyn Any + Send + Sync> {
    Arc::clone(&memo.read().value)
}

#[inline(never)]
fn computed_untracked(memo: LeptosMemo<Computed>) -> Arc<dyn Any + Send + Sync> {
    Arc::clone(&memo.read_untracked().value)
}

#[expect(clippy::expect_used, reason = "a handle of this type wrote it")]
fn downcast<T: Any>(value: &dyn Any) -> &T {
    value.downcast_ref().expect("the value has the type of its handle")
}

#[expect(clippy::expect_used, reason = "a handle of this type wrote it")]
fn downcast_mut<T: Any>(value: &mut dyn Any) -> &mut T {
    value.downcast_mut().expect("the value has the type of its handle")
}
