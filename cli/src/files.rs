//! From what was typed to scenarios.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use peerlab_core::import::{File, Holds, ImportError, Imported, holds, import};
use peerlab_core::scenario::Limit;

use crate::screen::{Screen, Style};

/// A file that was read.
pub(crate) struct Input {
    name: String,
    bytes: Vec<u8>,
}

/// A scenario, and what it was made from.
pub(crate) struct Document {
    /// What to call it.
    pub(crate) name: String,
    /// Whether it was made from lists, so that its places are not the files'.
    pub(crate) is_made_of_lists: bool,
    /// The scenario.
    pub(crate) imported: Imported,
}

/// What came of several files.
pub(crate) struct Opened {
    /// The scenarios, in the order of the files.
    pub(crate) documents: Vec<Document>,
    /// Whether every file could be read.
    pub(crate) is_complete: bool,
}

/// Opens files: scenarios one by one, lists all together. What cannot be read
/// is told on `errors`.
pub(crate) fn open(paths: &[PathBuf], errors: &mut Screen) -> io::Result<Opened> {
    let inputs = read(paths, errors)?;
    let mut is_complete = inputs.len() == paths.len();
    // A file that cannot be read may be a list, and without it the others would
    // be judged wrongly.
    let mut lists_are_whole = is_complete;
    let mut lists: Vec<&Input> = Vec::new();
    let mut documents: Vec<Option<Document>> = Vec::new();
    let mut place_of_lists = 0;
    for input in &inputs {
        match holds(&input.file()) {
            Ok(Holds::Scenario) => match import(&[input.file()]) {
                Ok(imported) => documents.push(Some(Document {
                    name: input.name.clone(),
                    is_made_of_lists: false,
                    imported,
                })),
                Err(error) => {
                    is_complete = false;
                    refuse(&error, errors)?;
                }
            },
            Ok(Holds::Lists) => {
                if lists.is_empty() {
                    place_of_lists = documents.len();
                }
                lists.push(input);
            }
            Err(error) => {
                is_complete = false;
                lists_are_whole = false;
                refuse(&error, errors)?;
            }
        }
    }
    let mut documents: Vec<Document> = documents.into_iter().flatten().collect();
    if !lists.is_empty() && lists_are_whole {
        match import_all(&lists) {
            Ok(document) => documents.insert(place_of_lists, document),
            Err(error) => {
                is_complete = false;
                refuse(&error, errors)?;
            }
        }
    } else if !lists.is_empty() {
        note(
            "The lists are not judged: one of the files could not be read, and without it they \
             may not be whole.",
            errors,
        )?;
    }
    Ok(Opened {
        documents,
        is_complete,
    })
}

/// Makes one scenario of all files, or tells on `errors` why not.
pub(crate) fn open_as_one(paths: &[PathBuf], errors: &mut Screen) -> io::Result<Option<Imported>> {
    let inputs = read(paths, errors)?;
    if inputs.len() < paths.len() {
        return Ok(None);
    }
    let files: Vec<File<'_>> = inputs.iter().map(Input::file).collect();
    match import(&files) {
        Ok(imported) => Ok(Some(imported)),
        Err(error) => {
            refuse(&error, errors)?;
            Ok(None)
        }
    }
}

/// Tells what an import left out or assumed.
pub(crate) fn note(sentence: &str, screen: &mut Screen) -> io::Result<()> {
    screen.line(&[
        (Style::Strong, "note"),
        (Style::Plain, ": "),
        (Style::Plain, sentence),
    ])
}

/// Tells why something could not be read.
pub(crate) fn refuse(reason: &dyn std::fmt::Display, errors: &mut Screen) -> io::Result<()> {
    let reason = reason.to_string();
    errors.line(&[
        (Style::Error, "error"),
        (Style::Plain, ": "),
        (Style::Plain, &reason),
    ])
}

impl Input {
    fn file(&self) -> File<'_> {
        File {
            name: &self.name,
            bytes: &self.bytes,
        }
    }
}

fn import_all(lists: &[&Input]) -> Result<Document, ImportError> {
    let files: Vec<File<'_>> = lists.iter().map(|input| input.file()).collect();
    let first = files.first().map_or("", |file| file.name);
    let name = match files.len() {
        1 => first.to_owned(),
        count => format!("{first} and {} more", count - 1),
    };
    Ok(Document {
        name,
        is_made_of_lists: true,
        imported: import(&files)?,
    })
}

/// Reads files; what cannot be read is told on `errors` and left out.
fn read(paths: &[PathBuf], errors: &mut Screen) -> io::Result<Vec<Input>> {
    let mut inputs = Vec::with_capacity(paths.len());
    let mut stdin_is_read = false;
    for path in paths {
        let is_stdin = path == Path::new("-");
        if is_stdin && stdin_is_read {
            refuse(&"standard input (`-`) can be read only once", errors)?;
            continue;
        }
        stdin_is_read |= is_stdin;
        let name = if is_stdin {
            "standard input".to_owned()
        } else {
            path.display().to_string()
        };
        let bytes = if is_stdin {
            read_bounded(io::stdin().lock())
        } else {
            fs::File::open(path).and_then(read_bounded)
        };
        match bytes {
            Ok(bytes) => inputs.push(Input { name, bytes }),
            Err(_) if name.contains("#s=") => {
                refuse(&"this is a link: `peerlab open` makes a file of it", errors)?;
            }
            Err(error) => refuse(&format!("{name}: {}", plain(&error)), errors)?,
        }
    }
    Ok(inputs)
}

/// Reads to the end, or to the first byte that is too many: more is refused
/// anyway, and a file may have no end.
fn read_bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(Limit::Bytes.most() as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Puts the system's reason into words.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read: permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder: name the files in it".to_owned(),
        _ => format!("it cannot be read: {error}"),
    }
}
