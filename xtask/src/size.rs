//! The page's size budget: what a first visit costs over the network.

use crate::failure::{Failure, Outcome, While};
use crate::say::give;
use miniz_oxide::deflate::compress_to_vec;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many bytes, compressed, may be fetched before the first picture. What the
/// page weighs today, with little to spare, so that it only shrinks; the aim is
/// 250,000.
const BUDGET: usize = 645_000;
/// What gzip puts around the compressed bytes.
const GZIP_FRAME: usize = 18;

/// Prints what a first visit fetches and fails when it is over the budget.
pub(crate) fn check(site: &Path) -> Outcome {
    let mut rows = Vec::new();
    for file in fetched_first(site)? {
        let path = site.join(&file);
        let content = fs::read(&path).trying(|| format!("read {}", path.display()))?;
        let gzip = compress_to_vec(&content, 9).len() + GZIP_FRAME;
        rows.push((file, content.len(), gzip));
    }
    let total: usize = rows.iter().map(|(_, _, gzip)| gzip).sum();
    give!("{:>10}  {:>10}", "bytes", "gzip");
    for (file, bytes, gzip) in &rows {
        give!("{bytes:>10}  {gzip:>10}  {}", file.display());
    }
    give!("{:>10}  {total:>10}  of {BUDGET}", "");
    if total > BUDGET {
        return Err(Failure::new(format!(
            "The page is {} bytes over its budget of {BUDGET}.",
            total - BUDGET
        )));
    }
    Ok(())
}

/// Lists what a browser fetches before it can show a picture: the shell, what
/// the shell names, and the compiled page.
pub(crate) fn fetched_first(site: &Path) -> Outcome<BTreeSet<PathBuf>> {
    let shell = site.join("index.html");
    let text = fs::read_to_string(&shell).trying(|| format!("read {}", shell.display()))?;
    let mut files: BTreeSet<_> = named_by(&text).map(PathBuf::from).collect();
    files.insert(PathBuf::from("index.html"));
    add_folder(site, Path::new("pkg"), &mut files)?;
    Ok(files)
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
