//! The support link of the operator in mail.

use server::base::time_zone::Zone;
use server::mail::{Event, render};

use crate::letters::{read, secret, settings};
use crate::setting::{account, moment};

/// Nobody is told to send a reminder who can send none any more: they hear of the support case instead.
#[test]
fn without_a_reminder_left_the_warning_names_another_way() {
    let warning = |may_remind| Event::AccessRequestAboutToExpire {
        account: account(),
        reference: "AR-7K3M-9QXT".to_owned(),
        expires_at: moment("2026-12-01T08:05:00Z"),
        may_remind,
    };
    let mut settings = settings();
    settings.service.support_link = Some("https://support.directory.example/cases?about={reference}".to_owned());
    let text = |may_remind| {
        let (outgoing, _) = read(&warning(may_remind), "en");
        render(&outgoing, &Zone::UTC, &settings, &secret()).unwrap().text
    };
    assert!(text(true).contains("send a reminder from") && !text(true).contains("support"), "{}", text(true));
    let without = text(false);
    assert!(without.contains("https://support.directory.example/cases?about=AR-7K3M-9QXT"), "{without}");
    assert!(!without.contains("send a reminder from"), "{without}");
}
