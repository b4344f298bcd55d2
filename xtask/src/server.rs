//! A web server for one folder and this machine alone.
//!
//! It does what a page needs and no more: `GET` and `HEAD` of files, one
//! request a connection, a bound on connections at a time and on how long a
//! client may take.

mod content_type;
mod request;
mod response;

use crate::failure::{Failure, Outcome, While};
use request::Request;
use response::Response;
use std::io::{self, ErrorKind, Read};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many clients are answered at a time; the next ones wait their turn.
const AT_A_TIME: usize = 64;
/// How long a client may take to ask, and again to take the answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Is bound to a port of this machine and has not begun to answer.
#[derive(Debug)]
pub(crate) struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Takes `port` on the loopback interface, or any free one for 0.
    pub(crate) fn bind(port: u16) -> Outcome<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map_err(|error| refusal(port, &error))?;
        let address = listener
            .local_addr()
            .trying(|| "read the server's own address".to_owned())?;
        Ok(Self { listener, address })
    }

    /// Is the address to open.
    pub(crate) fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers from the folder for as long as the process lives.
    pub(crate) fn run(self, folder: PathBuf) {
        let folder = Arc::new(folder);
        let places = Arc::new(Places::new(AT_A_TIME));
        for stream in self.listener.incoming() {
            let Ok(stream) = stream else {
                // Out of file descriptors, or a client gone before it was let
                // in: neither is helped by asking again at once.
                thread::sleep(Duration::from_millis(20));
                continue;
            };
            let place = Places::take(&places);
            let folder = Arc::clone(&folder);
            // Where no thread can be had, the connection is closed.
            let _ = thread::Builder::new().spawn(move || {
                let _place = place;
                // A client that broke off is no news.
                let _ = answer(&stream, &folder);
            });
        }
    }

    /// Answers from the folder on a thread of its own.
    pub(crate) fn run_in_background(self, folder: PathBuf) {
        thread::spawn(move || self.run(folder));
    }
}

fn refusal(port: u16, error: &io::Error) -> Failure {
    match error.kind() {
        ErrorKind::AddrInUse => {
            let other = port.checked_add(1).unwrap_or(8080);
            Failure::new(format!(
                "Port {port} is taken by another program. Type `cargo xtask serve --port {other}`, \
                 or `cargo xtask serve --port 0` for any free one."
            ))
        }
        ErrorKind::PermissionDenied => Failure::new(format!(
            "This user may not open port {port}. Type `cargo xtask serve --port 8080`."
        )),
        _ => Failure::new(format!("Could not open port {port}: {error}.")),
    }
}

fn answer(stream: &TcpStream, folder: &std::path::Path) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let response = match Request::read(&mut Patient::new(stream)) {
        Ok(Some(request)) => Response::to(&request, folder),
        // Browsers open connections in advance and may close them unused.
        Ok(None) => return Ok(()),
        Err(problem) => Response::error(problem),
    };
    response.write(&mut &*stream)?;
    // Closing with something unread would reset the connection and take the
    // answer away from the client: what it still sends is read and dropped.
    stream.shutdown(Shutdown::Write)?;
    let mut rest = Patient::new(stream);
    io::copy(&mut Read::take(&mut rest, 1 << 20), &mut io::sink()).map(drop)
}

/// Reads a stream until a deadline, however slowly the bytes trickle in.
struct Patient<'a> {
    stream: &'a TcpStream,
    deadline: Instant,
}

impl<'a> Patient<'a> {
    fn new(stream: &'a TcpStream) -> Self {
        let deadline = Instant::now() + PATIENCE;
        Self { stream, deadline }
    }
}

impl Read for Patient<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        let mut stream = self.stream;
        stream.read(buffer)
    }
}

/// Counts the places for clients that are free.
struct Places {
    free: Mutex<usize>,
    freed: Condvar,
}

/// Holds one place until it is dropped.
struct Place(Arc<Places>);

impl Places {
    fn new(count: usize) -> Self {
        Self {
            free: Mutex::new(count),
            freed: Condvar::new(),
        }
    }

    /// Waits for a free place and takes it.
    fn take(places: &Arc<Self>) -> Place {
        let free = places.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = places
            .freed
            .wait_while(free, |free| *free == 0)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= 1;
        Place(Arc::clone(places))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut free = self.0.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free += 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests;
