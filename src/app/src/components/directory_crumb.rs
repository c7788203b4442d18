//! The directory as the page above another one.

use api::page::Route;

use crate::session::{App, texts};

/// The directory as the page above, for those to whom it is open.
pub fn directory_crumb(app: App) -> Option<(&'static str, Route)> {
    app.has_directory().then(|| (texts().product_name(), Route::Directory(Default::default())))
}
