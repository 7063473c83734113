/** The explanation of one error code, for the page *Errors*. The texts are Markdown. */
export interface ErrorEntry {
  /** What is wrong, as a heading without a full stop. */
  readonly title: string;
  /** What happened, and why Guiderail treats it as an error. */
  readonly why: string;
  /** What the reader does about it. */
  readonly next: string;
}

/** Error codes that belong together: one section of the page *Errors*. */
export interface ErrorGroup {
  readonly title: string;
  /** When these errors appear, and with which exit status. */
  readonly about: string;
  /** Keys: the error codes, in the order of the page. A code never changes. */
  readonly entries: Readonly<Record<string, ErrorEntry>>;
}
