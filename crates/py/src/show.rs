//! Texts as people are shown them: Arabic keeps its direction in a line of English, and in HTML.

use std::fmt::Write as _;

/// The text, set apart where it runs from right to left.
pub(crate) use rawabit::{isolate, printable};

/// Whether any of a text runs from right to left.
fn is_rtl(text: &str) -> bool {
    isolate(text).starts_with('\u{2068}')
}

/// The text with what HTML gives a meaning to escaped.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The text in a `<span>` of its direction: `dir="rtl" lang="ar"` where the language is known to be Arabic, else
/// as its first letter has it.
pub(crate) fn span(text: &str, language: Option<&str>) -> String {
    let escaped = escape(text);
    match language {
        Some(language) if language == "ar" || language.starts_with("ar-") => {
            let rtl = if is_rtl(text) { "rtl" } else { "auto" };
            format!(
                "<span dir=\"{rtl}\" lang=\"{}\">{escaped}</span>",
                escape(language)
            )
        }
        Some(language) if !language.is_empty() => {
            format!(
                "<span dir=\"auto\" lang=\"{}\">{escaped}</span>",
                escape(language)
            )
        }
        _ => format!("<span dir=\"auto\">{escaped}</span>"),
    }
}

/// A table of HTML; the cells are HTML already.
pub(crate) fn table(
    caption: &str,
    head: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> String {
    let mut html = String::from("<table class=\"rawabit\">");
    if !caption.is_empty() {
        let _ = write!(
            html,
            "<caption style=\"text-align:start\">{caption}</caption>"
        );
    }
    if !head.is_empty() {
        html.push_str("<thead><tr>");
        for cell in head {
            let _ = write!(html, "<th style=\"text-align:start\">{}</th>", escape(cell));
        }
        html.push_str("</tr></thead>");
    }
    html.push_str("<tbody>");
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            let _ = write!(html, "<td style=\"text-align:start\">{cell}</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table>");
    html
}
