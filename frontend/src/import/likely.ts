// Whether a file's name says that it describes the data: then reading it is offered.

const NAMES = [
  /^\.?zenodo\.json$/i,
  /^citation\.(cff|bib)$/i,
  /^codemeta\.json$/i,
  /^ro-crate-metadata\.json(ld)?$/i,
  /^datacite\.json$/i,
  /^datapackage\.json$/i,
  /\.cff$/i,
  /^META_.*\.json$/i,
];

/** More is no description of data, and no more is sent to be read. */
export const LARGEST = 1_000_000;

export function isLikelyMetadata({ name, size }: { name: string; size: number }): boolean {
  return size <= LARGEST && NAMES.some((pattern) => pattern.test(name));
}
