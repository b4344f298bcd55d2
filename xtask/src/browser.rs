//! The browser the page is tested in: its programs, set up without being
//! asked, and one running driver.

use crate::apt;
use crate::failure::{Failure, Outcome, While};
use crate::npm;
use crate::process::which;
use crate::project::Project;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Looks for barriers to accessibility.
const AXE: npm::Package = npm::Package {
    name: "axe-core",
    version: "4.14.1",
    file: "axe.min.js",
};

/// Knows where the programs for browser tests are.
#[derive(Debug)]
pub(crate) struct Browser {
    /// The `WebDriver` server of Chromium.
    pub(crate) driver: PathBuf,
    /// The script that looks for barriers to accessibility.
    pub(crate) axe: PathBuf,
}

impl Browser {
    /// Installs what is missing of Chromium, its driver and axe-core.
    pub(crate) fn install(project: &Project, prefix: Option<&str>) -> Outcome<Self> {
        let has_browser = || {
            [
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
            ]
            .into_iter()
            .any(|name| which(name).is_some())
        };
        if !has_browser() || which("chromedriver").is_none() {
            let reason = "The page is tested in Chromium, which is not on this machine.";
            apt::install(project, &["chromium", "chromium-driver"], reason, prefix)?;
        }
        Ok(Self {
            driver: which("chromedriver").ok_or_else(|| {
                Failure::new("Chromium was installed, and yet there is no chromedriver on PATH.")
            })?,
            axe: npm::fetch(project, &AXE, prefix)?,
        })
    }
}

/// Is a running chromedriver; dropping it ends it with its browsers.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts chromedriver on a free port and waits until it listens.
    pub(crate) fn start(browser: &Browser) -> Outcome<Self> {
        let mut child = Command::new(&browser.driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .trying(|| format!("start {}", browser.driver.display()))?;
        let mut lines = child.stdout.take().map(BufReader::new).into_iter();
        let mut lines = lines
            .by_ref()
            .flat_map(BufRead::lines)
            .map_while(Result::ok);
        let port = lines.find_map(|line| started_on(&line));
        let Some(port) = port else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Failure::new(format!(
                "{} ended without saying which port it listens on.",
                browser.driver.display()
            )));
        };
        Ok(Self { child, port })
    }

    /// Is the address `WebDriver` clients connect to.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks the driver to end; it then closes its browsers, which killing it
    /// would leave behind.
    fn ask_to_end(&self) -> std::io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let asked = self.ask_to_end().is_ok();
        let deadline = Instant::now() + Duration::from_secs(10);
        while asked && Instant::now() < deadline {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the port from the line chromedriver prints once it listens.
fn started_on(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::started_on;

    #[test]
    fn reads_the_port_of_the_driver() {
        let line = "ChromeDriver was started successfully on port 41539.";
        assert_eq!(started_on(line), Some(41539));
        let before = "Starting ChromeDriver 156.0.8078.79 on port 0";
        assert_eq!(started_on(before), None);
    }
}
