//! Opens links that nobody made.
#![no_main]

#[path = "../../tests/links/crafted.rs"]
mod crafted;

libfuzzer_sys::fuzz_target!(|input: &[u8]| crafted::check(input));
