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
    measured(project, &folder).args(rest).run()
}

/// Measures how the engine grows, and writes the table and the plot of it.
pub(crate) fn growth(project: &Project) -> Outcome {
    let docs = project.root.join("docs");
    measured(project, &docs).args(["growth"]).run()
}

/// The program that measures, given a folder.
fn measured(project: &Project, folder: &Path) -> Program {
    Program::new("cargo")
        .args(["run", "--release", "--locked", "--manifest-path"])
        .args([project.root.join("bench/Cargo.toml")])
        .args(["--target-dir"])
        .args([project.target.join("peers/target")])
        .args(["--"])
        .args([folder])
        .folder(&project.root)
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
