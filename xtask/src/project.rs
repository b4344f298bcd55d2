//! Where things are: the checkout, what is built from it, the tools' cache.

use crate::failure::{Failure, Outcome, While};
use std::env;
use std::path::{Path, PathBuf};

/// Knows the folders the commands work in.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    /// The checkout.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Where tools are kept between checkouts; never inside one.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// Finds the folders from the environment cargo and the user set.
    pub(crate) fn find() -> Outcome<Self> {
        // Cargo sets this at run time too; the value compiled in would point
        // at the old place after the checkout was moved.
        let manifest = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest
            .parent()
            .ok_or_else(|| Failure::new("The xtask package is not inside a checkout."))?
            .to_path_buf();
        let target = match folder("CARGO_TARGET_DIR") {
            Some(given) => std::path::absolute(&given)
                .trying(|| format!("make {} absolute", given.display()))?,
            None => root.join("target"),
        };
        Ok(Self {
            root,
            target,
            cache: cache_folder()?,
        })
    }

    /// Is the folder the page is put together in, and served from.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// Names a file the way a person in the checkout would.
    pub(crate) fn short<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

fn cache_folder() -> Outcome<PathBuf> {
    let chosen = folder("PEERLAB_CACHE")
        .or_else(|| folder("XDG_CACHE_HOME").map(|cache| cache.join("peerlab")))
        .or_else(|| folder("HOME").map(|home| home.join(".cache").join("peerlab")))
        .or_else(|| folder("LOCALAPPDATA").map(|local| local.join("peerlab")))
        .ok_or_else(|| {
            Failure::new(
                "There is no home folder to keep tools in. Set PEERLAB_CACHE to a folder and \
                 run the command again.",
            )
        })?;
    std::path::absolute(&chosen).trying(|| format!("make {} absolute", chosen.display()))
}

/// Reads a folder from a variable; an empty one counts as absent.
fn folder(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
