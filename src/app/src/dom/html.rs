//! The HTML elements that the app is made of, as `leptos::html` has them: a misspelt tag does not compile.

use crate::dom::element::Element;

macro_rules! tags {
    ($($tag:ident)*) => {$(
        #[doc = concat!("Begins a `<", stringify!($tag), ">`.")]
        #[inline]
        pub fn $tag() -> Element {
            Element::new(stringify!($tag))
        }
    )*};
}

tags! {
    a aside b button caption code dd details dialog div dl dt fieldset form h1 h2 h3 header input kbd label
    legend li main mark nav ol option p search section select small span strong summary svg table tbody td textarea th
    thead time tr ul wbr
}

/// Begins a `<use>`, whose name is a keyword of Rust.
#[inline]
pub fn use_() -> Element {
    Element::new("use")
}
