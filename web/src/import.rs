//! Stands in for `peerlab_core::import`.

use peerlab_core::link;
use peerlab_core::scenario::{Reading, Scenario, text_of};

pub struct File<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

pub struct Imported {
    pub reading: Reading,
    pub notes: Vec<String>,
}

pub fn import(files: &[File<'_>]) -> Result<Imported, String> {
    let [file] = files else {
        return Err(format!("{} files at once are not read yet", files.len()));
    };
    let text = text_of(file.bytes).map_err(|error| format!("{}: {error}", file.name))?;
    let reading = if link::is_link(&text) {
        link::decode(&text).map_err(|error| format!("{}: {error}", file.name))?
    } else {
        Scenario::read(&text).map_err(|error| format!("{}: {error}", file.name))?
    };
    Ok(Imported {
        reading,
        notes: Vec::new(),
    })
}
