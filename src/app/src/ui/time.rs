//! Moments on a page: in words such as `3 days ago`, together with the date and hour.

use chrono::{DateTime, Utc};

use crate::{
    dom::{attr, element::Element, html},
    session::texts,
    ui::format,
};

/// How long ago something was; the date and hour show when it is pointed at, and on paper.
pub fn ago(time: DateTime<Utc>) -> Element {
    let locale = texts().locale();
    let words = format::ago(time, texts()).unwrap_or_else(|| format::date(time, locale));
    stamp(time).attr(attr::TITLE, format::date_time(time, locale)).text(words)
}

/// The date and hour, and how long ago that was.
pub fn moment(time: DateTime<Utc>) -> Element {
    let locale = texts().locale();
    let ago = format::ago(time, texts()).map(|ago| html::small().text([" (", &ago, ")"].concat()));
    stamp(time).text(format::date_time(time, locale)).els(ago)
}

fn stamp(time: DateTime<Utc>) -> Element {
    html::time().attr(attr::DATETIME, format::iso_8601(time))
}
