//! The namespaces of DMN's versions, in the spellings that tools write.

/// The years and months in which the versions 1.1 to 1.6 were dated, as they stand in their addresses.
const VERSIONS: &[&str] = &["20151101", "20180521", "20191111", "20211108", "20230324", "20240513"];

/// What is written where another namespace stands: the newest one that every common editor opens.
pub(super) const COMMON: &str = "https://www.omg.org/spec/DMN/20191111/MODEL/";

/// Whether a namespace is that of models in a version that is read.
///
/// The standard's own address ends in `MODEL/`, or in 1.1 in `dmn.xsd`. Tools also write the bare address of the
/// version, or that of its schema file.
pub(super) fn is_model(namespace: &str) -> bool {
    let Some((version, rest)) = parts(namespace) else {
        return false;
    };
    let is_schema = |file: &str| {
        let number = file.strip_prefix("DMN").or_else(|| file.strip_prefix("dmn"));
        let number = number.and_then(|rest| rest.strip_suffix(".xsd"));
        number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    VERSIONS.contains(&version) && (matches!(rest.trim_matches('/'), "" | "MODEL") || is_schema(rest))
}

/// The namespace of the drawings of models in a namespace; DMN 1.1 has none.
pub(super) fn of_drawing(namespace: &str) -> Option<String> {
    let (version, _) = parts(namespace)?;
    let scheme = match version {
        "20151101" => return None,
        "20180521" => "http",
        _ => "https",
    };
    Some(format!("{scheme}://www.omg.org/spec/DMN/{version}/DMNDI/"))
}

/// What is said of a document whose root stands in another namespace, or is something else.
pub(super) fn refused(root: &str, namespace: &str) -> String {
    let found = match namespace {
        "" => format!("its root is `{root}`, in no namespace"),
        _ => format!("its root is `{root}` in the namespace `{namespace}`"),
    };
    format!("this is not a DMN model of version 1.1 to 1.6: {found}; write `definitions` in `{COMMON}`")
}

/// The version in an address of DMN, and what follows it.
fn parts(namespace: &str) -> Option<(&str, &str)> {
    let address = namespace.trim();
    let address = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let address = address.strip_prefix("www.omg.org/spec/DMN/")?;
    Some(address.split_once('/').unwrap_or((address, "")))
}
