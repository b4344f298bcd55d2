//! What can be typed after `peerlab`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use peerlab_core::cidr::Family;
use peerlab_core::routing::Traffic;

/// Judges VPC peering: which connectors are orphan, in conflict or peered, and
/// which subnets clash
#[derive(Debug, Parser)]
#[command(version, about, long_about = LONG_ABOUT, after_help = AFTER_HELP)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// When to use colour; `auto` does on a terminal unless `NO_COLOR` is set
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(crate) color: ColorChoice,
}

const LONG_ABOUT: &str = "\
Judges VPC peering: which connectors are orphan, in conflict or peered, and which subnets clash.

A FILE is any of these, told apart by what is in it:
  - a scenario (JSON), or a text with a share link in it: each is judged on its own;
  - what the platform lists: VPCs, Private Networks, connectors, routes and ingress rules, as
    `scw vpc … list -o json` prints them or as the API answers: all such files make one scenario.
`-` is standard input.";

const AFTER_HELP: &str = "\
Exit codes: 0 nothing is wrong, 1 something is, 2 a file cannot be read or the command is wrong.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(CheckArguments),
    Test(TestArguments),
    Trace(TraceArguments),
    Matrix(MatrixArguments),
    Plan(PlanArguments),
    Import(ImportArguments),
    Export(ExportArguments),
    Link(LinkArguments),
    Open(OpenArguments),
    Explain(ExplainArguments),
}

/// Say what is wrong with scenarios, and the status of every connector
///
/// Exits with 0 where there is no error (warnings are none), 1 where there is
/// one, 2 where a file cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  peerlab check scenario.json
  scw vpc vpc list -o json | peerlab check - networks.json connectors.json
  peerlab check --format json *.json | jq .connectors")]
pub(crate) struct CheckArguments {
    /// Scenarios, or lists of the platform; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// How to answer
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,

    /// With `--format json`, list the pairs of Private Networks that are blocked
    /// as well
    #[arg(long)]
    pub(crate) all_pairs: bool,
}

/// Hold scenarios against the expectations they carry
///
/// Exits with 0 where every expectation holds, 1 where one does not or a file
/// has none, 2 where a file cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  peerlab test policies/*.json")]
pub(crate) struct TestArguments {
    /// Scenarios with expectations; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// How to answer
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
}

/// Follow a packet from VPC to VPC, and its answer back
///
/// A packet that is dropped goes on as if what drops it were mended: everything
/// else that is wrong on its way is told as well.
///
/// Exits with 0 where both arrive, 1 where one does not, 2 where the question
/// cannot be asked or a file cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  peerlab trace scenario.json --from pn-a --to pn-c
  peerlab trace scenario.json --from bastion --to 10.3.0.5 --tcp 22")]
pub(crate) struct TraceArguments {
    /// A scenario, or lists of the platform; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// What sends: a Private Network or a resource, by its id or its name
    #[arg(long, value_name = "ID")]
    pub(crate) from: String,

    /// What it is sent to: an address, a Private Network or a resource
    #[arg(long, value_name = "ID|IP")]
    pub(crate) to: String,

    #[command(flatten)]
    pub(crate) traffic: TrafficArguments,

    /// How to answer
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
}

/// Show which Private Networks can talk to which
///
/// Exits as `check` does: with 0 where the scenario has no error, 1 where it has
/// one, 2 where a file cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  peerlab matrix scenario.json
  peerlab matrix scenario.json --tcp 443 --family ipv6")]
pub(crate) struct MatrixArguments {
    /// A scenario, or lists of the platform; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) traffic: TrafficArguments,

    /// Only what one family of addresses can do; both where it is left out
    #[arg(long, value_name = "FAMILY")]
    pub(crate) family: Option<FamilyChoice>,

    /// How to answer
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
}

