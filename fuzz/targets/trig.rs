#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| rawabit_fuzz::read(rawabit::Format::TriG, bytes));
