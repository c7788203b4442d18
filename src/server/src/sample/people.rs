//! The people around the cast: staff with and without access, partners with several customers.

use rules::vocabulary::{AccountKind, AccountStatus, Role, Visibility};

use super::builder::{Account, Builder, Person};
use super::organisations::Organisation;
use super::random::Random;
use super::{names, places, trees};
use crate::domains::folding::fold;
use crate::import_export::csv_files::path::VirtualAccountPath;

/// Partners: name, domain, and whether they have an account of their own, of the kind partner holding.
const PARTNERS: &[(&str, &str, bool)] = &[
    ("Brightquay Advisory", places::PARTNER, false),
    ("Harrowmere Networks", "harrowmere-networks.com", true),
    ("Conseil Aubrelune", "conseil-aubrelune.fr", true),
    ("Spindlecroft Systems", "spindlecroft-systems.co.uk", true),
    ("Intégration Malvoisie", "integration-malvoisie.fr", true),
    ("Tidewrack Consulting", "tidewrack-consulting.ie", true),
    ("Wickerby Cloud", "wickerby-cloud.com", false),
];

/// Adds an organisation's account with its tree, and who works there.
pub fn settle(builder: &mut Builder, random: &mut Random, organisation: &Organisation) {
    let Organisation { name, domain, country, french, visibility, status, with_administrator } = organisation;
    let active = *status == AccountStatus::Active;
    let paths = if active { trees::draw(random, *french) } else { vec![VirtualAccountPath::DEFAULT.to_owned()] };
    let account =
        Account { visibility: *visibility, status: *status, ..Account::listed_customer(name, domain, country) };
    builder.account(&account, &paths);
    if !active {
        return;
    }

    if *with_administrator {
        let administrator = draw(builder, random, organisation, false);
        builder.grant(&administrator, domain, None, Role::Administrator);
    }
    let deepest = paths.last().map(String::as_str);
    match random.below(10) {
        0..2 => {
            let viewer = draw(builder, random, organisation, false);
            builder.grant(&viewer, domain, deepest, Role::Viewer);
        }
        2..4 => {
            let user = draw(builder, random, organisation, false);
            builder.grant(&user, domain, None, Role::User);
        }
        4 => {
            let approver = draw(builder, random, organisation, false);
            builder.grant(&approver, domain, None, Role::Approver);
        }
        5 => {
            // Somebody who runs one part and reads another.
            let part = draw(builder, random, organisation, false);
            builder.grant(&part, domain, deepest, Role::Administrator);
            if paths.len() > 1 {
                builder.grant(&part, domain, Some(VirtualAccountPath::DEFAULT), Role::Viewer);
            }
        }
        6 => {
            draw(builder, random, organisation, false);
        }
        _ => {}
    }
}

/// Adds the partners: their staff, their holding accounts, and grants in some customers' accounts each.
pub fn add_partners(builder: &mut Builder, random: &mut Random) {
    let customers: Vec<usize> = (0..builder.world.accounts.len())
        .filter(|place| {
            builder.world.accounts.get(*place).is_some_and(|account| account.status == AccountStatus::Active)
        })
        .collect();
    for (name, domain, holds_account) in PARTNERS {
        let french = domain.ends_with(".fr");
        let partner = Organisation {
            name: (*name).to_owned(),
            domain: (*domain).to_owned(),
            country: if french { "FR" } else { "GB" },
            french,
            visibility: Visibility::Listed,
            status: AccountStatus::Active,
            with_administrator: true,
        };
        if *holds_account {
            let kind = AccountKind::PartnerHolding;
            let account = Account { kind, ..Account::listed_customer(name, domain, partner.country) };
            builder.account(&account, &[VirtualAccountPath::DEFAULT]);
        }
        for first in [true, false] {
            let consultant = draw(builder, random, &partner, true);
            if first && *holds_account {
                builder.grant(&consultant, domain, None, Role::Administrator);
            }
            for customer in random.some(&customers, 3) {
                let Some(account) = builder.world.accounts.get(customer) else {
                    continue;
                };
                let account = account.domain_identifier.ascii().to_owned();
                let role = match random.below(3) {
                    0 => Role::Administrator,
                    1 => Role::User,
                    _ => Role::Viewer,
                };
                builder.grant(&consultant, &account, None, role);
            }
        }
    }
}

/// Adds people of whom no account knows: with public mailboxes, and at organisations that hold none.
pub fn add_without_access(builder: &mut Builder, random: &mut Random) {
    for (name, domain, french) in [
        ("Bramblewick Joinery", "bramblewick-joinery.co.uk", false),
        ("Imprimerie Valsonge", "imprimerie-valsonge.fr", true),
        ("", places::PUBLIC_MAILBOX, false),
        ("", places::PUBLIC_MAILBOX, true),
    ] {
        let organisation = Organisation {
            name: name.to_owned(),
            domain: domain.to_owned(),
            country: if french { "FR" } else { "GB" },
            french,
            visibility: Visibility::Listed,
            status: AccountStatus::Active,
            with_administrator: false,
        };
        for _ in 0..3 {
            draw(builder, random, &organisation, false);
        }
    }
}

/// Adds somebody at an organisation and gives their address: `first.last@domain`, unless it is taken.
fn draw(builder: &mut Builder, random: &mut Random, organisation: &Organisation, partner: bool) -> String {
    loop {
        let name = names::draw(random, organisation.french);
        let local = fold(&name).replace(' ', ".").replace('\'', "");
        let email = format!("{local}@{}", organisation.domain);
        let french = organisation.french;
        let person = Person::external(&email, &name, &organisation.name, organisation.country, french);
        if builder.person(&Person { partner, ..person }) {
            return email;
        }
    }
}
