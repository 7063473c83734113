import type { Guide } from './model.ts';
import { nearestKey } from './options.ts';
import type { Problem } from './problem.ts';
import { isRange } from './when.ts';

type Head = Pick<Guide, 'title' | 'description' | 'requires' | 'namespaces' | 'creates'>;
type Fault = Pick<Problem, 'code' | 'line' | 'message'>;

const guideKeys = ['requires', 'namespaces', 'creates'];
const requiresKeys = ['kubernetes', 'istio', 'commands'];

/** Reads `title`, `description` and `guide:`; every fault is reported at the front matter's first line. */
export function readHead(values: Readonly<Record<string, unknown>>): { readonly head: Head; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const fault = (message: string) => faults.push({ code: 'front-matter', line: 1, message });
  const guide = mapping(values.guide, 'guide', guideKeys, fault);
  const requires = mapping(guide.requires, 'guide.requires', requiresKeys, fault);
  const kubernetes = range(requires.kubernetes, 'guide.requires.kubernetes', fault);
  const istio = range(requires.istio, 'guide.requires.istio', fault);
  return {
    head: {
      title: text(values.title, 'title', fault),
      description: text(values.description, 'description', fault),
      requires: {
        ...(kubernetes !== undefined && { kubernetes }),
        ...(istio !== undefined && { istio }),
        commands: texts(requires.commands, 'guide.requires.commands', fault),
      },
      namespaces: texts(guide.namespaces, 'guide.namespaces', fault),
      creates: texts(guide.creates, 'guide.creates', fault),
    },
    faults,
  };
}

type Report = (message: string) => void;

function mapping(value: unknown, name: string, known: readonly string[], fault: Report): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    fault(`\`${name}\` must hold \`key: value\` lines.`);
    return {};
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const nearest = nearestKey(key, known);
    fault(`Unknown key \`${name}.${key}\`. ${nearest ? `Did you mean ${nearest}?` : `Known keys: ${known.join(', ')}.`}`);
  }
  return value as Record<string, unknown>;
}

function text(value: unknown, name: string, fault: Report): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  fault(`\`${name}\` must be text.`);
  return '';
}

function texts(value: unknown, name: string, fault: Report): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  fault(`\`${name}\` must be a list of texts.`);
  return [];
}

function range(value: unknown, name: string, fault: Report): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && isRange(value)) return value;
  fault(`\`${name}\` must be a version range such as ">=1.33".`);
  return undefined;
}
