//! The groups of the sample world: several accounts under one registrable domain.

/// A group: its name, and for each member what stands before the registrable domain and after the name.
pub struct Group {
    pub name: &'static str,
    pub french: bool,
    pub members: &'static [(&'static str, &'static str)],
}

/// All groups but the one of the cast.
pub const GROUPS: &[Group] = &[
    group("Cravenholt", false, &[("emea", "EMEA"), ("apac", "Asia Pacific"), ("labs", "Labs")]),
    group("Dovermarsh", false, &[("retail", "Retail"), ("finance", "Finance"), ("emea", "EMEA")]),
    group("Ferncastle", false, &[("americas", "Americas"), ("emea", "EMEA"), ("services", "Services")]),
    group("Gallowbeck", false, &[("labs", "Labs"), ("retail", "Retail")]),
    group("Hollinsgarth", false, &[("emea", "EMEA"), ("cloud", "Cloud"), ("retail", "Retail"), ("labs", "Labs")]),
    group("Ironmere", false, &[("mining", "Mining"), ("ports", "Ports"), ("rail", "Rail")]),
    group("Lanternby", false, &[("studios", "Studios"), ("press", "Press"), ("emea", "EMEA")]),
    group("Petrelwick", false, &[("air", "Air"), ("cargo", "Cargo"), ("ground", "Ground Services")]),
    group("Arcevaude", true, &[("europe", "Europe"), ("distribution", "Distribution"), ("labo", "Laboratoires")]),
    group("Lumebourg", true, &[("energie", "Énergie"), ("reseaux", "Réseaux"), ("export", "Export")]),
    group("Sévrelande", true, &[("sante", "Santé"), ("europe", "Europe"), ("services", "Services")]),
];

const fn group(name: &'static str, french: bool, members: &'static [(&'static str, &'static str)]) -> Group {
    Group { name, french, members }
}
