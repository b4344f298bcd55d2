//! A table of overlapping subnets.

use peerlab_core::cidr::{Cidr, Relation};
use yew::{AttrValue, Callback, Html, html};

/// Two overlapping subnets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverlapRow {
    /// A Private Network's id and name, and its subnet.
    pub one: (AttrValue, AttrValue, Cidr),
    /// The other's.
    pub other: (AttrValue, AttrValue, Cidr),
    /// How the one stands to the other.
    pub relation: Relation,
    /// The addresses they have in common.
    pub range: Cidr,
}

/// How many overlaps are shown.
const MOST: usize = 100;

/// Shows overlapping subnets and the exact ranges they share. There are `total`
/// of them, should not all be listed; `on_show` shows the entity with an id.
pub fn overlaps(rows: &[OverlapRow], total: usize, on_show: &Callback<String>) -> Html {
    let side = |(id, name, subnet): &(AttrValue, AttrValue, Cidr)| {
        let id = id.to_string();
        let onclick = on_show.reform(move |_| id.clone());
        html! {
            <>
                <span class="address">{ subnet.to_string() }</span>
                <button type="button" class="link" {onclick}>{ name }</button>
            </>
        }
    };
    let shown = rows.len().min(MOST);
    html! {
        <div class="overlaps">
            <h3>{ match total {
                1 => "1 overlap".to_owned(),
                total => format!("{total} overlaps"),
            } }</h3>
            <ul>
                { for rows.iter().take(MOST).map(|row| html! {
                    <li>
                        <div class="overlap-side">{ side(&row.one) }</div>
                        <div class="overlap-relation">{ relation(row.relation) }</div>
                        <div class="overlap-side">{ side(&row.other) }</div>
                        <div class="overlap-range">
                            { "in common: " }
                            <span class="address">
                                { format!("{} – {}", row.range.first(), row.range.last()) }
                            </span>
                        </div>
                    </li>
                }) }
            </ul>
            if total > shown {
                <p class="muted">{ format!("The first {shown} of {} are listed.", total) }</p>
            }
        </div>
    }
}

const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Identical => "is the same as",
        Relation::Contains => "contains",
        Relation::Within => "lies within",
    }
}
