//! The server asked over a real socket.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use super::{AT_A_TIME, Server};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;

/// Serves a folder of its own, beside which lies a file nobody may read.
struct Fixture {
    address: SocketAddr,
    folder: PathBuf,
}

impl Fixture {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("peerlab-{}-{name}", std::process::id()));
        let site = folder.join("site");
        fs::create_dir_all(site.join("pkg")).expect("a folder to serve");
        fs::write(site.join("index.html"), "<p>é</p>").expect("a page");
        fs::write(site.join("pkg/page.wasm"), b"\0asm").expect("a module");
        fs::write(folder.join("secret.txt"), "secret").expect("a secret");
        let server = Server::bind(0).expect("a free port");
        let address = server.address;
        server.run_in_background(site);
        Self { address, folder }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).expect("the server listens")
    }

    fn ask(&self, request: &str) -> String {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8(answer).expect("text")
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[test]
fn serves_the_page_at_the_root() {
    let answer = Fixture::new("root").get("/?a#b");
    assert_eq!(
        answer,
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 9\r\n\
         Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n\
         <p>é</p>"
    );
}

#[test]
fn serves_webassembly_as_what_it_is() {
    let answer = Fixture::new("wasm").get("/pkg/page.wasm");
    assert!(
        answer.contains("\r\nContent-Type: application/wasm\r\n"),
        "{answer}"
    );
    assert!(answer.ends_with("\r\n\r\n\0asm"), "{answer}");
}

#[test]
fn answers_head_with_the_length_alone() {
    let answer = Fixture::new("head").ask("HEAD / HTTP/1.1\r\n\r\n");
    assert!(answer.contains("\r\nContent-Length: 9\r\n"), "{answer}");
    assert!(answer.ends_with("\r\n\r\n"), "{answer}");
}

#[test]
fn answers_with_a_page_for_what_is_not_there() {
    let fixture = Fixture::new("missing");
    for path in [
        "/nothing.js",
        "/pkg",
        "/pkg/",
        "/index.html/",
        "//",
        "/pkg/page.wasm/x",
    ] {
        let answer = fixture.get(path);
        assert!(
            answer.starts_with("HTTP/1.1 404 Not Found\r\n"),
            "{path}: {answer}"
        );
        assert!(
            answer.contains("There is no such file here."),
            "{path}: {answer}"
        );
    }
}

#[test]
fn keeps_to_its_folder() {
    let fixture = Fixture::new("folder");
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        fixture.folder.join("secret.txt"),
        fixture.folder.join("site/link.txt"),
    )
    .expect("a link");
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/pkg/../../secret.txt",
        "/link.txt",
    ] {
        let answer = fixture.get(path);
        assert!(answer.starts_with("HTTP/1.1 404 "), "{path}: {answer}");
        assert!(!answer.contains("secret"), "{path}: {answer}");
    }
}

#[test]
fn refuses_a_method_and_still_reads_what_was_sent_with_it() {
    let body = "x".repeat(200_000);
    let answer = Fixture::new("post").ask(&format!(
        "POST / HTTP/1.1\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ));
    assert!(
        answer.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"),
        "{answer}"
    );
    assert!(answer.contains("\r\nAllow: GET, HEAD\r\n"), "{answer}");
}

#[test]
fn goes_on_after_clients_that_break_off() {
    let fixture = Fixture::new("broken");
    for sent in ["", "GET", "GET / HTTP/1.1\r\n\r\n", "\0\0\0\r\n\r\n"] {
        for _ in 0..AT_A_TIME {
            let mut stream = fixture.connect();
            // What is sent may be refused by then; that is the client's loss.
            let _ = stream.write_all(sent.as_bytes());
        }
    }
    assert!(fixture.get("/").starts_with("HTTP/1.1 200 OK\r\n"));
}

#[test]
fn says_what_to_type_when_the_port_is_taken() {
    let first = Server::bind(0).expect("a free port");
    let port = first.address.port();
    let failure = Server::bind(port)
        .expect_err("the port is taken")
        .to_string();
    assert!(
        failure.starts_with(&format!("Port {port} is taken")),
        "{failure}"
    );
    assert!(failure.contains("`cargo xtask serve --port "), "{failure}");
}
