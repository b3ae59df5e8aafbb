//! What is wrong in a document: where, what, how to mend it.

use super::ReadError;
use crate::model::Severity;
use crate::model::{did_you_mean, nearest};
use crate::report::{Problem, Report, excerpt};

/// A mistake in a document.
#[derive(Debug)]
pub(super) struct Mistake {
    /// Line and column, from 1, the column in characters; none where the parser does not tell.
    place: Option<(u64, u64)>,
    message: String,
    hint: Option<String>,
    /// The line, and a caret under the place, where it is at hand.
    excerpt: String,
    /// Whether nothing behind it can be read.
    pub(super) is_last: bool,
}

impl Mistake {
    pub(super) fn new(place: Option<(u64, u64)>, message: impl Into<String>) -> Self {
        Self {
            place,
            message: message.into(),
            hint: None,
            excerpt: String::new(),
            is_last: false,
        }
    }

    pub(super) fn at(line: u64, column: u64, message: impl Into<String>) -> Self {
        Self::new(Some((line, column)), message)
    }

    /// What a parser of Turtle and its kin says, in our words; `token` is what it says it of.
    pub(super) fn of_turtle(
        (line, column): (u64, u64),
        said: &str,
        token: &str,
        known: &Known<'_>,
    ) -> Self {
        let (message, hint) = in_our_words(said, token, known);
        let column = column + open_text(said, token).chars().count() as u64;
        Self {
            hint,
            ..Self::at(line, column, message)
        }
    }

    /// What the parser of RDF/XML says, in our words where there are better ones.
    #[cfg(feature = "rdf-xml")]
    pub(super) fn in_markup(mut self) -> Self {
        if self.message.contains("nly UTF-8 is supported") {
            self.message = "the document says that it is in another encoding".into();
            return self.hint("save it as UTF-8 or UTF-16, and let its first line say so");
        }
        self
    }

    /// The same, and how to mend it.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        self.hint = Some(match self.hint.take() {
            None => hint,
            Some(first) => format!("{first}; {hint}"),
        });
        self
    }

    /// The same, in its line; the column counts characters from 0.
    pub(super) fn shown(mut self, line: &str, column: usize) -> Self {
        self.excerpt = excerpt(line, column);
        self
    }

    /// The same, with nothing behind it that can be read.
    pub(super) fn last(mut self) -> Self {
        self.is_last = true;
        self
    }

    #[cfg(test)]
    pub(super) fn told(self) -> (u64, u64, String) {
        let (line, column) = self.place.unwrap_or_default();
        (line, column, self.message)
    }

    pub(super) fn problem(&self) -> Problem {
        self.noted(Severity::Error)
    }

    /// As what is worth a word, and hinders nothing.
    #[cfg(feature = "json-ld")]
    pub(super) fn warning(&self) -> Problem {
        self.noted(Severity::Warning)
    }

    fn noted(&self, severity: Severity) -> Problem {
        let place = self.place.map(|(line, column)| format!("{line}:{column}"));
        let problem = Problem::new(severity, place.unwrap_or_default(), self.message.clone());
        match &self.hint {
            Some(hint) => problem.hint(hint.clone()),
            None => problem,
        }
    }

    pub(super) fn error(self, path: &str) -> ReadError {
        let mut report = Report::default();
        report.note(self.problem());
        let (path, report) = (path.to_owned(), Box::new(report));
        let Some((line, column)) = self.place else {
            return ReadError::Content { path, report };
        };
        let message = match self.hint {
            None => self.message,
            Some(hint) => format!("{}; {hint}", self.message),
        };
        ReadError::Syntax {
            path,
            line,
            column,
            message,
            place: self.excerpt,
            report,
        }
    }
}

/// What a mistake is of that is seen only at the end of a line.
pub(super) const LINE_ENDS: &str = "\n";

/// The prefixes that a document has declared so far, and those that the graph knows.
pub(super) struct Known<'a> {
    pub(super) declared: Vec<&'a str>,
    pub(super) graph: &'a [(String, String)],
    /// Whether each statement has a line of its own, with IRIs in full and no text of several lines.
    pub(super) is_of_lines: bool,
}

impl<'a> Known<'a> {
    /// Of N-Triples and N-Quads.
    pub(super) fn of_lines() -> Self {
        Self {
            declared: Vec::new(),
            graph: &[],
            is_of_lines: true,
        }
    }

    /// Of Turtle and TriG.
    pub(super) fn of_text(declared: Vec<&'a str>, graph: &'a [(String, String)]) -> Self {
        Self {
            declared,
            graph,
            is_of_lines: false,
        }
    }
}

