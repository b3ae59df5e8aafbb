//! The slips that many make, told from the words around them.

use super::reach::Again;
use super::tokens::{Kind, Token};
use crate::graph::Lens;
use crate::schema::Named;

type Found = Option<(usize, String)>;

/// What is known as a slip at the word that the parser does not take, or anywhere.
pub(super) fn slip(
    text: &str,
    all: &[Token<'_>],
    stuck: Option<&Token<'_>>,
    again: Again<'_>,
    lens: Lens<'_>,
) -> Found {
    let number = stuck.and_then(|stuck| all.iter().position(|token| token == stuck));
    language(all)
        .or_else(|| projected(all, number?))
        .or_else(|| bare(all, number?, lens))
        .or_else(|| bound(text, all, again))
}

/// `"text"@` without a language.
fn language(all: &[Token<'_>]) -> Found {
    let is_tag = |number: usize| {
        let at = &all[number];
        all.get(number + 1)
            .is_some_and(|next| next.kind == Kind::Word && next.start == at.start + 1)
    };
    let bare = (0..all.len()).find(|&number| all[number].text == "@" && !is_tag(number))?;
    let message = "a language is missing behind \"@\", as in \"text\"@en";
    Some((all[bare].start, message.into()))
}

/// What stands wrong between SELECT and the pattern.
fn projected(all: &[Token<'_>], number: usize) -> Found {
    let token = &all[number];
    let select = all[..number]
        .iter()
        .rposition(|token| token.text.eq_ignore_ascii_case("SELECT"))?;
    let between = &all[select + 1..number];
    if between.iter().any(|token| token.text == "{") {
        return None;
    }
    let opened = between.iter().filter(|token| token.text == "(").count();
    let closed = between.iter().filter(|token| token.text == ")").count();
    let after_as = between.last()?.text.eq_ignore_ascii_case("AS");
    let message = match (opened == closed, token.kind) {
        (true, Kind::Sign) if token.text == "," => {
            "the variables of SELECT stand side by side, without commas".into()
        }
        (false, Kind::Word) if after_as => format!("a variable begins with \"?\": ?{}", token.text),
        (false, Kind::Variable) if !after_as => format!("AS is missing before {}", token.text),
        (false, Kind::Bracket) if token.text == ")" && opened == closed + 1 => {
            "an expression of SELECT is given a name: (… AS ?name)".into()
        }
        _ => return None,
    };
    Some((token.start, message))
}

/// A name of the schema without its prefix.
fn bare(all: &[Token<'_>], number: usize, lens: Lens<'_>) -> Found {
    let token = &all[number];
    let before = number.checked_sub(1).map(|before| &all[before])?;
    let is_term = matches!(before.kind, Kind::Variable | Kind::Name | Kind::Iri)
        || before.text == "a"
        || matches!(before.text, ";" | "," | "{" | ".");
    if token.kind != Kind::Word || !is_term || !token.text.starts_with(char::is_alphabetic) {
        return None;
    }
    let known = short(token.text, lens);
    let message = match known {
        Some(known) => format!("{:?} has no prefix; did you mean {known}?", token.text),
        None if before.text == "{" || before.text == "." => return None,
        None => format!(
            "{:?} is no name with a prefix, as rb:Country is, and no text in quotes",
            token.text
        ),
    };
    Some((token.start, message))
}

/// A type or relation of the schema with its prefix.
fn short(name: &str, lens: Lens<'_>) -> Option<String> {
    let none = |_: &str| None;
    let iri = match lens.schema.type_or_iri(name, &none) {
        Ok(Named::Known(known)) => known.iri(),
        _ => match lens.schema.relation_or_iri(name, &none) {
            Ok(Named::Known(known)) => known.iri(),
            _ => return None,
        },
    };
    let mut prefixes = lens.prefixes().into_iter();
    prefixes.find_map(|(prefix, namespace)| {
        let local = iri.as_str().strip_prefix(namespace)?;
        Some(format!("{prefix}:{local}"))
    })
}

/// A BIND to a variable that has a value: the text is taken with another name for it.
fn bound(text: &str, all: &[Token<'_>], again: Again<'_>) -> Found {
    let mut mended = text.to_owned();
    let mut first = None;
    for number in (0..all.len()).rev() {
        let [name, close] = [number, number + 1].map(|number| all.get(number));
        let is_name = number > 0
            && all[number - 1].text.eq_ignore_ascii_case("AS")
            && close.is_some_and(|close| close.text == ")");
        if let Some(name) = name.filter(|name| is_name && name.kind == Kind::Variable)
            && all[..number]
                .iter()
                .any(|token| token.kind == Kind::Variable && token.text[1..] == name.text[1..])
        {
            let end = name.start + name.text.len();
            mended.replace_range(name.start..end, &format!("?rawabit_{number}"));
            first = Some(name);
        }
    }
    let name = first?;
    let message = format!("{} has a value already; give BIND another name", name.text);
    again(&mended).is_none().then_some((name.start, message))
}

/// A variable or a blank node in a block of an update that takes none.
pub(super) fn misplaced(all: &[Token<'_>]) -> Found {
    let is = |number: usize, word: &str| {
        let token = all.get(number);
        token.is_some_and(|token| token.kind == Kind::Word && token.text.eq_ignore_ascii_case(word))
    };
    let opens = |number: usize| all.get(number).is_some_and(|token| token.text == "{");
    for number in 0..all.len() {
        let (block, open, no_variables, no_nodes) = match number + 1 {
            next if is(number, "INSERT") && is(next, "DATA") => {
                ("INSERT DATA", next + 1, true, false)
            }
            next if is(number, "DELETE") && is(next, "DATA") => {
                ("DELETE DATA", next + 1, true, true)
            }
            next if is(number, "DELETE") && is(next, "WHERE") => {
                ("DELETE WHERE", next + 1, false, true)
            }
            next if is(number, "DELETE") => ("DELETE", next, false, true),
            _ => continue,
        };
        if !opens(open) {
            continue;
        }
        let mut depth = 0_u32;
        let inside = (open..all.len()).take_while(|&at| {
            match all[at].text {
                "{" => depth += 1,
                "}" => depth -= 1,
                _ => {}
            }
            depth > 0
        });
        for at in inside {
            let name = all[at].text;
            let message = match all[at].kind {
                Kind::Variable if no_variables => format!(
                    "{name} is a variable, and {block} takes none; write {} {{ … }} WHERE {{ … }}",
                    &block[..6]
                ),
                kind if no_nodes && makes_node(all, at) => {
                    let is = if kind == Kind::Name { "is" } else { "makes" };
                    format!(
                        "\"{name}\" {is} a blank node, and {block} takes none; a variable stands for one that is there"
                    )
                }
                _ => continue,
            };
            return Some((all[at].start, message));
        }
    }
    None
}

/// Whether a word stands for a blank node, or makes one.
fn makes_node(all: &[Token<'_>], number: usize) -> bool {
    let text = |number: Option<usize>| {
        let token = number.and_then(|number| all.get(number));
        token.map_or("", |token| token.text)
    };
    let has_name = |end: usize| text(end.checked_sub(2)) == "~";
    match all[number].text {
        "[" => true,
        "(" => text(Some(number + 1)) != ")",
        "{|" => !has_name(number),
        "<<" => {
            let end = (number..all.len()).find(|&at| all[at].text == ">>");
            !end.is_some_and(has_name)
        }
        name => all[number].kind == Kind::Name && name.starts_with("_:"),
    }
}

/// A variable of SELECT that is neither grouped nor counted.
pub(super) fn ungrouped(all: &[Token<'_>]) -> Found {
    let is = |token: &Token<'_>, word: &str| token.text.eq_ignore_ascii_case(word);
    for (number, _) in all
        .iter()
        .enumerate()
        .filter(|(_, token)| is(token, "SELECT"))
    {
        let rest = &all[number + 1..];
        let pattern = rest.iter().position(|token| token.text == "{")?;
        let mut depth = 0_i32;
        let plain: Vec<&Token<'_>> = rest[..pattern]
            .iter()
            .filter(|token| {
                depth += i32::from(token.text == "(") - i32::from(token.text == ")");
                depth == 0 && token.kind == Kind::Variable
            })
            .collect();
        let mut depth = 0_i32;
        let behind = rest[pattern..].iter().skip_while(|token| {
            depth += i32::from(token.text == "{") - i32::from(token.text == "}");
            depth > 0
        });
        let grouped: Vec<&str> = behind
            .skip(1)
            .take_while(|token| token.text != "}")
            .skip_while(|token| !is(token, "GROUP"))
            .take_while(|token| {
                !["HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"]
                    .iter()
                    .any(|word| is(token, word))
            })
            .map(|token| token.text)
            .collect();
        let is_grouped = |token: &&&Token<'_>| {
            grouped
                .iter()
                .any(|name| name.get(1..) == token.text.get(1..))
        };
        if let Some(token) = plain.iter().find(|token| !is_grouped(token)) {
            let name = token.text;
            let message = format!(
                "{name} has many values in a group: put it behind GROUP BY, or give one of them a name, as \
                 in (SAMPLE({name}) AS ?one)"
            );
            return Some((token.start, message));
        }
    }
    None
}
