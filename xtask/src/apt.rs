//! Packages of the system, installed without being asked where that is possible.

use crate::failure::{Failure, Outcome};
use crate::process::{Program, which};
use crate::project::Project;
use crate::say::tell;
use crate::tools::lock;

/// Installs packages of the system, where this user may.
pub(crate) fn install(
    project: &Project,
    packages: &[&str],
    reason: &str,
    prefix: Option<&str>,
) -> Outcome {
    let by_hand = format!("sudo apt-get install {}", packages.join(" "));
    if which("apt-get").is_none() {
        return Err(Failure::new(format!(
            "{reason} Install it with your system's package manager so that {} are on PATH (on \
             Debian: `{by_hand}`), and run the command again.",
            packages.join(" and ")
        )));
    }
    let root = Program::new("id").args(["-u"]).read()?.trim() == "0";
    let sudo = !root && Program::new("sudo").args(["-n", "true"]).read().is_ok();
    if !root && !sudo {
        return Err(Failure::new(format!(
            "{reason} Installing it needs a password: type `{by_hand}`, and run the command again."
        )));
    }
    let _lock = lock(&project.cache.join("packages.lock"), "to install packages")?;
    let shown = prefix.map_or_else(String::new, |prefix| format!("{prefix} "));
    tell!("{shown}{reason} Installing: {}.", packages.join(", "));
    let apt = |args: &[&str]| {
        let program = if sudo {
            Program::new("sudo").args(["-n", "apt-get"])
        } else {
            Program::new("apt-get")
        };
        program
            // Another installation may be running; it will not be for long.
            .args(["-o", "DPkg::Lock::Timeout=300", "-q", "-y"])
            .args(args)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .prefixed(prefix)
            .run()
    };
    // A source that cannot be reached should not matter if the packages can be
    // had without it; if they cannot, the next command says so.
    if let Err(failure) = apt(&["update"]) {
        tell!("{shown}{failure}");
    }
    apt(&[&["install", "--no-install-recommends"], packages].concat())
        .map_err(|failure| Failure::new(format!("{failure} Type `{by_hand}` to see why.")))
}
