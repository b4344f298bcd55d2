//! Links made of any bytes, and what must hold of them. The fuzzer's target and
//! the test that replays its corpus are both this.

use peerlab_core::link::{Unlinkable, decode, encode};

/// Opens a link that nobody made: it may not panic, nor hold more than a link
/// may, and what it holds is held by a link of its own.
pub(super) fn check(input: &[u8]) {
    let Ok(reading) = decode(&link(input)) else {
        return;
    };
    let again = match encode(&reading.scenario) {
        // Written as any other it may take more: `1e6` does, and so do escapes.
        Err(Unlinkable::TooLarge { .. }) => return,
        again => again.expect("what was opened can be linked"),
    };
    let opened = decode(&again).expect("what was made opens");
    assert_eq!(opened.scenario, reading.scenario);
}

/// Makes a link of bytes. The first chooses what the others are: a whole text, a
/// payload of version 1, a payload of version 2, or what is packed in one, whose
/// check and length hardly any bytes would have right.
fn link(input: &[u8]) -> String {
    let Some((kind, bytes)) = input.split_first() else {
        return String::new();
    };
    match kind % 4 {
        0 => String::from_utf8_lossy(bytes).into_owned(),
        1 => format!("#s=1.{}", base64url(bytes)),
        2 => format!("#s=2.{}", base64url(bytes)),
        _ => {
            let mut payload = crc(bytes).to_be_bytes().to_vec();
            let mut length = bytes.len();
            let low = |length: usize| length.to_be_bytes().last().copied().unwrap_or(0);
            while length > 0x7f {
                payload.push(0x80 | low(length));
                length >>= 7;
            }
            payload.push(low(length));
            payload.extend(bytes);
            format!("#s=2.{}", base64url(&payload))
        }
    }
}

fn crc(bytes: &[u8]) -> u16 {
    let mut crc = 0xffffu16;
    for &byte in bytes {
        crc ^= u16::from(byte) << 8;
        for _ in 0..8 {
            crc = crc << 1 ^ if crc & 0x8000 == 0 { 0 } else { 0x1021 };
        }
    }
    crc
}

fn base64url(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three
            .iter()
            .fold(0, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (8 * (3 - three.len()));
        for place in 0..=three.len() {
            let value = bits >> (18 - 6 * place) & 0x3f;
            text.push(char::from(ALPHABET[value as usize]));
        }
    }
    text
}
