# Whether a person sees an account: the first rule of the chain that holds.
package visibility

import rego.v1

answer if {
	input.has_standing
} else := false if {
	input.status != "active"
} else if {
	input.account_visibility == "restricted"
	input.way == "entire"
} else := false if {
	input.account_visibility == "restricted"
} else if {
	input.way == "listing"
	input.matches
} else := false if {
	input.way == "listing"
} else := true
