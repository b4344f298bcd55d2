/** What every function throws. */
export interface PeerlabError extends Error {
  name: "PeerlabError";
  code: ErrorCode;
  /** Where it is in what was given, where that is known. */
  place?: Place;
}

export interface Place {
  /** The way to the value, such as "vpcs[0].id"; empty for the whole. */
  path: string;
  /** From 1; only of a text. */
  line?: number;
  /** In characters from 1; only of a text. */
  column?: number;
}

/** The stable name of a kind of error. */
export type ErrorCode =
  // What was given
  | "unreadable"
  | "newer-version"
  | "limit"
  // Links
  | "not-a-link"
  | "link-damaged"
  | "link-cut-off"
  | "link-too-large"
  // Traces and plans
  | "unknown-source"
  | "unknown-target"
  | "unknown-end"
  | "same-ends"
  | "no-such-family"
  | "no-common-family"
  | "address-outside"
  | "different-regions"
  | "no-way"
  // Edits
  | "unknown-entity"
  | "unknown-field"
  | "bad-id"
  | "bad-value"
  | "immutable-field"
  | "off-canvas";
