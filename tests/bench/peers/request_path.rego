# How a person asks for access to an account: the first rule of the chain that holds.
package request_path

import rego.v1

answer := "support_case" if {
	not input.admitted
} else := "not_requestable" if {
	input.status != "active"
} else := "open_request" if {
	input.open_request
} else := "complete_profile" if {
	not input.profile_complete
} else := "wizard" if {
	input.matches
} else := "wizard" if {
	input.holds_grant
} else := "by_identifier"
