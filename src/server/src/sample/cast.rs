//! The people of the sample world who are worth being, for the sign-in page and the tests.

/// One of the cast and why one would sign in as them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CastMember {
    pub email: &'static str,
    /// A sentence in English.
    pub why_en: &'static str,
    /// The same in French.
    pub why_fr: &'static str,
}

pub const EMPLOYEE: &str = "emma.hartwell@northmoor-rail.com";
pub const ADMINISTRATOR: &str = "david.okeby@northmoor-rail.com";
pub const VIRTUAL_ACCOUNT_ADMINISTRATOR: &str = "priya.sandwell@northmoor-rail.com";
pub const NEWCOMER: &str = "grace.whitlow@northmoor-rail.com";
pub const INCOMPLETE_PROFILE: &str = "jamie.pellow@northmoor-rail.com";
pub const PARTNER: &str = "marcus.ellerby@brightquay-advisory.com";
pub const SUBSIDIARY: &str = "lena.farrow@eu.kestrelbrook.com";
pub const AT_RESTRICTED: &str = "owen.tredwell@tarnwick-avionics.co.uk";
pub const FRENCH: &str = "camille.aubertin@voltarive.fr";
pub const FRENCH_ADMINISTRATOR: &str = "hugues.delannay@voltarive.fr";
pub const IDN: &str = "jonas.wielandt@bäckerei-lindhorst.de";
pub const WITHOUT_ADMINISTRATOR: &str = "hannah.briscoe@fallowmere-foods.co.uk";
pub const PUBLIC_MAILBOX: &str = "sam.everby@mailbox.example";
pub const INTERNAL: &str = "nadia.brandreth@directory.example";
pub const LICENSING_SUPPORT: &str = "peter.lowick@directory.example";
pub const OPERATOR: &str = "ruth.caldwell@directory.example";

/// The cast, in the order in which the sign-in page shows it.
pub const CAST: &[CastMember] = &[
    CastMember {
        email: EMPLOYEE,
        why_en: "Reads one Virtual Account of Northmoor Rail and can ask for more with the wizard.",
        why_fr: "Consulte un compte virtuel de Northmoor Rail et peut demander davantage avec l’assistant.",
    },
    CastMember {
        email: ADMINISTRATOR,
        why_en: "Administers Northmoor Rail: decides requests and manages who has access.",
        why_fr: "Administre Northmoor Rail : décide des demandes et gère les accès.",
    },
    CastMember {
        email: VIRTUAL_ACCOUNT_ADMINISTRATOR,
        why_en: "Administers the Leeds Virtual Account of Northmoor Rail only, with what lies below it.",
        why_fr: "Administre seulement le compte virtuel Leeds de Northmoor Rail, avec ce qu’il contient.",
    },
    CastMember {
        email: NEWCOMER,
        why_en: "Is new at Northmoor Rail, holds no role anywhere and begins with the account’s identifier.",
        why_fr: "Arrive chez Northmoor Rail, n’a encore aucun rôle et commence par l’identifiant du compte.",
    },
    CastMember {
        email: INCOMPLETE_PROFILE,
        why_en: "Works at Northmoor Rail with a profile that lacks the organisation and the country.",
        why_fr: "Travaille chez Northmoor Rail avec un profil sans organisation ni pays.",
    },
    CastMember {
        email: PARTNER,
        why_en: "Is a partner with access to the accounts of several customers and an e-mail domain that matches none.",
        why_fr: "Est partenaire : accède aux comptes de plusieurs clients, avec un domaine de messagerie qui ne correspond à aucun d’eux.",
    },
    CastMember {
        email: SUBSIDIARY,
        why_en: "Works at a subsidiary of Kestrelbrook, a group with four accounts under one domain.",
        why_fr: "Travaille dans une filiale de Kestrelbrook, un groupe qui a quatre comptes sous un même domaine.",
    },
    CastMember {
        email: AT_RESTRICTED,
        why_en: "Matches the account of Tarnwick Avionics, which is restricted: only its entire name or identifier finds it.",
        why_fr: "Correspond au compte restreint de Tarnwick Avionics : seul le nom ou l’identifiant complet le trouve.",
    },
    CastMember {
        email: FRENCH,
        why_en: "Reads the service in French and works in one Virtual Account of Voltarive Énergie.",
        why_fr: "Utilise le service en français et travaille dans un compte virtuel de Voltarive Énergie.",
    },
    CastMember {
        email: FRENCH_ADMINISTRATOR,
        why_en: "Administers Voltarive Énergie and gets mail in French.",
        why_fr: "Administre Voltarive Énergie et reçoit ses messages en français.",
    },
    CastMember {
        email: IDN,
        why_en: "Has an e-mail domain with an umlaut, which matches the account of Bäckerei Lindhorst.",
        why_fr: "A un domaine de messagerie avec un tréma, qui correspond au compte de Bäckerei Lindhorst.",
    },
    CastMember {
        email: WITHOUT_ADMINISTRATOR,
        why_en: "Matches the account of Fallowmere Foods, which has no administrator: the operator decides.",
        why_fr: "Correspond au compte de Fallowmere Foods, qui n’a pas d’administrateur : l’exploitant décide.",
    },
    CastMember {
        email: PUBLIC_MAILBOX,
        why_en: "Has a public mailbox, which matches no account at all.",
        why_fr: "A une adresse de messagerie grand public, qui ne correspond à aucun compte.",
    },
    CastMember {
        email: INTERNAL,
        why_en: "Is on the operator’s own staff: may look, and opens a support case for the rest.",
        why_fr: "Fait partie du personnel de l’exploitant : peut consulter et ouvre un dossier d’assistance pour le reste.",
    },
    CastMember {
        email: LICENSING_SUPPORT,
        why_en: "Is on the operator’s licensing support, who may request access and new accounts as others do, and decide where they administer.",
        why_fr: "Fait partie de l’assistance licences de l’exploitant : peut demander des accès et des comptes comme les autres, et se prononce là où elle administre.",
    },
    CastMember {
        email: OPERATOR,
        why_en: "Runs the service: decides here what nobody else can, and does the rest from the command line.",
        why_fr: "Exploite le service : se prononce ici quand personne d’autre ne le peut, et fait le reste en ligne de commande.",
    },
];
