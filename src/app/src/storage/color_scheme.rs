//! Light, dark, or as the system has it: the choice lasts a year in this browser. A cookie keeps it, so that the
//! server's own pages, which run no scripts, follow it too. `index.html` puts it on before the first paint.

use js_sys::Reflect;
use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;

/// On `<html>`; absent where the system decides. The style sheet and the server's pages know it by this name.
const ATTRIBUTE: &str = "data-scheme";
/// The choices, as the attribute and the cookie have them. The first one is neither.
pub const ALL: [&str; 3] = ["system", "light", "dark"];

/// What is chosen now.
pub fn current() -> String {
    let chosen = document().document_element().and_then(|root| root.get_attribute(ATTRIBUTE));
    chosen.unwrap_or_else(|| ALL[0].to_owned())
}

/// Shows the app so from now on, and keeps it.
pub fn choose(scheme: &str) {
    let Some(root) = document().document_element() else { return };
    let lasts = if scheme == ALL[0] {
        let _ = root.remove_attribute(ATTRIBUTE);
        "0"
    } else {
        let _ = root.set_attribute(ATTRIBUTE, scheme);
        "31536000"
    };
    let is_secure = window().location().protocol().is_ok_and(|protocol| protocol == "https:");
    let secure = if is_secure { "; Secure" } else { "" };
    let cookie = ["scheme=", scheme, "; Path=/; SameSite=Strict; Max-Age=", lasts, secure].concat();
    let _ = Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(&cookie));
}
