import { LineCounter, parseAllDocuments } from 'yaml';

/**
 * A JSON or YAML value. Whole numbers beyond 2^53 are bigints, because rounded numbers could wrongly be
 * equal.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Value[]
  | { readonly [key: string]: Value };

/** How the text is written. */
export type DataFormat = 'json' | 'yaml';

export type Data =
  | { readonly documents: readonly Value[] }
  | { readonly problem: string; readonly line?: number };

/** Stands for any value, for any number of list entries, or as a key for any number of further keys. */
export const anything = '...';

/** The values in a text: one, or several on a line each (JSON) or between `---` (YAML). Never throws. */
export function parsed(text: string, format: DataFormat): Data {
  if (text.trim() === '') return { problem: 'it is empty' };
  const data = format === 'json' ? parsedJson(text) : parsedYaml(text);
  return 'documents' in data && data.documents.some((value) => isDeeper(value, levelsAtMost))
    ? { problem: `it has more than ${levelsAtMost} levels` }
    : data;
}

/**
 * The deepest nesting that we read: deeper than programs print, and shallow enough for recursive functions.
 */
const levelsAtMost = 1_000;

function isDeeper(value: Value, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((entry: Value) => isDeeper(entry, levels - 1));
}

/** Whether a value of the page accepts every value, every object or every list. */
export function acceptsAnyValue(value: Value): boolean {
  if (value === anything || value === '{{any}}') return true;
  if (Array.isArray(value)) return value.length > 0 && value.every((entry) => entry === anything);
  return (
    isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => key === anything)
  );
}

export function isObject(value: Value): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Finds the line of a path of the printed value (`.items[0].name`): 0-based, from the first printed line. */
export function linesOfPaths(text: string): (path: readonly (string | number)[]) => number {
  const counter = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: counter, uniqueKeys: false, logLevel: 'silent' });
  const document = Array.isArray(documents) ? documents[0] : undefined;
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = document?.getIn(path.slice(0, length), true);
      const range =
        typeof node === 'object' && node !== null && 'range' in node
          ? (node.range as [number] | null | undefined)
          : undefined;
      if (range) return Math.max(0, counter.linePos(range[0]).line - 1);
    }
    return 0;
  };
}

function parsedJson(text: string): Data {
  const whole = jsonValue(text);
  if (!('problem' in whole)) return { documents: [whole.value] };
  const values = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [jsonValue(line)]));
  const documents = values.flatMap((value) => ('problem' in value ? [] : [value.value]));
  return documents.length === values.length ? { documents } : whole;
}

function jsonValue(text: string): { value: Value } | { problem: string; line?: number } {
  try {
    return { value: JSON.parse(text, exactNumber as (key: string, value: unknown) => unknown) as Value };
  } catch (error) {
    const message = messageOf(error);
    const line = / \(line (\d+) column \d+\)$/.exec(message)?.[1];
    // V8's message quotes a part of the text, which may hold a secret.
    const problem = message
      .replace(/, (?:\.{3})?".*"(?:\.{3})? is not valid JSON$/s, '')
      .replace(/ (?:in|after) JSON at position \d+(?: \(.*\))?$/, '');
    return { problem, ...(line !== undefined && { line: Number(line) }) };
  }
}

function exactNumber(_key: string, value: Value, context?: { readonly source?: string }): Value {
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? BigInt(context!.source!)
    : value;
}

function parsedYaml(text: string): Data {
  try {
    // We use only the core schema, whatever the text asks for, because it has the same values as JSON.
    const documents = parseAllDocuments(text, {
      schema: 'core',
      resolveKnownTags: false,
      intAsBigInt: true,
      logLevel: 'silent',
      prettyErrors: true,
    });
    if (!Array.isArray(documents)) return { problem: 'it is empty' };
    const [error] = documents.flatMap(({ errors }) => errors);
    if (error)
      return {
        problem: error.message.replace(/ at line \d+, column \d+:?[\s\S]*$/, ''),
        ...(error.linePos && { line: error.linePos[0].line }),
      };
    return { documents: documents.map((document) => plain(document.toJS() as Value)) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}

/** Turns bigints into numbers where these are exact. */
function plain(value: Value): Value {
  if (typeof value === 'bigint')
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
  return value;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
