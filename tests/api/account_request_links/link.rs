//! A customer contact's link: given to somebody, opened, and used.

use api::path;
use rules::vocabulary::AccountDecider;
use server::base::secret::{CODE_DIGITS, random_id};
use server::base::time_zone::Zone;
use server::domains::DomainIdentifier;
use server::domains::email::EmailAddress;
use server::mail::render;
use server::store::account_request::{Notes, contact, writing};
use server::store::outbox;
use server::store::stored_rules::StoredRules;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;
use text::{Locale, Texts};

pub const REFERENCE: &str = "AR-7K3M-9QXT";
pub const PENDING: &str = "/pending-account-requests/AR-7K3M-9QXT";

/// A link of a customer contact, and the browser in which it is open.
pub struct Link {
    pub browser: Client,
    pub token: String,
    pub page: String,
    pub email: String,
}

/// A request with a customer contact for each of these addresses.
pub async fn links<const N: usize>(world: &World, emails: [&str; N]) -> [Link; N] {
    world.import(&Files::default().person("Sam Everby", "sam@everby.example")).await;
    let notes = Notes { to_customer: Some("As agreed on the phone.".to_owned()), ..Notes::default() };
    let now = world.app.clock.now();
    let new = writing::New {
        reference: REFERENCE,
        person_key: world.person_key("sam@everby.example").await,
        requester_name: "Sam Everby",
        requester_organisation: "Everby",
        account_id: &random_id(),
        name: "Orchid Works",
        identifier: &DomainIdentifier::parse("orchid-works.example").unwrap(),
        country: "GB",
        decider: AccountDecider::CustomerContacts,
        notes: &notes,
        salt: &random_id(),
        created_at: now,
        lapses_at: now + chrono::TimeDelta::days(90),
        policy_version: world.app.policy.version(),
        rules: &StoredRules::default(),
        added_users: &[],
    };
    let mut tx = world.app.db.begin().await.unwrap();
    let request = writing::insert(&mut tx, &new).await.unwrap().unwrap();
    let mut made = Vec::new();
    for email in emails {
        let (id, address) = (random_id(), EmailAddress::parse(email).unwrap());
        let token = world.app.secret.account_request_link(&id);
        let contact = contact::New {
            id,
            email: address.clone(),
            from_key: None,
            way: contact::ContactOrigin::Named,
            note: None,
            token: token.clone(),
        };
        contact::insert(&mut tx, request, &[contact]).await.unwrap();
        let page = path::account_request_link(&token);
        made.push(Link { browser: world.nobody(), token, page, email: address.as_str().to_owned() });
    }
    tx.commit().await.unwrap();
    made.try_into().ok().unwrap()
}

impl Link {
    /// The page as it is now.
    pub async fn show(&self) -> Answer {
        let answer = self.browser.get(&self.page).await;
        assert_eq!((answer.header("cache-control"), answer.header("set-cookie")), ("no-store", ""));
        answer
    }

    /// Has a code sent, and gives the answer.
    pub async fn ask(&self) -> Answer {
        self.browser.form(&format!("{}/code", self.page), "", "").await
    }

    /// Has a code sent, and reads it in the mail.
    pub async fn code(&self, world: &World) -> String {
        let answer = self.ask().await;
        assert_eq!((answer.status, answer.header("location")), (303, self.page.as_str()), "{}", answer.text());
        mailed_code(world, &self.email).await
    }

    pub async fn enter(&self, code: &str) -> Answer {
        self.browser.form(&self.page, "code", code).await
    }

    /// Enters a code that does not sign in, and gives the page that says why.
    #[track_caller]
    pub fn enter_in_vain(&self, code: &str) -> impl Future<Output = String> {
        let caller = std::panic::Location::caller();
        async move {
            let answer = self.enter(code).await;
            assert_eq!((answer.status, answer.header("location")), (303, self.page.as_str()), "{caller}");
            assert_eq!((answer.header("set-cookie"), answer.header("cache-control")), ("", "no-store"), "{caller}");
            self.show().await.text().to_owned()
        }
    }
}

/// Whether an answer signed somebody in, and led to the request.
pub fn signed_in(answer: &Answer) -> bool {
    let signed_in = answer.header("set-cookie").starts_with("__Host-session=");
    if signed_in {
        assert_eq!((answer.status, answer.header("location")), (303, PENDING));
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    signed_in
}

/// Another code than this one.
pub fn wrong(code: &str) -> String {
    format!("{:08}", (code.parse::<u32>().unwrap() + 1) % 100_000_000)
}

pub fn english() -> &'static Texts {
    Texts::embedded(Locale::En)
}

/// The code in the newest mail to this address.
pub async fn mailed_code(world: &World, email: &str) -> String {
    let mails = outbox::newest(&world.app.db).await.unwrap();
    let mail = mails.iter().find(|mail| mail.recipient == email && mail.event == "sign_in_code").unwrap();
    let text = render(mail, &Zone::UTC, &world.app.settings, &world.app.secret).unwrap().text;
    let is_code = |line: &&str| line.len() == CODE_DIGITS && line.bytes().all(|digit| digit.is_ascii_digit());
    text.lines().find(is_code).unwrap().to_owned()
}
