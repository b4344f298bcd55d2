//! Every command a person or a build machine needs, as `cargo xtask COMMAND`.

mod apt;
mod arguments;
mod bench;
mod browser;
mod everywhere;
mod failure;
mod lint;
mod npm;
mod package;
mod peers;
mod process;
mod project;
mod say;
mod server;
mod setup;
mod site;
mod size;
mod steps;
mod suite;
mod tools;

use arguments::{Command, USAGE};
use failure::Outcome;
use project::Project;
use say::{give, tell};
use server::Server;
use setup::Ready;
use std::process::ExitCode;

fn main() -> ExitCode {
    let typed: Vec<String> = std::env::args().skip(1).collect();
    match run(&typed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tell!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(typed: &[String]) -> Outcome {
    let command = arguments::parse(typed)?;
    let project = Project::find()?;
    match command {
        Command::Help => give!("{USAGE}"),
        Command::Build => build(&project)?,
        Command::Serve { port } => serve(&project, port)?,
        Command::Test { steps, rest } => suite::test(&project, &steps, &rest)?,
        Command::Package => package::build(&project).map(drop)?,
        Command::Bench { parts, rest } => bench::bench(&project, &parts, &rest)?,
        Command::Lint => lint::lint(&project)?,
    }
    Ok(())
}

fn build(project: &Project) -> Outcome {
    setup::prepare(project, false, &mut Ready::default())
}

fn serve(project: &Project, port: u16) -> Outcome {
    // The port first: minutes of building should not end in its being taken.
    let server = Server::bind(port)?;
    build(project)?;
    give!("Open {}  (Ctrl+C stops)", server.url());
    server.run(project.site());
    Ok(())
}
