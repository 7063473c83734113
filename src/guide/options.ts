import type { ProblemCode } from './error-catalogue.ts';
import type { Problem } from './problem.ts';

/** One option of a fence, as written. A bare word has the value `true`. */
export interface WrittenOption {
  readonly key: string;
  readonly value: string | true;
}

type Fault = Pick<Problem, 'code' | 'message'>;

const optionPattern = /\s*(?:([A-Za-z][\w-]*)(?:=(?:"([^"]*)"|([^\s"]+)))?(?=\s|$)|(\S+))/y;

/** Splits `id=a within=10s skip="two words"`. `known` are the keys this fence takes. */
export function readOptions(
  meta: string,
  known: readonly string[],
): { readonly options: ReadonlyMap<string, string | true>; readonly faults: readonly Fault[] } {
  const options = new Map<string, string | true>();
  const faults: Fault[] = [];
  const fault = (code: ProblemCode, message: string) => faults.push({ code, message });
  for (const { key, value } of written(meta, fault)) {
    if (!known.includes(key)) fault('unknown-option', unknownOption(key, known));
    else if (options.has(key)) fault('doubled-option', `Option ${key} is given twice. Keep one.`);
    else options.set(key, value);
  }
  return { options, faults };
}

function* written(meta: string, fault: (code: ProblemCode, message: string) => void): Generator<WrittenOption> {
  const text = meta.trimEnd();
  optionPattern.lastIndex = 0;
  while (optionPattern.lastIndex < text.length) {
    const found = optionPattern.exec(text);
    if (!found) return;
    const [, key, quoted, bare, junk] = found;
    if (junk !== undefined || key === undefined) {
      fault('bad-value', `\`${junk}\` is not an option. Write key=value, key="two words" or a bare word.`);
    } else {
      yield { key, value: quoted ?? bare ?? true };
    }
  }
}

function unknownOption(key: string, known: readonly string[]): string {
  const nearest = nearestKey(key, known);
  const hint = nearest ? `Did you mean ${nearest}?` : `Known options: ${known.join(', ')}.`;
  return `Unknown option ${key}. ${hint}`;
}

/** The known key within two edits, if any. */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const near = known
    .map((candidate) => ({ candidate, edits: editDistance(key, candidate) }))
    .filter(({ edits }) => edits <= 2)
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.candidate;
}

/** Levenshtein distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** `250ms`, `30s`, `2m`, `1m30s` or `0` in milliseconds; `undefined` if it is none of these. */
export function durationMs(text: string): number | undefined {
  if (text === '0') return 0;
  const found = /^(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text);
  if (!found || text === '') return undefined;
  const [, minutes = 0, seconds = 0, millis = 0] = found;
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(millis);
}
