//! The page's size budget: what a first visit costs over the network.

use crate::failure::{Failure, Outcome, While};
use crate::say::give;
use miniz_oxide::deflate::compress_to_vec;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many bytes, compressed, may be fetched before the first picture.
const BEFORE_THE_PICTURE: usize = 250_000;
/// How many may be fetched until the page can be used: what it weighs today, with
/// little to spare, so that it only shrinks.
const BEFORE_THE_PAGE: usize = 1_119_000;
/// What gzip puts around the compressed bytes.
const GZIP_FRAME: usize = 18;

/// What a first visit fetches.
pub(crate) struct Fetched {
    /// Before the browser can show a picture: the shell and what it names.
    pub(crate) first: BTreeSet<PathBuf>,
    /// Then: the compiled page.
    pub(crate) page: BTreeSet<PathBuf>,
}

/// Prints what a first visit fetches and fails when it is over a budget.
pub(crate) fn check(site: &Path) -> Outcome {
    let Fetched { first, page } = fetched(site)?;
    give!("{:>10}  {:>10}", "bytes", "gzip");
    let before_the_picture = weigh(site, &first)?;
    hold(before_the_picture, BEFORE_THE_PICTURE, "first picture")?;
    let before_the_page = before_the_picture + weigh(site, &page)?;
    hold(before_the_page, BEFORE_THE_PAGE, "page")
}

/// Prints what files weigh and answers what they weigh together, compressed.
fn weigh(site: &Path, files: &BTreeSet<PathBuf>) -> Outcome<usize> {
    let mut total = 0;
    for file in files {
        let path = site.join(file);
        let content = fs::read(&path).trying(|| format!("read {}", path.display()))?;
        let gzip = compress_to_vec(&content, 9).len() + GZIP_FRAME;
        give!("{:>10}  {gzip:>10}  {}", content.len(), file.display());
        total += gzip;
    }
    Ok(total)
}

fn hold(total: usize, budget: usize, what: &str) -> Outcome {
    give!("{:>10}  {total:>10}  of {budget} before the {what}", "");
    if total > budget {
        return Err(Failure::new(format!(
            "What is fetched before the {what} is {} bytes over its budget of {budget}.",
            total - budget
        )));
    }
    Ok(())
}

/// Lists what a browser fetches on a first visit.
pub(crate) fn fetched(site: &Path) -> Outcome<Fetched> {
    let shell = site.join("index.html");
    let text = fs::read_to_string(&shell).trying(|| format!("read {}", shell.display()))?;
    let mut first: BTreeSet<_> = named_by(&text).map(PathBuf::from).collect();
    first.insert(PathBuf::from("index.html"));
    let mut page = BTreeSet::new();
    add_folder(site, Path::new("pkg"), &mut page)?;
    page.retain(|file| !first.contains(file));
    Ok(Fetched { first, page })
}

/// Finds the addresses in a shell we wrote ourselves, always in double quotes.
fn named_by(html: &str) -> impl Iterator<Item = &str> {
    ["href=\"", "src=\""]
        .into_iter()
        .flat_map(move |attribute| {
            html.split(attribute)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
        })
}

fn add_folder(site: &Path, folder: &Path, files: &mut BTreeSet<PathBuf>) -> Outcome {
    let whole = site.join(folder);
    let reading = || format!("read {}", whole.display());
    for entry in fs::read_dir(&whole).trying(reading)? {
        let entry = entry.trying(reading)?;
        let name = folder.join(entry.file_name());
        if entry.file_type().trying(reading)?.is_dir() {
            add_folder(site, &name, files)?;
        } else {
            files.insert(name);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::named_by;

    #[test]
    fn finds_what_the_shell_names() {
        let html = "<link rel=\"icon\" href=\"static/icon.svg\" type=\"image/svg+xml\">\n\
                    <script src=\"static/boot.js\"></script>";
        let named: Vec<_> = named_by(html).collect();
        assert_eq!(named, ["static/icon.svg", "static/boot.js"]);
    }
}
