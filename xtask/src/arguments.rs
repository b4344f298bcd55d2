//! What was typed after `cargo xtask`.

use crate::failure::{Failure, Outcome};

/// How the commands are used.
pub(crate) const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N]       build the page and serve it on this machine (port 8080; 0: any free one)
  build                  build the page into target/site
  package                build the JavaScript package into target/package, and pack it
  test [STEP…] [-- ARG…] run every test, or only some of: native, size, package, wasm, browser;
                         what follows -- goes to the native and browser tests (a name to filter by)
  bench [PART…] [-- ARG…] measure the engine (native), beside its peers (peers), how it grows
                         (growth, which writes docs/growth.md), in WebAssembly beside native
                         (wasm), and the page in a browser (page), or some of them; what follows
                         -- goes to the first two (a name to filter by)
  lint                   check formatting, lints (natively and for WebAssembly), documentation
  help                   print this

Each installs what it is missing by itself, says so, and may be run again at no cost.
Tools are kept in ~/.cache/peerlab, or in the folder PEERLAB_CACHE names.";

/// The names a command can have, for suggestions.
const COMMANDS: [&str; 7] = ["serve", "build", "package", "test", "bench", "lint", "help"];

/// Is a command, understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Serve {
        port: u16,
    },
    Build,
    Package,
    Test {
        steps: Vec<TestStep>,
        rest: Vec<String>,
    },
    Bench {
        parts: Vec<BenchPart>,
        rest: Vec<String>,
    },
    Lint,
    Help,
}

/// Is one of the things `cargo xtask bench` measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BenchPart {
    Native,
    Peers,
    Growth,
    Wasm,
    Page,
}

impl BenchPart {
    /// All of them, in the order they are measured.
    pub(crate) const ALL: [Self; 5] = [
        Self::Native,
        Self::Peers,
        Self::Growth,
        Self::Wasm,
        Self::Page,
    ];

    /// Is what it is called on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Peers => "peers",
            Self::Growth => "growth",
            Self::Wasm => "wasm",
            Self::Page => "page",
        }
    }
}

/// Is one of the things `cargo xtask test` runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TestStep {
    Native,
    Size,
    Package,
    Wasm,
    Browser,
}

impl TestStep {
    /// All of them, in the order they run: what fails soonest first.
    pub(crate) const ALL: [Self; 5] = [
        Self::Native,
        Self::Size,
        Self::Package,
        Self::Wasm,
        Self::Browser,
    ];

    /// Is what it is called on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Size => "size",
            Self::Package => "package",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
        }
    }
}

/// Understands what was typed, or says what was meant to be.
pub(crate) fn parse(typed: &[String]) -> Outcome<Command> {
    let [command, rest @ ..] = typed else {
        return Err(Failure::new(format!("Which command?\n\n{USAGE}")));
    };
    match command.as_str() {
        "serve" => serve(rest),
        "build" => alone(command, rest, Command::Build),
        "package" => alone(command, rest, Command::Package),
        "test" => test(rest),
        "bench" => bench(rest),
        "lint" => alone(command, rest, Command::Lint),
        "help" | "--help" | "-h" => Ok(Command::Help),
        _ => Err(unknown("command", command, &COMMANDS)),
    }
}

fn serve(rest: &[String]) -> Outcome<Command> {
    let mut port = 8080;
    let mut rest = rest.iter();
    while let Some(word) = rest.next() {
        let value = match word.split_once('=') {
            Some(("--port", value)) => value,
            None if word == "--port" => rest.next().map_or("", String::as_str),
            _ => return Err(unknown("option of serve", word, &["--port"])),
        };
        port = value.parse().map_err(|_| {
            Failure::new(format!(
                "--port needs a number from 0 to 65535, not \"{value}\". Type `cargo xtask serve \
                 --port 8081`."
            ))
        })?;
    }
    Ok(Command::Serve { port })
}

fn test(words: &[String]) -> Outcome<Command> {
    let names = TestStep::ALL.map(TestStep::name);
    let (steps, rest) = some_of("step of test", words, &TestStep::ALL, &names)?;
    Ok(Command::Test { steps, rest })
}

fn bench(words: &[String]) -> Outcome<Command> {
    let names = BenchPart::ALL.map(BenchPart::name);
    let (parts, rest) = some_of("part of bench", words, &BenchPart::ALL, &names)?;
    Ok(Command::Bench { parts, rest })
}

