import type { PlanRequest, RunRequest } from '../../src/guide/protocol.ts';

const modes = ['only', 'to-here', 'from-here', 'all', 'check'] as const;

/** A request's body as a RunRequest, or what is wrong with it. */
export function readRunRequest(body: string): RunRequest | string {
  return readRequest(body, ['key']);
}

/** A request's body as a PlanRequest, or what is wrong with it. */
export function readPlanRequest(body: string): PlanRequest | string {
  return readRequest(body, []);
}

function readRequest(body: string, also: readonly 'key'[]): RunRequest | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'The body is not JSON.';
  }
  if (typeof value !== 'object' || value === null) return 'The body must be an object.';
  const { guide, step, hash, key, mode, choices = {} } = value as Record<string, unknown>;
  for (const [name, text] of Object.entries({ guide, step, hash, ...(also.includes('key') && { key }) })) {
    if (typeof text !== 'string' || text === '' || text.length > 500) return `${name} must be a text.`;
  }
  const known = modes.find((each) => each === mode);
  if (known === undefined) return `mode must be one of ${modes.join(', ')}.`;
  if (!isTexts(choices)) return 'choices must be an object of texts.';
  return { guide, step, hash, key, mode: known, choices } as RunRequest;
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
}
