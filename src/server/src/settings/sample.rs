//! The invented organisation that runs the sample world.

use api::session::{Place, Service};

/// Its name and links.
pub(super) fn service() -> Service {
    let place = |name: &str, administrators_only| Place { name: name.to_owned(), administrators_only };
    let link = |path: &str| Some(format!("https://support.directory.example/{path}"));
    Service {
        operator_name: String::new(),
        support_link: link("cases?about={reference}"),
        licensing_support_link: link("licensing"),
        feedback_link: link("feedback"),
        help_video_link: link("video"),
        help_directory_link: link("help/directory"),
        help_deciding_link: link("help/deciding"),
        help_creating_link: link("help/creating"),
        profile_link: None,
        places: vec![
            place("License Registration Portal", false),
            place("Smart Software Manager", false),
            place("EA", false),
            place("MCE", false),
            place("PnP", true),
        ],
    }
}
