//! The tools the page is built with, set up without being asked.
//!
//! Cargo's own tools are compiled once into the cache, in a folder named after
//! their version, and never into the user's `~/.cargo/bin`: another project
//! may need other versions there.

use crate::failure::{Failure, Outcome, While};
use crate::process::{Program, which};
use crate::project::Project;
use crate::say::tell;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// The version of wasm-pack the page is built with.
const WASM_PACK: &str = "0.15.1";
/// The target the page is compiled for.
const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Holds the folders to put before the search path so that every tool is found.
#[derive(Debug, Clone)]
pub(crate) struct Tools {
    folders: Vec<PathBuf>,
}

impl Tools {
    /// Runs a program that can see the tools.
    pub(crate) fn program(&self, name: &str) -> Outcome<Program> {
        // Given whole: the search path a program is looked up in is this
        // process's own, not the one set for it.
        Program::new(self.found(name)).path_first(&self.folders)
    }

    /// Returns where a tool is, or its name where it is none of these.
    pub(crate) fn found(&self, name: &str) -> PathBuf {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        self.folders
            .iter()
            .map(|folder| folder.join(&file))
            .find(|path| path.is_file())
            .unwrap_or_else(|| PathBuf::from(name))
    }
}

/// Describes a tool that cargo compiles.
struct Tool {
    package: &'static str,
    version: String,
    binaries: &'static [&'static str],
    options: &'static [&'static str],
}

/// Says whether [`install`] would have something to compile.
pub(crate) fn missing(project: &Project) -> Outcome<bool> {
    Ok(wanted(project)?
        .iter()
        .any(|tool| tool.find(project).is_none()))
}

/// Compiles what is missing of wasm-pack and wasm-bindgen and answers where
/// they are.
pub(crate) fn install(project: &Project, prefix: Option<&str>) -> Outcome<Tools> {
    let wanted = wanted(project)?;
    if wanted.iter().any(|tool| tool.find(project).is_none()) {
        let _lock = lock(&project.cache.join("tools.lock"), "to set up the tools")?;
        for tool in &wanted {
            // Looked for again: whoever held the lock may have made it.
            if tool.find(project).is_none() {
                tool.compile(project, prefix)?;
            }
        }
        // Half a gigabyte that nobody reads again. The tools work without
        // this having gone well.
        let _ = fs::remove_dir_all(project.cache.join("compile"));
    }
    let folders = wanted
        .iter()
        .filter_map(|tool| tool.find(project))
        .collect();
    Ok(Tools { folders })
}

/// Adds the standard library for WebAssembly to the toolchain in use.
pub(crate) fn install_wasm_target() -> Outcome {
    let has_target = || -> Outcome<bool> {
        let printed = Program::new("rustc")
            .args(["--print", "target-libdir", "--target", WASM_TARGET])
            .read()?;
        Ok(Path::new(printed.trim()).is_dir())
    };
    if has_target()? {
        return Ok(());
    }
    if which("rustup").is_none() {
        return Err(Failure::new(format!(
            "The Rust toolchain has no standard library for {WASM_TARGET}, and there is no rustup \
             to add it with. Install rustup, or your system's package of that library (often \
             named libstd-rust-dev-wasm32), and run the command again."
        )));
    }
    tell!("The page is WebAssembly: adding the target {WASM_TARGET} to the toolchain.");
    Program::new("rustup")
        .args(["target", "add", WASM_TARGET])
        .run()?;
    if has_target()? {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "rustup added {WASM_TARGET} to another toolchain than the one in use. Type `rustup \
             show` to see which toolchain this folder uses."
        )))
    }
}

/// Holds a lock among all runs of xtask until it is dropped.
///
/// The system releases it when the process ends, however it ends.
pub(crate) fn lock(path: &Path, reason: &str) -> Outcome<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).trying(|| format!("create {}", folder.display()))?;
    }
    let file = File::create(path).trying(|| format!("create {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            tell!("Waiting {reason}: another `cargo xtask` is at it.");
            file.lock().trying(|| format!("lock {}", path.display()))?;
            Ok(file)
        }
        Err(TryLockError::Error(error)) => Err(error).trying(|| format!("lock {}", path.display())),
    }
}

