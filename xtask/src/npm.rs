//! Node and its packages, set up without being asked.

use crate::apt;
use crate::failure::{Failure, Outcome, While};
use crate::process::{Program, which};
use crate::project::Project;
use crate::tools::lock;
use std::fs;
use std::path::{Path, PathBuf};

/// Describes a package of which one file is used.
pub(crate) struct Package {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
    /// The file, in the package.
    pub(crate) file: &'static str,
}

/// Installs Node with its `npm` if it is missing.
pub(crate) fn install(project: &Project, reason: &str, prefix: Option<&str>) -> Outcome {
    if which("npm").is_some() {
        return Ok(());
    }
    apt::install(project, &["npm"], reason, prefix)
}

/// Puts a package into the cache, once, and answers where its file is.
pub(crate) fn fetch(
    project: &Project,
    package: &Package,
    prefix: Option<&str>,
) -> Outcome<PathBuf> {
    let Package {
        name,
        version,
        file,
    } = package;
    let folder = project.cache.join(format!("{name}-{version}"));
    let file = Path::new("node_modules").join(name).join(file);
    let _lock = lock(
        &project.cache.join(format!("{name}.lock")),
        &format!("to set up {name}"),
    )?;
    if folder.is_dir() {
        return Ok(folder.join(file));
    }
    let reason = format!("{name} comes from npm, which is not on this machine.");
    install(project, &reason, prefix)?;
    // Renamed when it is whole: an interrupted run leaves nothing to trust.
    let unfinished = project.cache.join(format!("{name}.unfinished"));
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).trying(|| format!("remove {}", unfinished.display()))?;
    }
    fs::create_dir_all(&unfinished).trying(|| format!("create {}", unfinished.display()))?;
    Program::new("npm")
        .args([
            "install",
            "--no-save",
            "--no-package-lock",
            "--ignore-scripts",
        ])
        .args(["--no-audit", "--no-fund", "--prefix"])
        .args([&unfinished])
        .args([format!("{name}@{version}")])
        .folder(&unfinished)
        .prefixed(prefix)
        .run()?;
    if !unfinished.join(&file).is_file() {
        return Err(Failure::new(format!(
            "{name} {version} has no {}.",
            package.file
        )));
    }
    fs::rename(&unfinished, &folder).trying(|| format!("create {}", folder.display()))?;
    Ok(folder.join(file))
}
