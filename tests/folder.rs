//! The files that lie beside the tests.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the files in a folder beside the tests, by name.
pub(crate) fn files_in(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(&folder).expect("a folder beside the tests");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// Returns the text of a file.
pub(crate) fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a file that can be read")
}

/// Returns a path from beside the tests.
pub(crate) fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
