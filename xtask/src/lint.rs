//! `cargo xtask lint`: what is refused before anyone reads it.

use crate::failure::Outcome;
use crate::process::Program;
use crate::project::Project;
use crate::steps::Steps;
use crate::tools;

/// Runs the formatter's check, the lints natively and for WebAssembly, and the
/// documentation's warnings.
pub(crate) fn lint(project: &Project) -> Outcome {
    let mut steps = Steps::new("lint");
    steps.run("format", || {
        cargo(project, &["fmt", "--all", "--check"]).run()?;
        let bench = ["fmt", "--manifest-path", "bench/Cargo.toml", "--check"];
        cargo(project, &bench).run()
    });
    steps.run("clippy", || {
        let all = ["--workspace", "--all-targets", "--all-features"];
        clippy(project, &all).run()
    });
    steps.run("clippy for WebAssembly", || {
        tools::install_wasm_target()?;
        let target = ["--target", "wasm32-unknown-unknown"];
        // The engine without its tests: what they use runs on the host only.
        let engine = ["--package", "peerlab-core", "--lib", "--all-features"];
        clippy(project, &[engine.as_slice(), &target].concat()).run()?;
        let package = ["--package", "peerlab-js", "--all-targets"];
        clippy(project, &[package.as_slice(), &target].concat()).run()?;
        let page = ["--package", "peerlab-web", "--all-targets"];
        clippy(project, &[page.as_slice(), &target].concat()).run()
    });
    steps.run("documentation", || {
        cargo(project, &["doc", "--no-deps", "--workspace"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
    });
    steps.finish()
}

fn cargo(project: &Project, args: &[&str]) -> Program {
    Program::new("cargo").args(args).folder(&project.root)
}

fn clippy(project: &Project, args: &[&str]) -> Program {
    cargo(project, &["clippy"])
        .args(args)
        .args(["--", "-D", "warnings"])
}
