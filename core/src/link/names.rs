//! What was described so far, for what is described next to point at.

use std::borrow::Cow;

use super::coder::{Coder, Field};
use super::model::hash;
use super::prefix::{Near, plain};
use crate::cidr::Cidr;
use crate::order::Numbers;

/// The ids of one kind, in the order of the document.
#[derive(Default)]
pub(super) struct Ids {
    list: Vec<String>,
    places: Numbers<'static>,
}

impl Ids {
    pub(super) fn push(&mut self, id: &str) {
        // Of several with one id the first is meant.
        let place = self.list.len();
        self.places.entry(Cow::from(id.to_owned())).or_insert(place);
        self.list.push(id.to_owned());
    }

    pub(super) fn find(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }
}

/// An id that is pointed at, and what has it.
#[derive(Clone, Default)]
pub(super) struct Pointer {
    pub(super) id: String,
    pub(super) place: Option<usize>,
}

impl Coder<'_> {
    /// The id of something that was described before, or of nothing that was.
    pub(super) fn pointer(
        &mut self,
        field: Field,
        context: u32,
        ids: &Ids,
        guesses: &[Option<usize>],
        given: &str,
    ) -> Pointer {
        let found = ids.find(given);
        let count = ids.len();
        let guesses: Vec<usize> = guesses
            .iter()
            .copied()
            .flatten()
            .filter(|&guess| guess < count)
            .collect();
        let picked = self.pick(field, context, &guesses, &found.unwrap_or(usize::MAX));
        let place = match picked {
            Some(picked) => guesses.get(picked).copied(),
            None if self.step(field, context, 60, found.is_some()) => {
                Some(self.index(field, count, found.unwrap_or(0)))
            }
            None => None,
        };
        match place {
            Some(place) => self.pointed(ids, place),
            None => Pointer {
                id: self.recent(field, hash(&[62]), given),
                place: None,
            },
        }
    }

    /// The id at a place, as a pointer.
    pub(super) fn pointed(&mut self, ids: &Ids, place: usize) -> Pointer {
        let id = ids.list.get(place).cloned().unwrap_or_default();
        self.room(id.len());
        Pointer {
            id,
            place: Some(place),
        }
    }

    /// The id of something that was described before, if there is one.
    pub(super) fn maybe_pointer(
        &mut self,
        field: Field,
        ids: &Ids,
        guesses: &[Option<usize>],
        given: Option<&str>,
    ) -> Option<Pointer> {
        self.flag(field, 63, given.is_some())
            .then(|| self.pointer(field, 0, ids, guesses, given.unwrap_or_default()))
    }
}

/// A CIDR that stood in the document, and what it belongs to.
pub(super) struct Block {
    pub(super) text: String,
    pub(super) cidr: Option<Cidr>,
    pub(super) vpc: Option<usize>,
    pub(super) network: Option<usize>,
}

/// The CIDRs that stood in the document: first the subnets, in its order, then
/// others.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) list: Vec<Block>,
    /// How many are subnets.
    pub(super) subnets: usize,
    places: Numbers<'static>,
}

impl Blocks {
    /// Adds a subnet, unless it stood there before.
    pub(super) fn add_subnet(&mut self, text: &str, vpc: Option<usize>, network: usize) {
        if !self.places.contains_key(text) {
            self.add(Block {
                text: text.to_owned(),
                cidr: plain(text),
                vpc,
                network: Some(network),
            });
            self.subnets = self.list.len();
        }
    }

    fn add(&mut self, block: Block) -> usize {
        let place = self.list.len();
        self.places.insert(Cow::from(block.text.clone()), place);
        self.list.push(block);
        place
    }

    fn find(&self, text: &str) -> Option<usize> {
        self.places.get(text).copied()
    }

    pub(super) fn get(&self, place: Option<usize>) -> Option<&Block> {
        self.list.get(place?)
    }
}

/// In which order CIDRs stood in a column.
#[derive(Default)]
pub(super) struct Order {
    pub(super) last: Option<usize>,
    /// What stood behind each of the blocks.
    next: Vec<Option<usize>>,
}

impl Order {
    /// What stood behind one before.
    pub(super) fn behind(&self, place: Option<usize>) -> Option<usize> {
        self.next.get(place?).copied().flatten()
    }

    pub(super) fn go_on(&mut self, to: usize) {
        if let Some(last) = self.last {
            if self.next.len() <= last {
                self.next.resize(last + 1, None);
            }
            if let Some(next) = self.next.get_mut(last) {
                *next = Some(to);
            }
        }
        self.last = Some(to);
    }
}

impl Coder<'_> {
    /// A CIDR that may have stood in the document before; where it stands among
    /// the blocks.
    pub(super) fn block(
        &mut self,
        field: Field,
        blocks: &mut Blocks,
        guesses: &[Option<usize>],
        near: &Near,
        given: &str,
    ) -> usize {
        let found = blocks.find(given);
        let guesses: Vec<usize> = guesses.iter().copied().flatten().collect();
        if let Some(picked) = self.pick(field, 0, &guesses, &found.unwrap_or(usize::MAX)) {
            let place = guesses.get(picked).copied().unwrap_or(0);
            self.room(blocks.get(Some(place)).map_or(0, |block| block.text.len()));
            return place;
        }
        if self.step(field, 0, 60, found.is_some()) {
            let place = self.index(field, blocks.list.len(), found.unwrap_or(0));
            self.room(blocks.get(Some(place)).map_or(0, |block| block.text.len()));
            return place;
        }
        let text = self.prefix(field, near, given);
        if let Some(place) = blocks.find(&text) {
            return place;
        }
        let cidr = plain(&text);
        self.work(blocks.subnets);
        let subnets = blocks.list.iter().take(blocks.subnets);
        let owner = cidr.filter(|cidr| cidr.length() > 0).and_then(|cidr| {
            let mut overlapping =
                subnets.filter(|block| block.cidr.is_some_and(|subnet| subnet.overlaps(cidr)));
            overlapping.next()
        });
        let (vpc, network) = owner.map_or((None, None), |owner| (owner.vpc, owner.network));
        blocks.add(Block {
            text,
            cidr,
            vpc,
            network,
        })
    }
}
