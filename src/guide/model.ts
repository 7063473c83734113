/**
 * The guide model: a parsed page with steps. The site, the runner and the reporters share it. Plain JSON
 * data. All lines are 1-based in the guide file.
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

/** The expected exit status: one number, or any number but 0. */
export type ExpectedExit = number | 'nonzero';

/** One printed output of the page. */
export interface Printed {
  readonly lines: readonly string[];
  /** The line of its first line. */
  readonly line: number;
  /**
   * Version ranges, such as `istio>=1.21`, that the target must fit; absent: the output is for every target.
   */
  readonly when?: string;
}

/** The expected result of one command. */
export interface Expectation {
  readonly mode: MatchMode;
  readonly exit: ExpectedExit;
  /**
   * The output in the step's own fence, then the `output` fences in page order. If it is empty, only the exit
   * status is judged.
   */
  readonly printed: readonly Printed[];
}

export interface Command {
  /** The text that bash reads, without the prompt and without a newline at the end. */
  readonly text: string;
  /** The line of the `$ `. */
  readonly line: number;
  /** The command only reads, so it can be repeated until it matches. */
  readonly reads: boolean;
  readonly expectation: Expectation;
}

/** One value of a choice group. A pass runs only the steps of one value of each group. */
export interface Choice {
  readonly group: string;
  readonly value: string;
}

export interface Step {
  readonly id: string;
  /** SHA-256 of the step's fences, their options included, as 64 hexadecimal digits. */
  readonly hash: string;
  /** 1-based position in the guide. */
  readonly ordinal: number;
  /** The line that opens the fence. */
  readonly line: number;
  /** The line that closes the fence. */
  readonly endLine: number;
  /** The text of the nearest heading above, or the title of the guide. */
  readonly heading: string;
  readonly role: Role;
  readonly commands: readonly Command[];
  /**
   * Ids of the steps that must have passed before: as written, or derived from the variables that they set.
   */
  readonly needs: readonly string[];
  /** Version ranges, such as `istio>=1.21`. On a target that does not fit, the step is skipped. */
  readonly when?: string;
  /** Why the step is never run; absent for a step that runs. */
  readonly skip?: string;
  readonly choice?: Choice;
  /** The longest time for one attempt of a command, in milliseconds. */
  readonly timeoutMs: number;
  /** How long a command that only reads is repeated, in milliseconds; 0: it runs only once. */
  readonly withinMs: number;
  /** How many times in a row a command that only reads must match. */
  readonly stable: number;
}

/** What the target and the machine must have. */
export interface Requires {
  /** A version range such as `>=1.33`; absent: every version will do. */
  readonly kubernetes?: string;
  /** A version range such as `>=1.21`; absent: the guide does not need Istio. */
  readonly istio?: string;
  /** Names of programs that must be on the PATH of the session. */
  readonly commands: readonly string[];
}

/** The versions on a target. */
export interface TargetVersions {
  /** Absent if the version is unknown. */
  readonly kubernetes?: string;
  /** Absent if the target has no Istio. */
  readonly istio?: string;
}

export interface Guide {
  /** The path below `content/` without `.mdx`; for a file elsewhere, its own name without `.mdx`. */
  readonly name: string;
  /** The guide file as it was given. */
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly requires: Requires;
  /** Namespaces in which the guide may write. */
  readonly namespaces: readonly string[];
  /**
   * Objects that the guide may write outside these namespaces: `kind/name` or `kind/namespace/name`. In a
   * name, `*` stands for any text.
   */
  readonly creates: readonly string[];
  readonly steps: readonly Step[];
}

/** The values of each choice group of a guide, both in page order. */
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
