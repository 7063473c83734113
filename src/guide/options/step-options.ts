import { type Choice, type ExpectedExit, type MatchMode, matchModes, type Role, roles } from '../model.ts';
import { nearestKey } from '../text/nearest-key.ts';
import { durationMs } from './duration.ts';
import { type OptionProblem, readOptions } from './read-options.ts';
import { parseWhen } from './when.ts';

/** The parsed options of a `console` fence. A field is absent if its option is not written. */
export interface StepOptions {
  readonly id?: string;
  readonly match: MatchMode;
  readonly exit: ExpectedExit;
  readonly timeoutMs: number;
  /** Milliseconds. */
  readonly within?: number;
  /** Matches in a row, at least 2. */
  readonly stable?: number;
  readonly role: Role;
  readonly needs?: readonly string[];
  readonly when?: string;
  readonly skip?: string;
  readonly choice?: Choice;
}

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
/** The longest `timeout` and `within` that a guide can set. */
export const longestWaitMs = 60 * 60_000;
/** The most matches in a row that `stable` can ask for. */
const stableAtMost = 100;

export function stepOptions(meta: string): {
  readonly options: StepOptions;
  readonly problems: readonly OptionProblem[];
} {
  const { options: written, problems } = readOptions(meta, stepKeys);
  const values = new Values(written);
  const id = values.take('id', parseId, idAdvice);
  const needs = values.take('needs', parseIds, 'write ids of steps, separated by commas.');
  const when = values.take('when', (value) => (isWhen(value) ? value : undefined), whenAdvice);
  const skip = values.take('skip', (value) => value.trim() || undefined, 'write why: skip="the reason".');
  const choice = values.take(
    'choice',
    parseChoice,
    'write group:value, such as way:gateway. The group begins with a lower-case letter.',
  );
  const within = values.take('within', parseWait, durationAdvice);
  const stable = values.take(
    'stable',
    parseStable,
    `write the number of matches in a row, from 2 to ${stableAtMost}.`,
  );
  const options: StepOptions = {
    match: values.take('match', oneOf(matchModes), adviceOneOf(matchModes)) ?? 'docs',
    exit: values.take('exit', parseExit, 'write a number from 0 to 255, or nonzero.') ?? 0,
    timeoutMs:
      values.take('timeout', (value) => parseWait(value) || undefined, timeoutAdvice) ?? defaultTimeoutMs,
    role: values.take('role', oneOf(roles), adviceOneOf(roles)) ?? 'step',
    ...(within !== undefined && { within }),
    ...(stable !== undefined && { stable }),
    ...(id !== undefined && { id }),
    ...(needs && { needs }),
    ...(when !== undefined && { when }),
    ...(skip !== undefined && { skip }),
    ...(choice && { choice }),
  };
  return { options, problems: [...problems, ...values.problems] };
}

/** What to write instead of a wrong value, as the end of a sentence. */
type Advice = string | ((value: string) => string);

/** The written options of a fence, and the problems of their values. */
class Values {
  readonly problems: OptionProblem[] = [];
  readonly #written: ReadonlyMap<string, string | true>;

  constructor(written: ReadonlyMap<string, string | true>) {
    this.#written = written;
  }

  /** The parsed value of an option; `undefined` if the option is absent or its value is wrong. */
  take<T>(key: string, parse: (value: string) => T | undefined, advice: Advice): T | undefined {
    const value = this.#written.get(key);
    if (value === undefined) return undefined;
    const parsed = value === true ? undefined : parse(value);
    if (parsed === undefined) {
      const text = value === true ? '' : value;
      this.problems.push(wrongValue(key, value, typeof advice === 'string' ? advice : advice(text)));
    }
    return parsed;
  }
}

function wrongValue(key: string, value: string | true, advice: string): OptionProblem {
  return { code: 'bad-value', message: `\`${value === true ? key : `${key}=${value}`}\`: ${advice}` };
}

/** The parsed options of an `output` fence. */
export function outputOptions(meta: string): {
  readonly when?: string;
  readonly problems: readonly OptionProblem[];
} {
  const { options, problems } = readOptions(meta, outputKeys, stepKeys);
  const when = options.get('when');
  if (when === undefined) return { problems };
  if (when === true || !isWhen(when))
    return { problems: [...problems, wrongValue('when', when, whenAdvice(when === true ? '' : when))] };
  return { when, problems };
}

function isWhen(value: string): boolean {
  return typeof parseWhen(value) !== 'string';
}

function whenAdvice(value: string): string {
  const parsed = value === '' ? '' : parseWhen(value);
  return typeof parsed === 'string' && parsed !== ''
    ? parsed
    : 'write a version range such as "istio>=1.21".';
}

/**
 * Rejects names that every object has, such as `constructor`, because steps are looked up by their ids in
 * plain objects.
 */
function parseId(value: string): string | undefined {
  return /^[A-Za-z][\w-]*$/.test(value) && !(value in {}) ? value : undefined;
}

function idAdvice(value: string): string {
  return value in {}
    ? 'JavaScript reserves this name. Write another.'
    : 'write letters a to z, digits and hyphens, starting with a letter.';
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

function durationAdvice(value: string): string {
  const hint = /^[1-9]\d*$/.test(value) ? ` Did you mean ${value}s?` : '';
  return `write a time such as 500ms, 30s or 2m, at most 60m.${hint}`;
}

function timeoutAdvice(value: string): string {
  return durationMs(value) === 0
    ? 'write a time of more than 0, such as 500ms, 30s or 2m.'
    : durationAdvice(value);
}

function oneOf<Word extends string>(words: readonly Word[]): (value: string) => Word | undefined {
  return (value) => words.find((word) => word === value);
}

function adviceOneOf(words: readonly string[]): (value: string) => string {
  return (value) => {
    const nearest = nearestKey(value, words);
    return `write one of ${words.join(', ')}.${nearest ? ` Did you mean ${nearest}?` : ''}`;
  };
}