/// Say what makes two Private Networks talk, at the least cost
///
/// Exits with 0 where there is a plan or nothing to do, 1 where there is none, 2
/// where the question cannot be asked or a file cannot be read.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  peerlab plan scenario.json --from pn-a --to pn-c
  peerlab plan scenario.json --from pn-a --to pn-c --format json | jq .edits")]
pub(crate) struct PlanArguments {
    /// A scenario, or lists of the platform; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The one Private Network, by its id or its name
    #[arg(long, value_name = "ID")]
    pub(crate) from: String,

    /// The other Private Network
    #[arg(long, value_name = "ID")]
    pub(crate) to: String,

    /// The family of addresses; IPv4 where both have it, else IPv6
    #[arg(long, value_name = "FAMILY")]
    pub(crate) family: Option<FamilyChoice>,

    /// How to answer
    #[arg(long, default_value = "human")]
    pub(crate) format: Format,
}

/// What kind of packets a question is about; ICMP where nothing is said.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct TrafficArguments {
    /// TCP to a port, rather than ICMP
    #[arg(long, value_name = "PORT", conflicts_with = "udp")]
    tcp: Option<u16>,

    /// UDP to a port, rather than ICMP
    #[arg(long, value_name = "PORT")]
    udp: Option<u16>,
}

impl TrafficArguments {
    /// Returns the kind of packets.
    pub(crate) fn traffic(self) -> Traffic {
        let tcp = self.tcp.map(Traffic::Tcp);
        tcp.or(self.udp.map(Traffic::Udp)).unwrap_or_default()
    }
}

/// A family of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FamilyChoice {
    /// IPv4
    Ipv4,
    /// IPv6
    Ipv6,
}

impl From<FamilyChoice> for Family {
    fn from(choice: FamilyChoice) -> Self {
        match choice {
            FamilyChoice::Ipv4 => Self::Ipv4,
            FamilyChoice::Ipv6 => Self::Ipv6,
        }
    }
}

/// Make one scenario of what the platform lists and print it
///
/// What is left out or assumed is told on standard error. The scenario does not
/// depend on the order of the files.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  peerlab import vpcs.json networks.json connectors.json routes.json > scenario.json")]
pub(crate) struct ImportArguments {
    /// Lists of the platform, or one scenario; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// Print a scenario as another tool reads it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  peerlab export terraform scenario.json > main.tf
  peerlab export scw scenario.json > create.sh
  peerlab export svg scenario.json > picture.svg")]
pub(crate) struct ExportArguments {
    /// What to print it as
    #[arg(value_name = "FORMAT")]
    pub(crate) format: ExportFormat,

    /// A scenario, or lists of the platform; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// What a scenario can be printed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// A configuration of Terraform
    Terraform,
    /// A shell script of `scw` commands that create it
    Scw,
    /// The picture
    Svg,
    /// The picture as a flowchart of Mermaid
    Mermaid,
    /// A report of its statuses, problems and reachability
    Markdown,
    /// Its CIDRs as a table
    Csv,
}

/// Print the part of a share link that holds a scenario
///
/// Put what is printed behind the address of the page.
#[derive(Debug, Args)]
pub(crate) struct LinkArguments {
    /// A scenario, or lists of the platform; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// Print the scenario that a share link holds
#[derive(Debug, Args)]
pub(crate) struct OpenArguments {
    /// The link, or its part from `#s=` on; `-` reads it from standard input
    #[arg(value_name = "LINK")]
    pub(crate) link: String,
}

/// Explain a code of `check`, or an assumption that the rules rest on
///
/// Without a code, lists all of them.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  peerlab explain missing-return-route
  peerlab explain A4")]
pub(crate) struct ExplainArguments {
    /// A code such as `orphan-connector`, or an assumption such as `A4`
    #[arg(value_name = "CODE")]
    pub(crate) topic: Option<String>,
}

/// How to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, as a compiler does
    Human,
    /// One report for each scenario, each on a line of its own
    Json,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }
}
