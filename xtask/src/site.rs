//! The page, put together in one folder that any web server could serve.

use crate::failure::{Outcome, While};
use crate::process::Program;
use crate::project::Project;
use crate::say::tell;
use crate::tools::{self, Tools};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A package that is compiled to a module of the page.
struct Module {
    /// The name of its files.
    name: &'static str,
    /// Its folder in the checkout.
    folder: &'static str,
}

/// What is fetched first, and the page.
const MODULES: [Module; 2] = [
    Module {
        name: "peerlab_first",
        folder: "web/first",
    },
    Module {
        name: "peerlab_web",
        folder: "web",
    },
];

/// Compiles the page with the very options wasm-pack uses, so that wasm-pack
/// finds it done.
pub(crate) fn compile(project: &Project, prefix: Option<&str>) -> Outcome {
    for module in &MODULES {
        Program::new("cargo")
            .args(["build", "--lib", "--profile", "page"])
            .env("CARGO_BUILD_TARGET", "wasm32-unknown-unknown")
            .env("CARGO_TARGET_DIR", &project.target)
            .folder(&project.root.join(module.folder))
            .prefixed(prefix)
            .run()?;
    }
    Ok(())
}

/// Makes [`Project::site`] of the compiled page, the shell and the static
/// files.
pub(crate) fn put_together(project: &Project, tools: &Tools) -> Outcome {
    let _lock = tools::lock(
        &project.target.join("site.lock"),
        "to put the page together",
    )?;
    let packages = MODULES
        .iter()
        .map(|module| bind(project, tools, module))
        .collect::<Outcome<Vec<PathBuf>>>()?;
    assemble(project, &packages)
}

/// Makes the JavaScript that starts a compiled module, unless it was made from
/// this very module before, and answers its folder.
fn bind(project: &Project, tools: &Tools, module: &Module) -> Outcome<PathBuf> {
    let package = project.target.join("page-package").join(module.name);
    let compiled = project
        .target
        .join("wasm32-unknown-unknown")
        .join("page")
        .join(format!("{}.wasm", module.name));
    let stamp = package.join("made-from");
    let now = fingerprint(&compiled)?;
    if fs::read_to_string(&stamp).is_ok_and(|before| before == now) {
        return Ok(package);
    }
    if package.exists() {
        fs::remove_dir_all(&package).trying(|| format!("remove {}", package.display()))?;
    }
    tools
        .program("wasm-pack")?
        // Its own log says little beside cargo's, and warns of the update check
        // it makes when that has no network.
        .args(["--log-level", "error"])
        .args(["build", "--target", "web", "--profile", "page"])
        .args(["--mode", "no-install", "--no-opt", "--no-pack"])
        .args(["--no-typescript", "--out-dir"])
        .args([&package])
        .args([project.root.join(module.folder)])
        .env("CARGO_TARGET_DIR", &project.target)
        .run()?;
    // Taken again: wasm-pack runs cargo itself, and a file may have been saved
    // in between.
    fs::write(&stamp, fingerprint(&compiled)?).trying(|| format!("write {}", stamp.display()))?;
    Ok(package)
}

/// Tells one build of a file from another by its length and time.
fn fingerprint(path: &Path) -> Outcome<String> {
    let about = fs::metadata(path).trying(|| format!("find {}", path.display()))?;
    let time = about
        .modified()
        .ok()
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .unwrap_or_default();
    Ok(format!("{} bytes, {} ns\n", about.len(), time.as_nanos()))
}

/// Puts the shell, the static files and the compiled page in one folder.
fn assemble(project: &Project, packages: &[PathBuf]) -> Outcome {
    let site = project.site();
    // Put together beside the site and swapped in, so that a server that is
    // serving it never sees a half of it for longer than a rename takes.
    let next = project.target.join("site.next");
    let old = project.target.join("site.old");
    for folder in [&next, &old] {
        if folder.exists() {
            fs::remove_dir_all(folder).trying(|| format!("remove {}", folder.display()))?;
        }
    }
    copy(&project.root.join("index.html"), &next.join("index.html"))?;
    copy_folder(&project.root.join("static"), &next.join("static"))?;
    for (module, package) in MODULES.iter().zip(packages) {
        for name in [
            format!("{}.js", module.name),
            format!("{}_bg.wasm", module.name),
        ] {
            copy(&package.join(&name), &next.join("pkg").join(&name))?;
        }
        // Code that components bring as JavaScript of their own.
        let snippets = package.join("snippets");
        if snippets.is_dir() {
            copy_folder(&snippets, &next.join("pkg").join("snippets"))?;
        }
    }
    if site.exists() {
        fs::rename(&site, &old).trying(|| format!("move {} away", site.display()))?;
    }
    fs::rename(&next, &site).trying(|| format!("create {}", site.display()))?;
    // What is left of it is removed by the next build.
    let _ = fs::remove_dir_all(&old);
    tell!("The page is in {}.", project.short(&site));
    Ok(())
}

pub(crate) fn copy(from: &Path, to: &Path) -> Outcome {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).trying(|| format!("create {}", folder.display()))?;
    }
    fs::copy(from, to)
        .trying(|| format!("copy {} to {}", from.display(), to.display()))
        .map(drop)
}

fn copy_folder(from: &Path, to: &Path) -> Outcome {
    let reading = || format!("read {}", from.display());
    for entry in fs::read_dir(from).trying(reading)? {
        let entry = entry.trying(reading)?;
        let target = to.join(entry.file_name());
        if entry.file_type().trying(reading)?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}
