//! Those who own VPCs, and names for them.

use std::collections::BTreeMap;

use super::{Scenario, Vpc};

/// The name of an organisation.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop", "organization_id": "o1"}],
///         "organizations": [{"id": "o1", "name": "Shops Ltd"}]}"#,
/// )?;
/// let owner = &scenario.organizations[0];
/// assert_eq!(scenario.vpcs[0].organization_id.as_ref(), Some(&owner.id));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// The name of a project.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "shop", "project_id": "p1"}],
///         "projects": [{"id": "p1", "name": "Web shop", "organization_id": "o1"}]}"#,
/// )?;
/// let project = &scenario.projects[0];
/// assert_eq!(scenario.vpcs[0].project_id.as_ref(), Some(&project.id));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The organisation it belongs to.
    pub organization_id: Option<String>,
}

/// An owner of VPCs who looks at a scenario: a project, else an organisation
/// with all of its projects.
///
/// ```
/// use peerlab_core::scenario::{Scenario, Viewer};
///
/// let scenario = Scenario::from_json(
///     r#"{"vpcs": [{"id": "9f", "project_id": "web"}, {"id": "4e"}],
///         "projects": [{"id": "web", "organization_id": "acme"}]}"#,
/// )?;
/// let acme = Viewer::organization("acme");
/// assert_eq!(acme.owned(&scenario), [true, false], "one through its project, one is nobody's");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The organisation, where all of its projects look.
    pub organization_id: Option<String>,
    /// The project, where it looks for itself.
    pub project_id: Option<String>,
}

impl Viewer {
    /// Makes an organisation the viewer.
    ///
    /// ```
    /// use peerlab_core::scenario::Viewer;
    ///
    /// assert_eq!(Viewer::organization("acme").id(), "acme");
    /// ```
    #[must_use]
    pub fn organization(id: &str) -> Self {
        Self {
            organization_id: Some(id.to_owned()),
            project_id: None,
        }
    }

    /// Makes a project the viewer.
    ///
    /// ```
    /// use peerlab_core::scenario::Viewer;
    ///
    /// // The default project has its organisation's id, and is another viewer.
    /// assert_ne!(Viewer::project("acme"), Viewer::organization("acme"));
    /// ```
    #[must_use]
    pub fn project(id: &str) -> Self {
        Self {
            organization_id: None,
            project_id: Some(id.to_owned()),
        }
    }

    /// Returns the id of the project, else of the organisation.
    ///
    /// ```
    /// use peerlab_core::scenario::Viewer;
    ///
    /// assert_eq!(Viewer::project("web").id(), "web");
    /// assert_eq!(Viewer::default().id(), "", "nobody");
    /// ```
    #[must_use]
    pub fn id(&self) -> &str {
        let id = self
            .project_id
            .as_deref()
            .or(self.organization_id.as_deref());
        id.unwrap_or_default()
    }

    /// Returns what people call the viewer: the name that the scenario has for
    /// it, else its id.
    ///
    /// ```
    /// use peerlab_core::scenario::{Scenario, Viewer};
    ///
    /// let text = r#"{"organizations": [{"id": "7c", "name": "Acme"}]}"#;
    /// let scenario = Scenario::from_json(text)?;
    /// assert_eq!(Viewer::organization("7c").label(&scenario), "Acme");
    /// assert_eq!(Viewer::project("7c").label(&scenario), "7c");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn label<'s>(&'s self, scenario: &'s Scenario) -> &'s str {
        let id = self.id();
        let name = if self.project_id.is_some() {
            let project = scenario.projects.iter().find(|project| project.id == id);
            project.map(|project| &project.name)
        } else {
            let mut all = scenario.organizations.iter();
            let organization = all.find(|organization| organization.id == id);
            organization.map(|organization| &organization.name)
        };
        name.filter(|name| !name.trim().is_empty())
            .map_or(id, String::as_str)
    }

    /// Tells of each VPC of a scenario, in their order, whether it is the
    /// viewer's. One that names neither a project nor an organisation is
    /// nobody's.
    ///
    /// Takes O(n log n) time for n VPCs and projects.
    ///
    /// ```
    /// use peerlab_core::scenario::{Scenario, Viewer};
    ///
    /// let text = r#"{"vpcs": [
    ///     {"id": "9f", "project_id": "web", "organization_id": "acme"}, {"id": "4e"}]}"#;
    /// let scenario = Scenario::from_json(text)?;
    /// assert_eq!(Viewer::project("web").owned(&scenario), [true, false]);
    /// assert_eq!(Viewer::organization("acme").owned(&scenario), [true, false]);
    /// assert_eq!(Viewer::project("acme").owned(&scenario), [false, false]);
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    #[must_use]
    pub fn owned(&self, scenario: &Scenario) -> Vec<bool> {
        let mut organization_of = BTreeMap::new();
        for project in &scenario.projects {
            let organization = project.organization_id.as_deref();
            organization_of
                .entry(project.id.as_str())
                .or_insert(organization);
        }
        let is_own = |vpc: &Vpc| match (&self.project_id, &self.organization_id) {
            (Some(project), _) => vpc.project_id.as_ref() == Some(project),
            (None, Some(organization)) => {
                let of_project = || {
                    let project = vpc.project_id.as_deref()?;
                    organization_of.get(project).copied().flatten()
                };
                vpc.organization_id.as_deref().or_else(of_project) == Some(organization)
            }
            (None, None) => false,
        };
        scenario.vpcs.iter().map(is_own).collect()
    }
}
