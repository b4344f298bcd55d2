//! Reading a request, from a client that may send anything.

use std::io::Read;

/// The longest head of a request that is read.
const LONGEST_HEAD: usize = 16 * 1024;

/// Is what a client asked for, as far as this server cares.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// `HEAD` asks for everything but the content.
    pub(super) head_only: bool,
    /// The parts of the path between slashes, decoded. The last one is empty
    /// for a path that ends in a slash.
    pub(super) path: Vec<String>,
}

/// Says why a request is not answered with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    Malformed,
    NotFound,
    MethodNotAllowed,
    TimedOut,
    TooLong,
}

impl Request {
    /// Reads one request; `None` when the client closed without asking.
    pub(super) fn read(stream: &mut impl Read) -> Result<Option<Self>, Problem> {
        let mut head = Vec::new();
        let mut chunk = [0; 1024];
        loop {
            if head.windows(4).any(|window| window == b"\r\n\r\n") {
                break;
            }
            if head.len() > LONGEST_HEAD {
                return Err(Problem::TooLong);
            }
            match stream.read(&mut chunk) {
                Ok(0) | Err(_) if head.is_empty() => return Ok(None),
                Ok(0) => return Err(Problem::Malformed),
                Ok(read) => head.extend_from_slice(chunk.get(..read).unwrap_or_default()),
                Err(_) => return Err(Problem::TimedOut),
            }
        }
        Self::parse(&head).map(Some)
    }

    fn parse(head: &[u8]) -> Result<Self, Problem> {
        let line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let line = std::str::from_utf8(line).map_err(|_| Problem::Malformed)?;
        let [method, target, version] = line.split(' ').collect::<Vec<_>>()[..] else {
            return Err(Problem::Malformed);
        };
        if !version.starts_with("HTTP/1.") {
            return Err(Problem::Malformed);
        }
        let head_only = match method {
            "GET" => false,
            "HEAD" => true,
            _ => return Err(Problem::MethodNotAllowed),
        };
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let path = path.strip_prefix('/').ok_or(Problem::Malformed)?;
        let path: Vec<_> = path.split('/').map(decode).collect::<Result<_, _>>()?;
        // Joined to a folder, an empty part would vanish and one file have many
        // addresses.
        match path.split_last() {
            Some((_, before)) if before.iter().any(String::is_empty) => Err(Problem::NotFound),
            _ => Ok(Self { head_only, path }),
        }
    }
}

/// Decodes one part of a path, and refuses any that could lead out of the
/// folder on some system.
fn decode(part: &str) -> Result<String, Problem> {
    let mut decoded = Vec::with_capacity(part.len());
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || {
                let digit = char::from(bytes.next()?).to_digit(16)?;
                u8::try_from(digit).ok()
            };
            let (Some(high), Some(low)) = (digit(), digit()) else {
                return Err(Problem::Malformed);
            };
            decoded.push(high << 4 | low);
        } else {
            decoded.push(byte);
        }
    }
    let decoded = String::from_utf8(decoded).map_err(|_| Problem::Malformed)?;
    // Hidden files are none of the page's, so `.` and `..` go with them.
    if decoded.starts_with('.') || decoded.contains(['/', '\\', ':', '\0']) {
        return Err(Problem::NotFound);
    }
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_HEAD, Problem, Request};

    #[track_caller]
    fn check(line: &str, expected: Result<(bool, &[&str]), Problem>) {
        let sent = format!("{line}\r\nHost: localhost\r\n\r\n");
        let read = Request::read(&mut sent.as_bytes());
        let expected = expected.map(|(head_only, path)| {
            let path = path.iter().map(ToString::to_string).collect();
            Some(Request { head_only, path })
        });
        assert_eq!(read, expected, "{line}");
    }

    #[test]
    fn reads_the_path_of_a_request() {
        check("GET / HTTP/1.1", Ok((false, &[""])));
        check("HEAD /a/b.js HTTP/1.0", Ok((true, &["a", "b.js"])));
        check(
            "GET /a%20b/%C3%A9?c=/d#e HTTP/1.1",
            Ok((false, &["a b", "é"])),
        );
        check("GET /a/ HTTP/1.1", Ok((false, &["a", ""])));
    }

    #[test]
    fn refuses_a_path_that_leads_elsewhere() {
        for path in [
            "/../Cargo.toml",
            "/static/../../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "/..%5cCargo.toml",
            "/C:/Windows",
            "/a%00.html",
            "/.git/config",
            "//index.html",
        ] {
            check(&format!("GET {path} HTTP/1.1"), Err(Problem::NotFound));
        }
    }

    #[test]
    fn refuses_what_is_not_a_request() {
        for line in [
            "",
            "GET",
            "GET /",
            "GET  / HTTP/1.1",
            "GET / HTTP/2",
            "GET index.html HTTP/1.1",
            "GET /%4 HTTP/1.1",
            "GET /%zz HTTP/1.1",
            "GET /%ff HTTP/1.1",
            "\u{16}\u{3}\u{1}",
        ] {
            check(line, Err(Problem::Malformed));
        }
    }

    #[test]
    fn refuses_to_change_anything() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "get"] {
            let line = format!("{method} / HTTP/1.1");
            check(&line, Err(Problem::MethodNotAllowed));
        }
    }

    #[test]
    fn stops_reading_a_head_without_end() {
        let sent = vec![b'a'; LONGEST_HEAD * 4];
        assert_eq!(Request::read(&mut &sent[..]), Err(Problem::TooLong));
    }

    #[test]
    fn tells_silence_from_half_a_request() {
        assert_eq!(Request::read(&mut &b""[..]), Ok(None));
        let half = &mut &b"GET / HTTP/1.1\r\nHo"[..];
        assert_eq!(Request::read(half), Err(Problem::Malformed));
    }
}
