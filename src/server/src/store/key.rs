//! Keys of rows. Each table has a type of its own, so that one person's key is never taken for an account's. They never
//! leave the server: they would tell in which order rows were made.

use crate::db::Argument;

macro_rules! keys {
    ($($(#[$about:meta])* $name:ident)+) => {
        $(
            $(#[$about])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, sqlx::Type)]
            #[sqlx(transparent)]
            pub struct $name(pub i64);

            impl From<$name> for Argument {
                fn from(key: $name) -> Self {
                    Argument::Integer(Some(key.0))
                }
            }

            impl From<$name> for i64 {
                fn from(key: $name) -> Self {
                    key.0
                }
            }

            impl From<i64> for $name {
                fn from(key: i64) -> Self {
                    $name(key)
                }
            }

            impl From<Option<$name>> for Argument {
                fn from(key: Option<$name>) -> Self {
                    Argument::Integer(key.map(|key| key.0))
                }
            }
        )+
    };
}

keys! {
    /// Of `person`.
    PersonKey
    /// Of `account`.
    AccountKey
    /// Of `virtual_account`.
    VirtualAccountKey
    /// Of `access_grant`.
    AccessGrantKey
    /// Of `revoked_grant`.
    RevokedGrantKey
    /// Of `access_request`.
    AccessRequestKey
    /// Of `account_request`.
    AccountRequestKey
    /// Of `account_request_contact`.
    ContactKey
    /// Of `invitation`.
    InvitationKey
}