/// The text that a parser says ends with the document, though it was to end with its line: what is
/// wrong is behind it, where a parser that finds a further quote in the document sees it too.
pub(super) fn open_text<'a>(said: &str, token: &'a str) -> &'a str {
    let is_open = said == "Unexpected end of file" && token.starts_with(['"', '\'']);
    let is_long = token.starts_with("\"\"\"") || token.starts_with("'''");
    let line = token.split(['\n', '\r']).next();
    line.filter(|_| is_open && !is_long).unwrap_or_default()
}

type Said = (String, Option<String>);

fn in_our_words(said: &str, token: &str, known: &Known<'_>) -> Said {
    let prefix = said
        .strip_prefix("The prefix ")
        .and_then(|rest| rest.strip_suffix(": has not been declared"));
    if let Some(prefix) = prefix {
        return undeclared(prefix, known);
    }
    if known.is_of_lines && said.contains("No scheme found") {
        let message = format!(
            "{} is relative, which no IRI of N-Triples and N-Quads is, whatever the base",
            shown(token)
        );
        let hint = "write it in full; N-Triples can also be read as Turtle, which has a base";
        return (message, Some(hint.into()));
    }
    if said.contains("No scheme found") {
        let message = format!("{} is relative, and there is no base to it", shown(token));
        let hint = "give one with base=, or declare one in the document: @base <…> .";
        return (message, Some(hint.into()));
    }
    if said.contains("Invalid UTF-8") {
        return (
            "the document is no UTF-8 here".into(),
            Some("save it as UTF-8".into()),
        );
    }
    let line_ends = said.starts_with("Line jumps are not allowed in string");
    if line_ends || !open_text(said, token).is_empty() {
        let message = "this text is not closed by the end of its line";
        let hint = if known.is_of_lines {
            "close it, and write \\n for a line break in it"
        } else {
            "close it, or put a text of several lines into \"\"\"three quotes\"\"\""
        };
        return (message.into(), Some(hint.into()));
    }
    match said {
        _ if said.contains("ine jumps are not allowed in the middle") => {
            let hint = "in N-Triples and N-Quads each statement has a line of its own";
            return ("the line ends within a statement".into(), Some(hint.into()));
        }
        "Unexpected end of file" => return unclosed(token),
        "Unexpected end" => return ("the document ends within a statement".into(), None),
        _ if said.contains("dot is expected") || said.contains("followed by a dot") => {
            return (expected("\".\" at the end of the statement", token), None);
        }
        _ if said.starts_with("A '}' or a '.' is expected") => {
            return (expected("\".\" or \"}\" behind the statement", token), None);
        }
        _ => {}
    }
    let message = match said.strip_prefix(token) {
        Some(rest) if !token.is_empty() => format!("{}{rest}", shown(token)),
        _ => lowered(said),
    };
    (message, None)
}

fn unclosed(token: &str) -> Said {
    match token.as_bytes() {
        [b'"' | b'\'', ..] => ("this text in three quotes is never closed".into(), None),
        [b'<', ..] => ("this IRI is never closed".into(), None),
        _ => ("the document ends within a word".into(), None),
    }
}

fn undeclared(prefix: &str, known: &Known<'_>) -> Said {
    let message = format!("the prefix \"{prefix}:\" is not declared");
    let near = nearest(prefix, known.declared.iter().copied(), 1);
    let near = did_you_mean(&near);
    let iri = known.graph.iter().find(|(name, _)| name == prefix);
    let iri = iri.map_or("…", |(_, namespace)| namespace.as_str());
    let hint = format!("declare it: @prefix {prefix}: <{iri}> .");
    match near.strip_prefix("; ") {
        Some(near) => (message, Some(format!("{near} Else {hint}"))),
        None => (message, Some(hint)),
    }
}

fn expected(what: &str, token: &str) -> String {
    if token == LINE_ENDS {
        format!("expected {what}, but the line ends")
    } else if token.trim().is_empty() {
        format!("expected {what}, but the document ends")
    } else {
        format!("expected {what}, not {}", shown(token))
    }
}

/// What another's parser says, as we begin a sentence.
pub(super) fn lowered(said: &str) -> String {
    let mut chars = said.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().collect::<String>() + &said[first.len_utf8()..]
        }
        _ => said.to_owned(),
    }
}

/// A piece of a document in quotes, not too long, and of its first line only.
fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let start: String = line.chars().take(40).collect();
    let more = if start.len() < text.len() { "…" } else { "" };
    format!("\"{start}{more}\"")
}
