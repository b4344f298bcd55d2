//! Names for those who own VPCs.

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
