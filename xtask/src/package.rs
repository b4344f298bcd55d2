//! The JavaScript package: built, packed, and tested as those who install it
//! have it.

use crate::failure::{Failure, Outcome, While};
use crate::npm;
use crate::process::Program;
use crate::project::Project;
use crate::say::tell;
use crate::site::copy;
use crate::tools::{self, Tools};
use std::fs;
use std::path::{Path, PathBuf};

/// What the package is called, as its files are named.
const NAME: &str = "peerlab";

/// The kinds of JavaScript that wasm-pack makes, each with its folder in the
/// package.
const KINDS: [(&str, &str); 3] = [("bundler", "bundler"), ("web", "web"), ("nodejs", "node")];

/// Checks the types of what uses the package: the oldest version that is meant
/// to work with it.
const TYPESCRIPT: npm::Package = npm::Package {
    name: "typescript",
    version: "5.9.3",
    file: "lib/tsc.js",
};

/// Builds the package in `target/package` and packs it, and answers where the
/// packed file is.
pub(crate) fn build(project: &Project) -> Outcome<PathBuf> {
    tools::install_wasm_target()?;
    let tools = tools::install(project, None)?;
    npm::install(
        project,
        "npm packs the package, and is not on this machine.",
        None,
    )?;
    let _lock = tools::lock(
        &project.target.join("package.lock"),
        "to build the JavaScript package",
    )?;
    let package = empty(&project.target.join("package"))?;
    for (kind, folder) in KINDS {
        bind(project, &tools, kind, &package.join(folder))?;
    }
    let version = version(project)?;
    assemble(project, &package, &version)?;
    Program::new("npm")
        .args(["pack", "--silent", "--ignore-scripts"])
        .args(["--pack-destination"])
        .args([&project.target])
        .folder(&package)
        .run()?;
    let packed = project.target.join(format!("{NAME}-{version}.tgz"));
    tell!("The package is in {}.", project.short(&packed));
    Ok(packed)
}

/// Tests the boundary in Node, and the packed package as it is installed.
pub(crate) fn test(project: &Project) -> Outcome {
    let packed = build(project)?;
    tools::install(project, None)?
        .program("wasm-pack")?
        .args(["--log-level", "error", "test", "--node"])
        .args(["--mode", "no-install"])
        .args([source(project)])
        .env("CARGO_TARGET_DIR", &project.target)
        .run()?;
    let typescript = npm::fetch(project, &TYPESCRIPT, None)?;
    let user = empty(&project.target.join("package-user"))?;
    let manifest = user.join("package.json");
    fs::write(&manifest, "{ \"private\": true, \"type\": \"module\" }\n")
        .trying(|| format!("write {}", manifest.display()))?;
    for file in ["example.ts", "tests/installed.mjs"] {
        let from = source(project).join(file);
        let name = from.file_name().map(PathBuf::from).unwrap_or_default();
        copy(&from, &user.join(name))?;
    }
    let run = |name: &str| Program::new(name).folder(&user);
    run("npm")
        .args(["install", "--offline", "--ignore-scripts"])
        .args(["--no-audit", "--no-fund", "--prefix"])
        .args([&user, &packed])
        .run()?;
    // It leaves what the package answers in files for the types to be held to.
    run("node")
        .args(["--experimental-wasm-modules", "--no-warnings"])
        .args(["installed.mjs"])
        .args([project.root.join("tests").join("scenarios")])
        .run()?;
    run("node")
        .args([&typescript])
        .args(["--strict", "--module", "nodenext", "--target", "es2022"])
        .args(["--lib", "es2022,dom", "--outDir", "compiled"])
        .args(["example.ts", "answers.ts"])
        .run()?;
    run("node").args(["compiled/example.js"]).run()
}

/// Makes JavaScript of one kind of the engine.
fn bind(project: &Project, tools: &Tools, kind: &str, folder: &Path) -> Outcome {
    tools
        .program("wasm-pack")?
        .args(["--log-level", "error"])
        .args(["build", "--target", kind, "--profile", "npm"])
        .args(["--mode", "no-install", "--no-opt", "--no-pack"])
        .args(["--out-name", NAME, "--out-dir"])
        .args([folder])
        .args([source(project)])
        .env("CARGO_TARGET_DIR", &project.target)
        .run()?;
    // Else npm would leave the folder out.
    let ignored = folder.join(".gitignore");
    fs::remove_file(&ignored).trying(|| format!("remove {}", ignored.display()))
}

/// Puts what is written by hand beside what was made.
fn assemble(project: &Project, package: &Path, version: &str) -> Outcome {
    let source = source(project);
    for kind in ["bundler", "web"] {
        let manifest = package.join(kind).join("package.json");
        fs::write(&manifest, "{ \"type\": \"module\" }\n")
            .trying(|| format!("write {}", manifest.display()))?;
    }
    copy(&source.join("README.md"), &package.join("README.md"))?;
    copy(&project.root.join("LICENSE"), &package.join("LICENSE"))?;
    let schema = "scenario.schema.json";
    copy(
        &project.root.join("static").join(schema),
        &package.join(schema),
    )?;
    let template = source.join("package.json");
    let manifest =
        fs::read_to_string(&template).trying(|| format!("read {}", template.display()))?;
    let target = package.join("package.json");
    fs::write(&target, manifest.replace("0.0.0", version))
        .trying(|| format!("write {}", target.display()))
}

/// Asks cargo for the version of the workspace.
fn version(project: &Project) -> Outcome<String> {
    let id = Program::new("cargo")
        .args(["pkgid", "--offline", "--package", "peerlab-js"])
        .folder(&project.root)
        .read()?;
    let version = id.trim().rsplit(['@', '#']).next();
    version
        .map(str::to_owned)
        .ok_or_else(|| Failure::new("cargo names no version of peerlab-js."))
}

fn source(project: &Project) -> PathBuf {
    project.root.join("core").join("js")
}

/// Makes a folder with nothing in it.
fn empty(folder: &Path) -> Outcome<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).trying(|| format!("remove {}", folder.display()))?;
    }
    fs::create_dir_all(folder).trying(|| format!("create {}", folder.display()))?;
    Ok(folder.to_path_buf())
}
