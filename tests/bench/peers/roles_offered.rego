# Which roles may be asked for in a scope.
package roles_offered

import rego.v1

answer contains "administrator"

answer contains "approver" if input.scope == "entire"

answer contains "user"

answer contains "viewer"
