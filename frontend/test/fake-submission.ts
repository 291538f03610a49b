// A submission as the service would answer it: a fresh draft, and what a test changes in it.
import type { Submission } from "../src/submission.ts";

const DRAFT: Submission = {
  id: "one",
  state: "draft",
  cancelling: false,
  ahead: null,
  revision: 0,
  metadata: {},
  problems: [],
  files: [],
  totals: {
    files: 0,
    bytes: 0,
    staged_files: 0,
    staged_bytes: 0,
    copied_files: 0,
    copied_bytes: 0,
  },
  limits: { files: 100, bytes: 50e9, part_batch: 100 },
  repository: {
    key: "zenodo",
    name: "Zenodo",
    practice: false,
    doi: null,
    record: null,
    preview: null,
    review: null,
  },
  way: { look: false, ends: "review" },
  reconciliation: null,
  attention: null,
  basis: null,
  agreement: null,
  told: false,
  timeline: [{ at: "2026-11-21T10:00:00Z", event: "opened", text: "Deposit opened", words: null }],
  curator_words: null,
  account: null,
  token_wanted: false,
  actions: ["edit", "upload", "submit", "cancel"],
  expires: "2027-02-19T10:00:00Z",
  ends_soon: false,
};

export function submissionOf(changes: Partial<Submission> = {}): Submission {
  return { ...DRAFT, ...changes };
}
