//! Cells that a spreadsheet would run instead of showing them.

/// Whether a spreadsheet takes a cell for a formula: those begin with one of these signs, in either width, or with white space
/// before one.
pub fn is_formula(cell: &str) -> bool {
    cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r', '\n'])
}
