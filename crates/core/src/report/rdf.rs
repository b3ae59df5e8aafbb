//! A report as RDF: a validation report of [SHACL](https://www.w3.org/TR/shacl/#results-validation-report).

use std::fmt::Write as _;

use super::{Problem, Report};
use crate::model::Severity;
use crate::model::Term;
use crate::model::vocab::{rb, rdfs, sh};

impl Report {
    /// The report as a validation report of SHACL, in Turtle: `sh:conforms`, and a `sh:result` for each
    /// problem that is listed, errors as `sh:Violation`, notices as `sh:Info`.
    ///
    /// As SHACL has it, a report conforms where it has no result at all, not even a warning;
    /// [`is_ok`](Self::is_ok) asks for errors alone. A problem of a read, which is about no node, has a
    /// blank node for one, labelled with the place, and breaks `rb:ReadingConstraintComponent`.
    ///
    /// # Complexity
    /// O(n) in the problems that are listed.
    ///
    /// # Example
    /// ```
    /// use rawabit::Graph;
    /// let graph = Graph::new();
    /// graph.country("QA")?;
    /// assert!(graph.validate().to_rdf().contains("sh:conforms true"));
    /// # Ok::<(), rawabit::Error>(())
    /// ```
    #[must_use]
    pub fn to_rdf(&self) -> String {
        let mut turtle = format!(
            "@prefix {}: <{}> .\n@prefix {}: <{}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms {}",
            rdfs::PREFIX,
            rdfs::NAMESPACE,
            sh::PREFIX,
            sh::NAMESPACE,
            self.problems.is_empty()
        );
        if self.more > 0 {
            let _ = write!(
                turtle,
                " ;\n    rdfs:comment \"and {} more, which are not listed\"@en",
                self.more
            );
        }
        for (n, problem) in self.problems.iter().enumerate() {
            turtle.push_str(if n == 0 {
                " ;\n    sh:result [\n"
            } else {
                " , [\n"
            });
            result(&mut turtle, problem);
            turtle.push_str("    ]");
        }
        turtle.push_str(" .\n");
        turtle
    }
}

/// What a problem of a read breaks: that what comes in can be read.
const READING: &str = "ReadingConstraintComponent";

/// The inside of a `sh:ValidationResult`; writing to a string does not fail.
fn result(turtle: &mut String, problem: &Problem) {
    let severity = match problem.severity {
        Severity::Error => "Violation",
        Severity::Warning => "Warning",
        Severity::Notice => "Info",
    };
    let mut say = |predicate: &str, object: &str| {
        let _ = writeln!(turtle, "        {predicate} {object} ;");
    };
    say("a", "sh:ValidationResult");
    say("sh:resultSeverity", &format!("sh:{severity}"));
    if let Some(finding) = &problem.finding {
        say("sh:focusNode", &finding.focus.to_string());
        if let Some(path) = &finding.path {
            say("sh:resultPath", &format!("<{}>", path.as_str()));
        }
        if let Some(value) = finding.value.as_ref().filter(|value| is_plain(value)) {
            say("sh:value", &value.to_string());
        }
        let component = &finding.component;
        say("sh:sourceConstraintComponent", &format!("<{component}>"));
    } else {
        let parts = [Some(problem.place.trim()), problem.entity.as_deref()];
        let parts: Vec<&str> = parts
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        let label = text(&parts.join(", "));
        say("sh:focusNode", &format!("[ rdfs:label {label} ]"));
        let component = format!("<{}{READING}>", rb::NAMESPACE);
        say("sh:sourceConstraintComponent", &component);
    }
    let message = match &problem.hint {
        Some(hint) => format!("{}; {hint}", problem.message),
        None => problem.message.clone(),
    };
    let _ = writeln!(turtle, "        sh:resultMessage {}@en", text(&message));
}

/// A string as Turtle writes it.
fn text(text: &str) -> String {
    crate::model::Literal::string(text).to_string()
}

/// Whether readers of RDF 1.1 can read a term.
fn is_plain(term: &Term) -> bool {
    match term {
        Term::Iri(_) | Term::Blank(_) => true,
        Term::Literal(literal) => literal.direction().is_none(),
        Term::Triple(_) => false,
    }
}
