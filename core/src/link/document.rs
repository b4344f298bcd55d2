//! A scenario as the coder is told of it, and of its records those that own: VPCs,
//! projects, organisations.

use super::coder::{Coder, Field, RECORD, Stop, TEXT};
use super::facts::{Facts, Forms};
use super::names::{Blocks, Ids};
use super::{connectors, expectations, networks, placing, routes, rules};
use crate::scenario::record::Record;
use crate::scenario::{Organization, Project, Scenario, Vpc};

/// What was described so far.
#[derive(Default)]
pub(super) struct Known {
    pub(super) organizations: Ids,
    pub(super) projects: Ids,
    pub(super) vpcs: Ids,
    pub(super) networks: Ids,
    pub(super) resources: Ids,
    pub(super) connectors: Ids,
    /// Everything that an expectation may name, Private Networks first.
    pub(super) all: Ids,
    pub(super) blocks: Blocks,
    /// The Private Networks of each VPC, by their places.
    pub(super) of_vpc: Vec<Vec<usize>>,
}

/// Describes a scenario.
pub(super) fn scenario(coder: &mut Coder<'_>, given: &Scenario) -> Scenario {
    let mut made = Scenario::default();
    let mut known = Known::default();
    made.name = coder.spell_if(Field::Name, &given.name);
    made.description = coder.spell_if(Field::Description, &given.description);
    each(
        coder,
        Field::Organization,
        &given.organizations,
        |coder, one| {
            let organization = organization(coder, made.organizations.len(), one);
            known.organizations.push(&organization.id);
            made.organizations.push(organization);
        },
    );
    each(coder, Field::Project, &given.projects, |coder, one| {
        let project = project(coder, &known, &made, one);
        known.projects.push(&project.id);
        made.projects.push(project);
    });
    let mut owners = [None; 2];
    each(coder, Field::Vpc, &given.vpcs, |coder, one| {
        let vpc = vpc(coder, &known, &made, &mut owners, one);
        known.vpcs.push(&vpc.id);
        known.of_vpc.push(Vec::new());
        made.vpcs.push(vpc);
    });
    networks::describe(coder, &mut known, &mut made, given);
    networks::resources(coder, &mut known, &mut made, given);
    connectors::describe(coder, &mut known, &mut made, given);
    for id in made.vpcs.iter().map(|vpc| &vpc.id) {
        known.all.push(id);
    }
    routes::describe(coder, &mut known, &mut made, given);
    rules::ingress(coder, &mut known, &mut made, given);
    rules::acls(coder, &mut known, &mut made, given);
    expectations::describe(coder, &known, &mut made, given);
    placing::describe(coder, &known, &mut made, given);
    made
}

/// Ends a description: whether there is more behind it, which only what is newer
/// than this knows.
pub(super) fn end(coder: &mut Coder<'_>, has_more: bool) {
    if coder.exception(has_more) {
        coder.stop(Stop::Newer);
    }
}

/// Describes a list: how long it is, then one by one.
pub(super) fn each<T: Record>(
    coder: &mut Coder<'_>,
    field: Field,
    given: &[T],
    mut one: impl FnMut(&mut Coder<'_>, &T),
) {
    let count = coder.count(field, given.len(), RECORD);
    let blank = T::blank();
    for place in 0..count {
        // Keeping what is known of it for those behind it.
        coder.work(96);
        if coder.is_stopped() {
            return;
        }
        one(coder, given.get(place).unwrap_or(&blank));
    }
}

impl Coder<'_> {
    fn spell_if(&mut self, field: Field, given: &str) -> String {
        if self.step(field, 70, 70, !given.is_empty()) {
            self.spell(field, "", given)
        } else {
            String::new()
        }
    }
}

fn organization(coder: &mut Coder<'_>, place: usize, given: &Organization) -> Organization {
    let id = coder.like(
        Field::Organization,
        None,
        &Facts::default().place(place).known(),
        &given.id,
    );
    let name = coder.like(
        Field::OrganizationName,
        None,
        &Facts::default().forms(&id, Forms::All).known(),
        &given.name,
    );
    Organization { id, name }
}

fn project(coder: &mut Coder<'_>, known: &Known, made: &Scenario, given: &Project) -> Project {
    let last = made
        .projects
        .last()
        .and_then(|last| last.organization_id.as_deref());
    let last = last.and_then(|id| known.organizations.find(id));
    let organization = coder.maybe_pointer(
        Field::ProjectOrganization,
        &known.organizations,
        &[last, last.map_or(Some(0), |last| Some(last + 1))],
        given.organization_id.as_deref(),
    );
    let organization_id = organization.map(|organization| organization.id);
    let facts = Facts::default().place(made.projects.len());
    let facts = match &organization_id {
        Some(id) => facts.text(id),
        None => facts,
    };
    let id = coder.like(Field::Project, None, &facts.known(), &given.id);
    let name = coder.like(
        Field::ProjectName,
        None,
        &Facts::default().forms(&id, Forms::All).known(),
        &given.name,
    );
    Project {
        id,
        name,
        organization_id,
    }
}

/// `owners` are the places of the project and the organisation of the VPC
/// before.
fn vpc(
    coder: &mut Coder<'_>,
    known: &Known,
    made: &Scenario,
    owners: &mut [Option<usize>; 2],
    given: &Vpc,
) -> Vpc {
    let place = made.vpcs.len();
    let facts = Facts::default().place(place).known();
    let id = coder.like(Field::Vpc, None, &facts, &given.id);
    let facts = Facts::default().forms(&id, Forms::All).and(&facts).known();
    let name = coder.like(Field::VpcName, None, &facts, &given.name);
    let region = coder.recent(Field::VpcRegion, 0, &given.region);
    let [project, organization] = owners;
    let mut owner = |field, ids, last: &mut Option<usize>, given: &Option<String>| {
        let next = last.map_or(0, |last| last + 1);
        let guesses = [*last, Some(next)];
        let pointer = coder.maybe_pointer(field, ids, &guesses, given.as_deref())?;
        *last = pointer.place.or(*last);
        Some(pointer.id)
    };
    let project_id = owner(
        Field::VpcProject,
        &known.projects,
        project,
        &given.project_id,
    );
    let organization_id = owner(
        Field::VpcOrganization,
        &known.organizations,
        organization,
        &given.organization_id,
    );
    let tags = texts(coder, Field::VpcTag, &given.tags);
    let mut flag = |number, given| coder.flag(Field::VpcFlag, number, given);
    Vpc {
        id,
        name,
        region,
        project_id,
        organization_id,
        tags,
        routing_enabled: flag(0, given.routing_enabled),
        custom_routes_propagation_enabled: flag(1, given.custom_routes_propagation_enabled),
        transitivity_enabled: flag(2, given.transitivity_enabled),
    }
}

fn texts(coder: &mut Coder<'_>, field: Field, given: &[String]) -> Vec<String> {
    let count = coder.count(field, given.len(), TEXT);
    let mut made = Vec::new();
    for place in 0..count {
        if coder.is_stopped() {
            break;
        }
        made.push(coder.recent(field, 0, given.get(place).map_or("", String::as_str)));
    }
    made
}
