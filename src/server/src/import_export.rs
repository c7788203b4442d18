//! Bringing the directory in line with four CSV files, and writing the same files.

pub mod csv_files;
pub mod export;
pub mod import;
