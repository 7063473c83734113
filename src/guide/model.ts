/**
 * The guide model: what a page with steps is, once parsed. Words are the design's glossary.
 * Everything here is plain data (JSON-safe), shared by the site, the runner and the reporters.
 */

export const matchModes = [
  'docs',
  'exact',
  'contains',
  'lines',
  'unordered',
  'regex',
  'json',
  'yaml',
  'table',
  'none',
] as const;
export type MatchMode = (typeof matchModes)[number];

export const roles = ['setup', 'step', 'cleanup'] as const;
export type Role = (typeof roles)[number];

/** The exit status an expectation asks for: one number, or any but 0. */
export type ExpectedExit = number | 'nonzero';

/** One printed output of the page. `line` is the 1-based line of its first line in the guide file. */
export interface Printed {
  readonly lines: readonly string[];
  readonly line: number;
  /** A version range on the target; absent: fits any target. */
  readonly when?: string;
}

/** What one command must show. An empty `printed` means that only the exit status is judged. */
export interface Expectation {
  readonly mode: MatchMode;
  readonly exit: ExpectedExit;
  /** The fence's own output first, then each `output` fence in page order. */
  readonly printed: readonly Printed[];
}

export interface Command {
  /** The exact bytes bash reads, without the prompt and without a final newline. */
  readonly text: string;
  /** 1-based line of the `$ ` in the guide file. */
  readonly line: number;
  /** Only reads: may be asked again until it matches. */
  readonly reads: boolean;
  readonly expectation: Expectation;
}

export interface Choice {
  readonly group: string;
  readonly value: string;
}

export interface Step {
  readonly id: string;
  /** Hex SHA-256 of the fence with its options and its `output` fences: changes with any of them. */
  readonly hash: string;
  /** 1-based position in the guide. */
  readonly ordinal: number;
  /** 1-based lines of the opening and the closing fence. */
  readonly line: number;
  readonly endLine: number;
  /** Text of the nearest heading above, or the guide's title. */
  readonly heading: string;
  readonly role: Role;
  readonly commands: readonly Command[];
  /** Ids of steps that must have passed first: as written, or derived from the variables they set. */
  readonly needs: readonly string[];
  readonly when?: string;
  /** Shown, never run; the reason. */
  readonly skip?: string;
  readonly choice?: Choice;
  readonly timeoutMs: number;
  /** Longest time a reading command is asked again; 0: never. Commands that write are never asked again. */
  readonly withinMs: number;
  /** A reading command has to match this many times in a row; 1: once. */
  readonly stable: number;
}

export interface Requires {
  /** Version ranges such as `>=1.33`; absent: the guide does not need it. */
  readonly kubernetes?: string;
  readonly istio?: string;
  /** Programs that must be on the session's PATH. */
  readonly commands: readonly string[];
}

export interface TargetVersions {
  readonly kubernetes?: string;
  readonly istio?: string;
}

export interface Guide {
  /** Path below `content/` without `.mdx`, or the file's own name elsewhere. */
  readonly name: string;
  /** The guide file as it was given. */
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly requires: Requires;
  /** Namespaces the guide may touch. */
  readonly namespaces: readonly string[];
  /**
   * What it creates outside them: `kind/name` or `kind/namespace/name`. In a name, `*` stands for any text.
   */
  readonly creates: readonly string[];
  readonly steps: readonly Step[];
}

/** The values of each choice group, in page order. */
export function choiceGroups(guide: Guide): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { choice } of guide.steps) {
    if (!choice) continue;
    const values = groups.get(choice.group) ?? [];
    if (!values.includes(choice.value)) values.push(choice.value);
    groups.set(choice.group, values);
  }
  return groups;
}
