//! Moments on a page: in words such as `3 days ago`, together with the date and hour.

use chrono::{DateTime, Utc};
use leptos::prelude::use_context;

use crate::{
    dom::{attr, element::Element, html},
    session::{App, texts},
    ui::format,
};

/// How long ago something was, as long as it is shown; the date and hour show when it is pointed at, and on paper.
pub fn ago(time: DateTime<Utc>) -> Element {
    // A part of a page that a test mounts alone has no app.
    let minute = use_context::<App>().map(|app| app.minute);
    let words = move || {
        if let Some(minute) = minute {
            minute.track();
        }
        format::ago(time, texts()).unwrap_or_else(|| format::date(time, texts().locale()))
    };
    stamp(time).attr(attr::TITLE, format::date_time(time, texts().locale())).text_with(words)
}

/// The date and hour, and how long ago that was.
pub fn moment(time: DateTime<Utc>) -> Element {
    let locale = texts().locale();
    let ago = format::ago(time, texts()).map(|ago| html::small().text(["(", &ago, ")"].concat()));
    stamp(time).text([&*format::date_time(time, locale), " "].concat()).els(ago)
}

fn stamp(time: DateTime<Utc>) -> Element {
    html::time().attr(attr::DATETIME, format::iso_8601(time))
}
