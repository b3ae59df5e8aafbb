//! The README keeps its word: its Rust runs as it stands there.

use std::path::Path;

/// The repository.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

#[test]
fn the_story_is_that_of_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let code = readme.split("```rust\n").nth(1).unwrap();
    let code = code.split("```").next().unwrap();
    assert_eq!(
        code,
        include_str!("readme/story.rs"),
        "copy it from README.md"
    );
}

/// Word for word what the README shows; not formatted, as it is narrower there.
mod story {
    include!("readme/story.rs");

    #[test]
    fn the_story_runs() {
        let folder = std::env::temp_dir().join(format!("rawabit-readme-{}", std::process::id()));
        let data = folder.join("examples/data");
        std::fs::create_dir_all(&data).unwrap();
        for name in ["summit.json", "article.ar.txt"] {
            let from = super::root().join("examples/data").join(name);
            std::fs::copy(from, data.join(name)).unwrap();
        }
        std::env::set_current_dir(&folder).unwrap();
        main().unwrap();
        let written = Graph::new();
        written.read("summit.ttl").unwrap();
        assert_eq!(written.claim_count(), 171, "the article's and one of ours");
        std::env::set_current_dir(super::root()).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