fn wanted(project: &Project) -> Outcome<Vec<Tool>> {
    let lockfile = project.root.join("Cargo.lock");
    let text = fs::read_to_string(&lockfile).trying(|| format!("read {}", lockfile.display()))?;
    let bindgen = locked_version(&text, "wasm-bindgen")
        .ok_or_else(|| Failure::new("Cargo.lock has no package named wasm-bindgen."))?;
    Ok(vec![
        Tool {
            package: "wasm-pack",
            version: WASM_PACK.to_owned(),
            binaries: &["wasm-pack"],
            options: &["--locked"],
        },
        Tool {
            package: "wasm-bindgen-cli",
            // Refuses to work on code made by any other version of the library.
            version: bindgen.to_owned(),
            binaries: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            // Not `--locked`: its own lock file does not compile. Without the
            // default features because TLS is a third of its dependencies,
            // and it only ever talks to a browser driver on this machine.
            options: &["--no-default-features"],
        },
    ])
}

impl Tool {
    fn folder(&self, project: &Project) -> PathBuf {
        project
            .cache
            .join(format!("{}-{}", self.package, self.version))
    }

    /// Finds the folder of the tool's programs: made by us, or by the user and
    /// of the same version.
    fn find(&self, project: &Project) -> Option<PathBuf> {
        let made = self.folder(project).join("bin");
        if made.is_dir() {
            return Some(made);
        }
        let [first, rest @ ..] = self.binaries else {
            return None;
        };
        let path = which(first)?;
        let folder = path.parent()?;
        let answer = Program::new(&path).args(["--version"]).read().ok()?;
        let same = answer.split_whitespace().nth(1) == Some(self.version.as_str());
        let whole = rest.iter().all(|name| {
            folder
                .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
                .is_file()
        });
        (same && whole).then(|| folder.to_path_buf())
    }

    fn compile(&self, project: &Project, prefix: Option<&str>) -> Outcome {
        let folder = self.folder(project);
        let shown = prefix.map_or_else(String::new, |prefix| format!("{prefix} "));
        tell!(
            "{shown}{} {} is not on this machine: compiling it, once, into {}.",
            self.package,
            self.version,
            folder.display()
        );
        // Made elsewhere and then renamed, so that what an interrupted run
        // leaves is never taken for the tool.
        let unfinished = project.cache.join(format!("{}.unfinished", self.package));
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)
                .trying(|| format!("remove {}", unfinished.display()))?;
        }
        Program::new("cargo")
            .args(["install", self.package, "--version"])
            .args([format!("={}", self.version)])
            .args(self.options)
            .args(self.binaries.iter().flat_map(|name| ["--bin", name]))
            // Unoptimised compiles in a quarter of the time, and the work
            // these tools do for the page is small.
            .args(["--debug", "--no-track", "--root"])
            .args([&unfinished])
            // One folder for all of them: what they have in common is
            // compiled once.
            .env("CARGO_TARGET_DIR", project.cache.join("compile"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            .without("CARGO_BUILD_TARGET")
            .without("RUSTFLAGS")
            // Away from the checkout, whose cargo settings are its own.
            .folder(&project.cache)
            .prefixed(prefix)
            .run()?;
        fs::rename(&unfinished, &folder).trying(|| format!("create {}", folder.display()))
    }
}

/// Reads the version of a package from the text of a `Cargo.lock`.
fn locked_version<'a>(lockfile: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lockfile.lines();
    lines.find(|line| *line == name)?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    const LOCKFILE: &str = "\
[[package]]
name = \"wasm-bindgen-macro\"
version = \"0.2.9\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry\"
";

    #[test]
    fn reads_the_package_of_exactly_that_name() {
        assert_eq!(locked_version(LOCKFILE, "wasm-bindgen"), Some("0.2.130"));
    }

    #[test]
    fn answers_nothing_for_a_package_that_is_not_there() {
        assert_eq!(locked_version(LOCKFILE, "yew"), None);
    }
}
