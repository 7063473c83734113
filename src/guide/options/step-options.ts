import { type Choice, type ExpectedExit, type MatchMode, matchModes, type Role, roles } from '../model.ts';
import type { Problem } from '../problem.ts';
import { nearestKey } from '../text/nearest-key.ts';
import { durationMs } from './duration.ts';
import { readOptions } from './read-options.ts';
import { parseWhen } from './when.ts';

/** Options of a `console` fence, parsed, with their defaults. */
export interface StepOptions {
  readonly id?: string;
  readonly match: MatchMode;
  readonly exit: ExpectedExit;
  readonly timeoutMs: number;
  /** Milliseconds, where it is written. */
  readonly within?: number;
  /** Matches in a row, at least 2, where it is written. */
  readonly stable?: number;
  readonly role: Role;
  readonly needs?: readonly string[];
  readonly when?: string;
  readonly skip?: string;
  readonly choice?: Choice;
}

type OptionProblem = Pick<Problem, 'code' | 'message'>;

export const stepKeys = [
  'id',
  'match',
  'exit',
  'timeout',
  'within',
  'stable',
  'role',
  'needs',
  'when',
  'skip',
  'choice',
];
const outputKeys = ['when'];

const defaultTimeoutMs = 60_000;
export const defaultWithinMs = 30_000;
/** Longest `timeout` and `within` a guide may ask for. */
export const longestWaitMs = 60 * 60_000;
/** Most matches in a row that `stable` may ask for. */
const stableAtMost = 100;

export function stepOptions(meta: string): {
  readonly options: StepOptions;
  readonly problems: readonly OptionProblem[];
} {
  const { options: written, problems } = readOptions(meta, stepKeys);
  const all: OptionProblem[] = [...problems];
  const take = <T>(
    key: string,
    parse: (value: string) => T | undefined,
    wants: string | ((value: string) => string),
  ): T | undefined => {
    const value = written.get(key);
    if (value === undefined) return undefined;
    const parsed = value === true ? undefined : parse(value);
    if (parsed === undefined) {
      const shown = value === true ? key : `${key}=${value}`;
      all.push({
        code: 'bad-value',
        message: `\`${shown}\`: ${typeof wants === 'string' ? wants : wants(value === true ? '' : value)}`,
      });
    }
    return parsed;
  };
  const duration = (value: string) =>
    'write a time such as 500ms, 30s or 2m, at most ' +
    `60m.${/^[1-9]\d*$/.test(value) ? ` Did you mean ${value}s?` : ''}`;
  const oneOf = (words: readonly string[]) => (value: string) => {
    const nearest = nearestKey(value, words);
    return `write one of ${words.join(', ')}.${nearest ? ` Did you mean ${nearest}?` : ''}`;
  };
  const id = take('id', parseId, (value) =>
    value in {}
      ? 'this name is taken by JavaScript. Write another.'
      : 'write letters a to z, digits and hyphens, starting with a letter.',
  );
  const needs = take('needs', parseIds, 'write ids of steps, separated by commas.');
  const when = take(
    'when',
    (value) => (typeof parseWhen(value) === 'string' ? undefined : value),
    whenWants(written.get('when')),
  );
  const skip = take('skip', (value) => value.trim() || undefined, 'say why: skip="the reason".');
  const choice = take(
    'choice',
    parseChoice,
    'write group:value, such as way:gateway; the group begins with a small letter.',
  );
  const within = take('within', parseWait, duration);
  const stable = take(
    'stable',
    parseStable,
    `write how many matches in a row are asked for, from 2 to ${stableAtMost}.`,
  );
  const options: StepOptions = {
    match: take('match', (value) => matchModes.find((mode) => mode === value), oneOf(matchModes)) ?? 'docs',
    exit: take('exit', parseExit, 'write a number from 0 to 255, or nonzero.') ?? 0,
    timeoutMs:
      take(
        'timeout',
        (value) => parseWait(value) || undefined,
        (value) =>
          durationMs(value) === 0
            ? 'write a time of more than 0, such as 500ms, 30s or 2m.'
            : duration(value),
      ) ?? defaultTimeoutMs,
    role: take('role', (value) => roles.find((role) => role === value), oneOf(roles)) ?? 'step',
    ...(within !== undefined && { within }),
    ...(stable !== undefined && { stable }),
    ...(id !== undefined && { id }),
    ...(needs && { needs }),
    ...(when !== undefined && { when }),
    ...(skip !== undefined && { skip }),
    ...(choice && { choice }),
  };
  return { options, problems: all };
}

/** Options of an `output` fence. */
export function outputOptions(meta: string): {
  readonly when?: string;
  readonly problems: readonly OptionProblem[];
} {
  const { options, problems } = readOptions(meta, outputKeys, stepKeys);
  const when = options.get('when');
  if (when === undefined) return { problems };
  if (when === true || typeof parseWhen(when) === 'string') {
    return {
      problems: [
        ...problems,
        { code: 'bad-value', message: `\`${when === true ? 'when' : `when=${when}`}\`: ${whenWants(when)}` },
      ],
    };
  }
  return { when, problems };
}

function whenWants(value: string | true | undefined): string {
  const parsed = typeof value === 'string' ? parseWhen(value) : undefined;
  return typeof parsed === 'string' ? parsed : 'write a version range such as "istio>=1.21".';
}

/** Not a name that every object has, such as `constructor`: steps are looked up by their ids. */
function parseId(value: string): string | undefined {
  return /^[A-Za-z][\w-]*$/.test(value) && !(value in {}) ? value : undefined;
}

function parseIds(value: string): string[] | undefined {
  const ids = value.split(/[\s,]+/).filter(Boolean);
  return ids.length > 0 && ids.every((id) => parseId(id)) ? ids : undefined;
}

function parseExit(value: string): ExpectedExit | undefined {
  if (value === 'nonzero') return value;
  return /^\d{1,3}$/.test(value) && Number(value) <= 255 ? Number(value) : undefined;
}

function parseWait(value: string): number | undefined {
  const ms = durationMs(value);
  return ms !== undefined && ms <= longestWaitMs ? ms : undefined;
}

function parseStable(value: string): number | undefined {
  const count = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  return count >= 2 && count <= stableAtMost ? count : undefined;
}

function parseChoice(value: string): Choice | undefined {
  const found = /^([a-z][\w-]*):([\w-]+)$/.exec(value);
  return found?.[1] && found[2] ? { group: found[1], value: found[2] } : undefined;
}