/// Understands the names of some of several things, and what follows `--`.
fn some_of<T: Copy>(
    kind: &str,
    words: &[String],
    all: &[T],
    names: &[&str],
) -> Outcome<(Vec<T>, Vec<String>)> {
    let mut words = words.iter();
    let mut some = Vec::new();
    for word in words.by_ref() {
        if word == "--" {
            break;
        }
        let place = names.iter().position(|name| name == word);
        let one = place.and_then(|place| all.get(place));
        some.push(*one.ok_or_else(|| unknown(kind, word, names))?);
    }
    Ok((some, words.cloned().collect()))
}

/// Accepts a command that takes nothing after it.
fn alone(name: &str, rest: &[String], command: Command) -> Outcome<Command> {
    match rest.first() {
        None => Ok(command),
        Some(word) => Err(Failure::new(format!(
            "{name} takes no options, and \"{word}\" was given. Type `cargo xtask {name}`."
        ))),
    }
}

fn unknown(kind: &str, word: &str, names: &[&str]) -> Failure {
    let nearest = names
        .iter()
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, name)| distance * 2 <= name.len())
        .min();
    let meant = nearest.map_or_else(String::new, |(_, name)| format!(" Did you mean {name}?"));
    Failure::new(format!("There is no {kind} \"{word}\".{meant}\n\n{USAGE}"))
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
mod tests {
    use super::{BenchPart, Command, TestStep, parse};

    fn words(typed: &str) -> Vec<String> {
        typed.split_whitespace().map(str::to_owned).collect()
    }

    #[track_caller]
    fn check(typed: &str, expected: &Command) {
        let command = parse(&words(typed)).expect("it is understood");
        assert_eq!(&command, expected, "{typed}");
    }

    #[track_caller]
    fn refused(typed: &str, first_line: &str) {
        let failure = parse(&words(typed)).expect_err("it is refused").to_string();
        assert_eq!(failure.lines().next(), Some(first_line), "{typed}");
    }

    #[test]
    fn understands_the_commands() {
        check("build", &Command::Build);
        check("package", &Command::Package);
        check("lint", &Command::Lint);
        for help in ["help", "--help", "-h"] {
            check(help, &Command::Help);
        }
        check("serve", &Command::Serve { port: 8080 });
        check("serve --port 0", &Command::Serve { port: 0 });
        check("serve --port=65535", &Command::Serve { port: 65535 });
    }

    #[test]
    fn understands_which_tests_to_run() {
        let test = |steps: &[TestStep], rest: &str| Command::Test {
            steps: steps.to_vec(),
            rest: words(rest),
        };
        check("test", &test(&[], ""));
        check(
            "test size native",
            &test(&[TestStep::Size, TestStep::Native], ""),
        );
        check(
            "test browser -- links --nocapture",
            &test(&[TestStep::Browser], "links --nocapture"),
        );
    }

    #[test]
    fn understands_what_to_measure() {
        let bench = |parts: &[BenchPart], rest: &str| Command::Bench {
            parts: parts.to_vec(),
            rest: words(rest),
        };
        check("bench", &bench(&[], ""));
        check("bench page", &bench(&[BenchPart::Page], ""));
        check(
            "bench peers -- lookup",
            &bench(&[BenchPart::Peers], "lookup"),
        );
        check("bench native -- mesh", &bench(&[BenchPart::Native], "mesh"));
    }

    #[test]
    fn suggests_the_nearest_command() {
        refused("", "Which command?");
        refused(
            "sevre",
            "There is no command \"sevre\". Did you mean serve?",
        );
        refused("tests", "There is no command \"tests\". Did you mean test?");
        refused("frobnicate", "There is no command \"frobnicate\".");
        refused(
            "serve --prot 1",
            "There is no option of serve \"--prot\". Did you mean --port?",
        );
        refused(
            "test browsers",
            "There is no step of test \"browsers\". Did you mean browser?",
        );
        refused(
            "bench pages",
            "There is no part of bench \"pages\". Did you mean page?",
        );
    }

    #[test]
    fn says_what_is_wrong_with_a_value() {
        for (typed, value) in [
            ("serve --port", ""),
            ("serve --port=", ""),
            ("serve --port 65536", "65536"),
            ("serve --port http", "http"),
        ] {
            refused(
                typed,
                &format!(
                    "--port needs a number from 0 to 65535, not \"{value}\". Type `cargo xtask \
                     serve --port 8081`."
                ),
            );
        }
        refused(
            "lint --fix",
            "lint takes no options, and \"--fix\" was given. Type `cargo xtask lint`.",
        );
    }
}
