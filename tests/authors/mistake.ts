/**
 * A mistake that an author makes, and all that `check` and `test` print about it. `PAGE` stands for the path
 * of the page without `.mdx`, `FOLDER` for its folder.
 */
export interface Mistake {
  readonly name: string;
  /** Lines of the front matter between its `---`; by default `title: Quotas`. */
  readonly front?: readonly string[];
  /** The lines below the front matter. With the default front matter, they begin in line 4. */
  readonly body: readonly string[];
  /** Texts of files beside the page, `PAGE.mdx`. */
  readonly beside?: Readonly<Record<string, string>>;
  /** The messages of `check`: `LINE: sentence [code]`, or `LINE: warning: sentence [code]`. */
  readonly check: readonly string[];
  /**
   * The lines that `test` prints below the line that names the page, with `T s` for times. Only pages without
   * a problem have them; for other pages, `test` prints the messages of `check`.
   */
  readonly test?: readonly string[];
}

/** The whole text of a mistake's page. */
export function pageOf({ front = ['title: Quotas'], body }: Pick<Mistake, 'front' | 'body'>): string {
  return ['---', ...front, '---', ...body, ''].join('\n');
}
