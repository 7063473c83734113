import type { PlanRequest, RunRequest } from '../../../../src/guide/protocol.ts';
import { requestTextChars } from '../../../limits.ts';

const modes = ['only', 'to-here', 'from-here', 'all', 'check'] as const;

/** Returns the body of a request as a RunRequest, or a sentence that says what is wrong with it. */
export function readRunRequest(body: string): RunRequest | string {
  return readRequest(body, ['guide', 'step', 'hash', 'key']);
}

/** Returns the body of a request as a PlanRequest, or a sentence that says what is wrong with it. */
export function readPlanRequest(body: string): PlanRequest | string {
  return readRequest(body, ['guide', 'step', 'hash']);
}

/**
 * Refuses unknown fields: the sender expects something that would not happen. `texts`: fields with a text.
 */
function readRequest(body: string, texts: readonly string[]): RunRequest | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'The body is not JSON.';
  }
  if (!isObject(value)) return 'The body must be an object.';
  const known = [...texts, 'mode', 'choices'];
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined)
    return (
      `${JSON.stringify(unknown.slice(0, 50))} is no field of this request. It takes ` +
      `${known.join(', ')}.`
    );
  for (const name of texts) if (!isText(value[name])) return `${name} must be a text.`;
  const mode = modes.find((each) => each === value['mode']);
  if (mode === undefined) return `mode must be one of ${modes.join(', ')}.`;
  const { choices = {} } = value;
  if (!isObject(choices) || !Object.values(choices).every(isText))
    return 'choices must be an object of texts.';
  return { ...value, mode, choices } as unknown as RunRequest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= requestTextChars;
}
