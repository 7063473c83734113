/**
 * A mistake that an author makes, and everything that the command line says about it. `PAGE` stands for the
 * page's path without `.mdx`, `FOLDER` for its folder.
 */
export interface Mistake {
  readonly name: string;
  /** Lines of the front matter, between its `---`; `title: Quotas` where there are none. */
  readonly front?: readonly string[];
  /** Lines below the front matter. Below the usual one they begin in line 4. */
  readonly body: readonly string[];
  /** Texts of files beside the page, `PAGE.mdx`. */
  readonly beside?: Readonly<Record<string, string>>;
  /** What `check` says: `LINE: sentence [code]`, or `LINE: warning: sentence [code]`. */
  readonly check: readonly string[];
  /**
   * What `test` prints below the line that names the page, with `T s` for times. Only for pages without a
   * problem; for others, `test` says what `check` says.
   */
  readonly test?: readonly string[];
}

/** The whole text of a mistake's page. */
export function pageOf({ front = ['title: Quotas'], body }: Pick<Mistake, 'front' | 'body'>): string {
  return ['---', ...front, '---', ...body, ''].join('\n');
}
