//! The parts of [prefixed names](https://www.w3.org/TR/rdf12-turtle/#grammar-production-PN_LOCAL).

/// `PN_CHARS_BASE`
fn is_base_char(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// `PN_CHARS`
fn is_char(c: char) -> bool {
    is_base_char(c)
        || matches!(c, '_' | '-' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// Whether a prefix can be written: `PN_PREFIX`, or nothing.
pub(super) fn is_prefix(name: &str) -> bool {
    name.is_empty()
        || name.starts_with(is_base_char)
            && name.chars().all(|c| is_char(c) || c == '.')
            && !name.ends_with('.')
}

/// Writes the part of a prefixed name behind the colon, `PN_LOCAL`; `false` where that cannot be, or
/// would not be read as what it is, and then what was written is to be thrown away.
pub(super) fn push_local(out: &mut String, local: &str) -> bool {
    if local.is_empty() {
        return false;
    }
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if local.bytes().all(plain) {
        out.push_str(local);
        return true;
    }
    let last = local.len() - 1;
    for (at, c) in local.char_indices() {
        match c {
            '-' if at > 0 => out.push('-'),
            '.' if at > 0 && at < last => out.push('.'),
            ':' => out.push(':'),
            '%' => {
                let hex = local.as_bytes().get(at + 1..at + 3);
                if !hex.is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) {
                    return false;
                }
                out.push('%');
            }
            '-' | '.' | '~' | '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | ';' | '=' => {
                out.push('\\');
                out.push(c);
            }
            c if is_base_char(c) || c == '_' || c.is_ascii_digit() => out.push(c),
            c if at > 0 && is_char(c) => out.push(c),
            // A path, a query or a fragment reads better in full.
            _ => return false,
        }
    }
    true
}
