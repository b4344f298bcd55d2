//! Peers in other languages: programs that are told what to do line by line.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;
use std::{cell::RefCell, fs};

use crate::contest::{Contestant, Run};

/// The programs, each with the peers it speaks for.
pub struct Peers {
    folder: PathBuf,
    programs: Vec<RefCell<Program>>,
}

/// A program that answers `subject peer file` with nanoseconds and an answer,
/// both whole numbers.
struct Program {
    peers: &'static [Peer],
    #[expect(dead_code, reason = "it ends when nobody holds it")]
    process: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

/// A library of another language.
struct Peer {
    subject: &'static str,
    name: &'static str,
    label: &'static str,
    /// The largest size that is worth waiting for.
    most: usize,
}

const JAVASCRIPT: &[Peer] = &[
    Peer {
        subject: "overlap",
        name: "fast-cidr-tools",
        label: "JavaScript `fast-cidr-tools`",
        most: 10_000,
    },
    Peer {
        subject: "overlap",
        name: "ipaddr.js",
        label: "JavaScript `ipaddr.js`",
        most: 10_000,
    },
    Peer {
        subject: "overlap",
        name: "cidr-tools",
        label: "JavaScript `cidr-tools`",
        most: 10_000,
    },
    Peer {
        subject: "lookup",
        name: "longest-prefix-match",
        label: "JavaScript `longest-prefix-match`",
        most: 1_000,
    },
];

const PYTHON: &[Peer] = &[
    Peer {
        subject: "overlap",
        name: "pytricia",
        label: "Python `pytricia`",
        most: 100_000,
    },
    Peer {
        subject: "overlap",
        name: "ipaddress",
        label: "Python `ipaddress`",
        most: 1_000,
    },
    Peer {
        subject: "overlap",
        name: "netaddr",
        label: "Python `netaddr`",
        most: 1_000,
    },
    Peer {
        subject: "lookup",
        name: "pytricia",
        label: "Python `pytricia`",
        most: 1_000_000,
    },
];

impl Peers {
    /// Starts the programs that are installed under `folder`; those that are not
    /// are said and left out.
    pub fn installed(sources: &Path, folder: &Path) -> Self {
        let node = Command::new("node").arg(folder.join("peers.mjs")).spawned();
        let python = Command::new(folder.join("python/bin/python"))
            .arg(sources.join("peers.py"))
            .spawned();
        let mut programs = Vec::new();
        for (language, peers, started) in
            [("JavaScript", JAVASCRIPT, node), ("Python", PYTHON, python)]
        {
            match started {
                Ok((process, asks, answers)) => programs.push(RefCell::new(Program {
                    peers,
                    process,
                    asks,
                    answers,
                })),
                Err(error) => eprintln!("Without the peers in {language}: {error}"),
            }
        }
        Self {
            folder: folder.to_owned(),
            programs,
        }
    }

    /// Asks the JavaScript peers for one answer about a file.
    pub fn answer(&self, subject: &str, peer: &str, file: &Path) -> Option<u64> {
        let mut programs = self.programs.iter().map(RefCell::borrow_mut);
        let program = programs.find(|program| std::ptr::eq(program.peers, JAVASCRIPT));
        Some(program?.ask(subject, peer, file)?.answer)
    }

    /// Returns the peers that can be asked about a text of a size.
    pub fn contestants<'p>(
        &'p self,
        subject: &'static str,
        size: usize,
        text: &str,
    ) -> Vec<Contestant<'p>> {
        let file = self.folder.join(format!("{subject}-{size}.txt"));
        fs::write(&file, text).expect("the folder is ours");
        let mut contestants = Vec::new();
        for program in &self.programs {
            let peers = program.borrow().peers;
            for peer in peers
                .iter()
                .filter(|peer| peer.subject == subject && size <= peer.most)
            {
                let file = file.clone();
                contestants.push(Contestant::new(peer.label, move || {
                    program.borrow_mut().ask(peer.subject, peer.name, &file)
                }));
            }
        }
        contestants
    }
}

impl Program {
    fn ask(&mut self, subject: &str, peer: &str, file: &Path) -> Option<Run> {
        writeln!(self.asks, "{subject} {peer} {}", file.display()).ok()?;
        let mut line = String::new();
        self.answers.read_line(&mut line).ok()?;
        let (nanoseconds, answer) = line.trim().split_once(' ')?;
        Some(Run {
            took: Duration::from_nanos(nanoseconds.parse().ok()?),
            answer: answer.parse().ok()?,
        })
    }
}

trait Spawned {
    fn spawned(&mut self) -> std::io::Result<(Child, ChildStdin, BufReader<ChildStdout>)>;
}

impl Spawned for Command {
    fn spawned(&mut self) -> std::io::Result<(Child, ChildStdin, BufReader<ChildStdout>)> {
        let mut process = self.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(asks), Some(answers)) => Ok((process, asks, BufReader::new(answers))),
            _ => Err(std::io::Error::other("its pipes are gone")),
        }
    }
}
