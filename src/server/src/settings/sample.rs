//! The invented organisation that runs the sample world.

use api::session::{Place, Service};

/// Its name and links.
pub(super) fn service() -> Service {
    let link = |path: &str| Some(format!("https://support.directory.example/{path}"));
    let place = |name: &str, path: &str, administrators_only, [description_en, description_fr]: [&str; 2]| Place {
        name: name.to_owned(),
        administrators_only,
        description_en: description_en.to_owned(),
        description_fr: description_fr.to_owned(),
        link: Some(format!("https://{path}.directory.example")),
    };
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
            place(
                "License Registration Portal",
                "licences",
                false,
                ["register licence keys and look them up", "enregistrer et retrouver des clés de licence"],
            ),
            place(
                "Smart Software Manager",
                "software",
                false,
                ["see which licences are in use, and move them", "voir les licences utilisées et les déplacer"],
            ),
            place(
                "EA",
                "agreements",
                false,
                [
                    "Enterprise Agreement: what your organisation may use",
                    "Enterprise Agreement : ce que votre organisation peut utiliser",
                ],
            ),
            place(
                "MCE",
                "entitlements",
                false,
                [
                    "My Company Entitlements: what was bought, and how long it runs",
                    "My Company Entitlements : ce qui a été acquis, et jusqu’à quand",
                ],
            ),
            place(
                "PnP",
                "provisioning",
                true,
                [
                    "Plug and Play: set up devices from afar",
                    "Plug and Play : mettre en service des appareils à distance",
                ],
            ),
        ],
    }
}
