//! Scope, role and Virtual Accounts as somebody wants them: asked for in the wizard, or granted by a decision.

use api::access_request::VirtualAccountRole;
use rules::Policy;
use rules::roles_offered;
use rules::vocabulary::{Role, Scope};

use crate::error::{Error, Invalid};
use crate::store::virtual_account::VirtualAccount;

/// What is wanted, as it was sent.
#[derive(Clone, Copy, Debug)]
pub struct RequestedAccess<'a> {
    pub scope: Option<Scope>,
    /// With the scope `entire`.
    pub role: Option<Role>,
    /// With the scope `selected`.
    pub virtual_accounts: &'a [VirtualAccountRole],
}

impl RequestedAccess<'_> {
    /// Whether nothing at all was sent.
    pub fn is_empty(&self) -> bool {
        self.scope.is_none() && self.role.is_none() && self.virtual_accounts.is_empty()
    }

    /// The Virtual Accounts among the account's, and the roles in them; what is wrong is added to `invalid`.
    ///
    /// # Errors
    /// The policy's.
    pub fn check(
        &self,
        policy: &Policy,
        nodes: &[VirtualAccount],
        invalid: &mut Vec<Invalid>,
    ) -> Result<Vec<(VirtualAccount, Role)>, Error> {
        let Some(scope) = self.scope else {
            invalid.push(Invalid::new("scope", |texts| texts.invalid_scope()));
            return Ok(Vec::new());
        };
        let offered = policy.roles_offered(&roles_offered::Facts { scope })?.answer;
        let mut not_offered = |field, role: Role| {
            if !offered.contains(&role) {
                invalid.push(Invalid::with(field, move |texts| {
                    texts.invalid_role_not_offered(texts.role_name(role.as_str()).as_str())
                }));
            }
        };
        match scope {
            Scope::Entire => {
                if let Some(role) = self.role {
                    not_offered("role", role);
                } else {
                    invalid.push(Invalid::new("role", |texts| texts.invalid_role()));
                }
                if !self.virtual_accounts.is_empty() {
                    invalid.push(Invalid::new("virtual_accounts", |texts| texts.invalid_not_asked()));
                }
                Ok(Vec::new())
            }
            Scope::Selected => {
                self.virtual_accounts.iter().for_each(|wanted| not_offered("virtual_accounts", wanted.role));
                if self.role.is_some() {
                    invalid.push(Invalid::new("role", |texts| texts.invalid_not_asked()));
                }
                Ok(self.virtual_accounts_among(nodes, invalid))
            }
        }
    }

    fn virtual_accounts_among(
        &self,
        nodes: &[VirtualAccount],
        invalid: &mut Vec<Invalid>,
    ) -> Vec<(VirtualAccount, Role)> {
        const FIELD: &str = "virtual_accounts";
        let mut items: Vec<(VirtualAccount, Role)> = Vec::new();
        for wanted in self.virtual_accounts {
            let Some(node) = nodes.iter().find(|node| node.id == wanted.id) else {
                invalid.push(Invalid::new(FIELD, |texts| texts.invalid_virtual_account_unknown()));
                continue;
            };
            if items.iter().any(|(other, _)| other.key == node.key) {
                invalid.push(Invalid::new(FIELD, |texts| texts.invalid_virtual_account_twice()));
                continue;
            }
            items.push((node.clone(), wanted.role));
        }
        if self.virtual_accounts.is_empty() {
            invalid.push(Invalid::new(FIELD, |texts| texts.invalid_virtual_accounts()));
        }
        items
    }
}
