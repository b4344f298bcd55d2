//! The engine beside its peers: libraries that are fetched when it is measured,
//! and never to build or test it.

use crate::apt;
use crate::failure::{Outcome, While};
use crate::npm;
use crate::process::Program;
use crate::project::Project;
use crate::say::tell;
use crate::site::copy;
use std::fs;
use std::path::Path;

/// Sets the peers up and lets all run on the same inputs. `rest` chooses among
/// what is measured. Peers that cannot be had are told of, and left out.
pub(crate) fn race(project: &Project, rest: &[String]) -> Outcome {
    let source = project.root.join("bench");
    let folder = project.target.join("peers");
    fs::create_dir_all(&folder).trying(|| format!("create {}", folder.display()))?;
    for set_up in [javascript, python] {
        if let Err(failure) = set_up(project, &source.join("peers"), &folder) {
            tell!("{failure}");
        }
    }
    Program::new("cargo")
        .args(["run", "--release", "--locked", "--manifest-path"])
        .args([source.join("Cargo.toml")])
        .args(["--target-dir"])
        .args([folder.join("target")])
        .args(["--"])
        .args([&folder])
        .args(rest)
        .folder(&project.root)
        .run()
}

fn javascript(project: &Project, source: &Path, folder: &Path) -> Outcome {
    npm::install(
        project,
        "The peers in JavaScript come from npm, which is not on this machine.",
        None,
    )?;
    for file in ["package.json", "peers.mjs"] {
        copy(&source.join(file), &folder.join(file))?;
    }
    Program::new("npm")
        .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
        .folder(folder)
        .run()
}

fn python(project: &Project, source: &Path, folder: &Path) -> Outcome {
    let environment = folder.join("python");
    if Program::new("python3")
        .args(["-m", "venv", "--help"])
        .read()
        .is_err()
    {
        let packages = ["python3-venv", "python3-dev", "gcc"];
        let reason = "The peers in Python need an environment of their own.";
        apt::install(project, &packages, reason, None)?;
    }
    Program::new("python3")
        .args(["-m", "venv"])
        .args([&environment])
        .run()?;
    Program::new(environment.join("bin/python"))
        .args(["-m", "pip", "install", "--quiet", "--requirement"])
        .args([source.join("requirements.txt")])
        .run()
}
