//! Other programs: starting them, showing their progress, reading their answer.

use crate::failure::{Failure, Outcome, While};
use crate::say::tell;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

/// Describes one run of another program.
pub(crate) struct Program {
    command: Command,
    shown: String,
    prefix: Option<String>,
}

impl Program {
    /// Starts describing a run of `name`, with nothing to read on its input.
    pub(crate) fn new(name: impl AsRef<OsStr>) -> Self {
        let shown = Path::new(name.as_ref())
            .file_stem()
            .unwrap_or(name.as_ref())
            .to_string_lossy()
            .into_owned();
        let mut command = Command::new(name);
        command.stdin(Stdio::null());
        Self {
            command,
            shown,
            prefix: None,
        }
    }

    /// Adds arguments.
    pub(crate) fn args<I: IntoIterator<Item: AsRef<OsStr>>>(mut self, args: I) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes an environment variable away.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Sets the folder it runs in.
    pub(crate) fn folder(mut self, path: &Path) -> Self {
        self.command.current_dir(path);
        self
    }

    /// Puts `folders` before the search path it inherits.
    pub(crate) fn path_first(self, folders: &[PathBuf]) -> Outcome<Self> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let all: OsString =
            env::join_paths(folders.iter().cloned().chain(env::split_paths(&inherited)))
                .trying(|| "put the tools on PATH".to_owned())?;
        Ok(self.env("PATH", all))
    }

    /// Marks each line it prints, so that two programs can share a terminal.
    pub(crate) fn prefixed(mut self, prefix: Option<&str>) -> Self {
        self.prefix = prefix.map(str::to_owned);
        self
    }

    /// Prints the command, runs it with its output on the terminal, and fails
    /// when it does.
    pub(crate) fn run(mut self) -> Outcome {
        let prefix = self.prefix.take();
        if let Some(prefix) = &prefix {
            tell!("{prefix} $ {}", self.shown);
            self.command.stdout(Stdio::piped()).stderr(Stdio::piped());
        } else {
            tell!("$ {}", self.shown);
        }
        let mut child = self.command.spawn().map_err(|error| self.refused(&error))?;
        if let Some(prefix) = prefix {
            let out = child.stdout.take().map(|out| relay(out, prefix.clone()));
            let err = child.stderr.take().map(|err| relay(err, prefix));
            for relayed in [out, err].into_iter().flatten() {
                // A relay only ever ends with its stream.
                let _ = relayed.join();
            }
        }
        let status = child
            .wait()
            .trying(|| format!("wait for `{}`", self.shown))?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!("`{}` failed ({status}).", self.shown)))
        }
    }

    /// Runs it silently and answers what it printed.
    pub(crate) fn read(mut self) -> Outcome<String> {
        let output = self
            .command
            .stderr(Stdio::piped())
            .output()
            .map_err(|error| self.refused(&error))?;
        if !output.status.success() {
            return Err(Failure::new(format!(
                "`{}` failed ({}): {}",
                self.shown,
                output.status,
                String::from_utf8_lossy(&output.stderr).trim()
            )));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn refused(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("Could not start `{}`: {error}.", self.shown))
    }
}

/// Finds a program on the search path.
pub(crate) fn which(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

fn relay(stream: impl Read + Send + 'static, prefix: String) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        let mut lines = BufReader::new(stream);
        let mut line = Vec::new();
        while lines
            .read_until(b'\n', &mut line)
            .is_ok_and(|read| read > 0)
        {
            let text = String::from_utf8_lossy(&line);
            tell!("{prefix} {}", text.trim_end());
            line.clear();
        }
    })
}
