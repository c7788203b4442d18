//! The words of the files and of the pages, in any case.

use rules::vocabulary::{AccountKind, AccountStatus, Affiliation, Role, Visibility};
use text::{Locale, Texts};

use super::read;
use crate::import_export::csv_files::rows::{AccountRow, GrantRow, PersonRow};

#[test]
fn values_are_read_in_any_case_and_by_the_names_of_the_pages() {
    let header = " NAME ,Domain-Identifier,COUNTRY,Visibility,kind,Status\n";
    for (row, country, visibility, kind, status) in [
        (
            "A,acme.com, gb ,LISTED,Customer,Active",
            "GB",
            Visibility::Listed,
            AccountKind::Customer,
            AccountStatus::Active,
        ),
        (
            "A,acme.com,Royaume-Uni,restreint,partner holding,En attente",
            "GB",
            Visibility::Restricted,
            AccountKind::PartnerHolding,
            AccountStatus::Pending,
        ),
        (
            "A,acme.com,united kingdom,Répertorié,PARTNER_HOLDING,refusé",
            "GB",
            Visibility::Listed,
            AccountKind::PartnerHolding,
            AccountStatus::Denied,
        ),
    ] {
        let (rows, errors) = read::<AccountRow>(format!("{header}{row}\n"));
        assert_eq!(errors, [], "{row}");
        let AccountRow { country: read, visibility: seen, kind: of, status: is, .. } = &rows[0];
        assert_eq!((read.as_str(), *seen, *of, *is), (country, visibility, Some(kind), status), "{row}");
    }
}

#[test]
fn every_word_of_the_pages_is_read_back() {
    for locale in Locale::ALL {
        let texts = Texts::embedded(locale);
        for visibility in Visibility::ALL {
            let name = texts.account_visibility_name(visibility.as_str());
            let row = format!("name;domain_identifier;country;visibility;status\nA;acme.com;FR;{name};active\n");
            let (rows, errors) = read::<AccountRow>(row);
            assert_eq!((errors, rows[0].visibility), (vec![], *visibility));
        }
        for role in Role::ALL {
            let name = texts.role_name(role.as_str());
            let entire = texts.scope_entire();
            let row = format!("email,account,virtual_account,role\nann@acme.com,acme.com,{entire},{name}\n");
            let (rows, errors) = read::<GrantRow>(row);
            assert_eq!((errors, rows[0].role, rows[0].virtual_account.as_ref()), (vec![], *role, None));
        }
        for code in api::country::codes() {
            let name = texts.country_name(code);
            let row =
                format!("name\tdomain_identifier\tcountry\tvisibility\tstatus\nA\tacme.com\t{name}\tlisted\tactive\n");
            let (rows, errors) = read::<AccountRow>(row);
            assert_eq!((errors, rows[0].country.as_str()), (vec![], code), "{name}");
        }
    }
}

#[test]
fn yes_and_no_and_languages_are_read_in_both_languages() {
    let header = "email,name,organisation,country,locale,affiliation,partner,operator\n";
    for (yes, no, locale, language) in [
        ("TRUE", "FALSE", "EN", "en"),
        ("VRAI", "FAUX", "fr-FR", "fr"),
        ("1", "0", "Français", "fr"),
        ("Yes", "No", "english", "en"),
        ("oui", "non", "FRENCH", "fr"),
    ] {
        let row = format!("ann@acme.com,,,,{locale},Licensing Support,{yes},{no}\n");
        let (rows, errors) = read::<PersonRow>(format!("{header}{row}"));
        assert_eq!(errors, [], "{row}");
        let PersonRow { locale, affiliation, partner, operator, .. } = &rows[0];
        let expected = (language, Affiliation::LicensingSupport, true, false);
        assert_eq!((locale.as_str(), *affiliation, *partner, *operator), expected, "{row}");
    }
}

#[test]
fn what_was_copied_from_elsewhere_is_told_with_what_was_meant() {
    let header = "name,domain_identifier,country,visibility,kind,status\n";
    for (typed, told) in [
        ("https://www.acme.com/en?a=b", "is a web address; enter its domain, `acme.com`"),
        ("https://acme.com:8443", "is a web address; enter its domain, `acme.com`"),
        ("acme.com/contact", "is a web address; enter its domain, `acme.com`"),
        ("ann@acme.com", "is an e-mail address; enter its domain, `acme.com`"),
        ("mailto:ann@acme.com", "is an e-mail address; enter its domain, `acme.com`"),
    ] {
        let (_, errors) = read::<AccountRow>(format!("{header}A,{typed},FR,listed,customer,active\n"));
        assert_eq!(errors.iter().map(|error| error.reason.as_str()).collect::<Vec<_>>(), [told], "{typed}");
    }
    let header = "email,account,virtual_account,role\n";
    for (typed, told) in [
        ("Ann Martin <ann@acme.com>", "is not an e-mail address by itself; enter `ann@acme.com`"),
        ("mailto:ann@acme.com", "is not an e-mail address by itself; enter `ann@acme.com`"),
        ("ann@acme.com;", "is not an e-mail address by itself; enter `ann@acme.com`"),
        ("a\u{200b}nn@acme.com", "has a character before the `@` that nobody sees (U+200B); type the address anew"),
    ] {
        let (_, errors) = read::<GrantRow>(format!("{header}\"{typed}\",acme.com,,user\n"));
        assert_eq!(errors.iter().map(|error| error.reason.as_str()).collect::<Vec<_>>(), [told], "{typed}");
    }
    // At the edges nobody meant them.
    let (rows, errors) = read::<GrantRow>(format!("{header}\u{200e}ann@acme.com\u{feff} ,acme.com,,user\n"));
    assert_eq!((errors, rows[0].email.as_str()), (vec![], "ann@acme.com"));
}
