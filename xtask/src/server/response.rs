//! Answering a request from a folder.

use super::content_type;
use super::request::{Problem, Request};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Is one answer, whole.
#[derive(Debug)]
pub(super) struct Response {
    status: &'static str,
    content_type: &'static str,
    content: Vec<u8>,
    head_only: bool,
}

impl Response {
    /// Answers with the file asked for, or says why there is none.
    pub(super) fn to(request: &Request, folder: &Path) -> Self {
        let mut response = match find(request, folder) {
            Some((path, content)) => Self {
                status: "200 OK",
                content_type: content_type::of(&path),
                content,
                head_only: false,
            },
            None => Self::error(Problem::NotFound),
        };
        response.head_only = request.head_only;
        response
    }

    /// Answers with a page that says what was wrong.
    pub(super) fn error(problem: Problem) -> Self {
        let (status, sentence) = match problem {
            Problem::Malformed => ("400 Bad Request", "That was not an HTTP request."),
            Problem::NotFound => ("404 Not Found", "There is no such file here."),
            Problem::MethodNotAllowed => (
                "405 Method Not Allowed",
                "Files are only read here: GET and HEAD are answered.",
            ),
            Problem::TimedOut => (
                "408 Request Timeout",
                "The request took too long to arrive.",
            ),
            Problem::TooLong => (
                "431 Request Header Fields Too Large",
                "The head of that request is too long.",
            ),
        };
        let content = format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <title>{status}</title>\n<h1>{status}</h1>\n<p>{sentence}</p>\n\
             <p><a href=\"/\">Open Peerlab</a></p>\n</html>\n"
        );
        Self {
            status,
            content_type: "text/html; charset=utf-8",
            content: content.into_bytes(),
            head_only: false,
        }
    }

    /// Sends the answer.
    pub(super) fn write(&self, stream: &mut impl Write) -> io::Result<()> {
        let allow = if self.status.starts_with("405") {
            "Allow: GET, HEAD\r\n"
        } else {
            ""
        };
        let head = format!(
            "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{allow}\
             Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
             Connection: close\r\n\r\n",
            self.status,
            self.content_type,
            self.content.len(),
        );
        stream.write_all(head.as_bytes())?;
        if !self.head_only {
            stream.write_all(&self.content)?;
        }
        stream.flush()
    }
}

/// Reads the file a request names, if it is one and lies in the folder.
fn find(request: &Request, folder: &Path) -> Option<(PathBuf, Vec<u8>)> {
    let mut path = folder.to_path_buf();
    path.extend(&request.path);
    if request.path.last().is_some_and(String::is_empty) {
        path.push("index.html");
    }
    // Links are followed first, so that none leads out of the folder. The
    // folder's own place is looked up each time: a build swaps it.
    let path = path.canonicalize().ok()?;
    if !path.starts_with(folder.canonicalize().ok()?) || !path.is_file() {
        return None;
    }
    let content = fs::read(&path).ok()?;
    Some((path, content))
}
