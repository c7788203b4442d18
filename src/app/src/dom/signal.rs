//! Values that views follow: [`Held`] ones that the app sets, and [`Derived`] ones that it computes.
//!
//! Leptos' own `RwSignal` and `Memo` are compiled anew for each type of value, thousands of bytes each. Here all values
//! have one type for Leptos, and only the handles know which one it really is.

use std::{any::Any, marker::PhantomData, ops::Deref, sync::Arc};

use leptos::prelude::{Memo, Read, ReadUntracked, RwSignal, Track, UntrackableGuard, Write};

/// A value that is set. Copy it freely; it lives as long as the view that made it.
pub struct Held<T> {
    signal: RwSignal<Contents>,
    value: PhantomData<fn() -> T>,
}

/// A value that follows others, and is computed anew when they change. Whoever reads it is told only if it differs.
pub struct Derived<T> {
    memo: Memo<Computed>,
    value: PhantomData<fn() -> T>,
}

type Contents = Box<dyn Any + Send + Sync>;

#[derive(Clone)]
struct Computed {
    value: Arc<dyn Any + Send + Sync>,
    is_same: fn(&dyn Any, &dyn Any) -> bool,
}

type Compute = Box<dyn Fn(Option<&Computed>) -> Computed + Send + Sync>;

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

impl<T: Any + Send + Sync> Held<T> {
    pub fn new(value: T) -> Self {
        Held { signal: hold(Box::new(value)), value: PhantomData }
    }

    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Without following it.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(typed(&**read(self.signal)))
    }

    /// Without following it.
    pub fn with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(typed(&**read_untracked(self.signal)))
    }

    /// Without following it; nothing once the view that made it is gone.
    pub fn try_with_untracked<R>(self, look: impl FnOnce(&T) -> R) -> Option<R> {
        Some(look(typed(&**self.signal.try_read_untracked()?)))
    }

    /// Follows it.
    pub fn track(self) {
        self.signal.track();
    }

    pub fn set(self, value: T) {
        let _ = self.try_set(value);
    }

    /// Whether it could be set: once the view that made it is gone, nobody is called back.
    pub fn try_set(self, value: T) -> bool {
        put(self.signal, Box::new(value))
    }

    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.maybe_update(|value| {
            change(value);
            true
        });
    }

    /// `change` says whether it has changed anything; if not, nobody is told.
    pub fn maybe_update(self, change: impl FnOnce(&mut T) -> bool) {
        if let Some(mut contents) = write(&self.signal)
            && !change(typed_mut(&mut **contents))
        {
            contents.untrack();
        }
    }
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: PartialEq + Any + Send + Sync> Derived<T> {
    /// `compute` is given the value before, if there was one.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let compute = move |before: Option<&Computed>| Computed {
            value: Arc::new(compute(before.map(|before| typed(&*before.value)))),
            is_same: |one, other| typed::<T>(one) == typed::<T>(other),
        };
        Derived { memo: derive(Box::new(compute)), value: PhantomData }
    }

    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Without following it.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        typed::<T>(&*computed_untracked(self.memo)).clone()
    }

    pub fn with<R>(self, look: impl FnOnce(&T) -> R) -> R {
        look(typed(&*computed(self.memo)))
    }
}

impl PartialEq for Computed {
    fn eq(&self, other: &Computed) -> bool {
        (self.is_same)(&*self.value, &*other.value)
    }
}

// One copy of each of these serves all types.

#[inline(never)]
fn hold(contents: Contents) -> RwSignal<Contents> {
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
fn put(signal: RwSignal<Contents>, contents: Contents) -> bool {
    let Some(mut before) = write(&signal) else { return false };
    *before = contents;
    true
}

#[inline(never)]
fn derive(compute: Compute) -> Memo<Computed> {
    Memo::new(compute)
}

#[inline(never)]
fn computed(memo: Memo<Computed>) -> Arc<dyn Any + Send + Sync> {
    Arc::clone(&memo.read().value)
}

#[inline(never)]
fn computed_untracked(memo: Memo<Computed>) -> Arc<dyn Any + Send + Sync> {
    Arc::clone(&memo.read_untracked().value)
}

#[expect(clippy::expect_used, reason = "a handle of this type put it there")]
fn typed<T: Any>(value: &dyn Any) -> &T {
    value.downcast_ref().expect("the value has the type of its handle")
}

#[expect(clippy::expect_used, reason = "a handle of this type put it there")]
fn typed_mut<T: Any>(value: &mut dyn Any) -> &mut T {
    value.downcast_mut().expect("the value has the type of its handle")
}
