import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Guide } from '../model.ts';
import { isRange } from '../options/when.ts';
import type { PageProblem } from '../problem.ts';
import { nearestKey } from '../text/nearest-key.ts';

type Head = Pick<Guide, 'title' | 'description' | 'requires' | 'namespaces' | 'creates'>;
type Path = readonly (string | number)[];

export interface FrontMatter {
  readonly values: Readonly<Record<string, unknown>>;
  /**
   * 1-based lines of keys and list items, by path, such as `guide.namespaces.0`. The empty path stands for
   * the first line.
   */
  readonly lines: ReadonlyMap<string, number>;
}

/** The 1-based line of a key or list item. If the path does not exist, the line of its nearest parent. */
export function lineOfKey({ lines }: FrontMatter, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(path.slice(0, length).join('.'));
    if (line !== undefined) return line;
  }
  return lines.get('') ?? 1;
}

const guideKeys = ['requires', 'namespaces', 'creates'];
const requiresKeys = ['kubernetes', 'istio', 'commands'];

/** Parses the YAML of a page's front matter, whose first line is `firstLine` of the page. */
export function readFrontMatter(yaml: string, firstLine: number): FrontMatter | PageProblem {
  const lineCounter = new LineCounter();
  // Astro reads YAML timestamps as dates, so we do the same.
  const document = parseDocument(yaml, { lineCounter, customTags: ['timestamp'] });
  const lineAt = (offset: number) => firstLine + lineCounter.linePos(offset).line - 1;
  const [error] = document.errors;
  if (error)
    return {
      code: 'front-matter',
      line: lineAt(error.pos[0]),
      message: `The front matter is not valid YAML: ${yamlProblem(error.message)}`,
    };
  let values: unknown;
  try {
    values = document.toJS() ?? {};
  } catch (thrown) {
    // YAML throws for an alias without an anchor, and for too many aliases.
    return {
      code: 'front-matter',
      line: firstLine,
      message: `The front matter is not valid YAML: ${thrown instanceof Error ? thrown.message : thrown}.`,
    };
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values)) {
    return {
      code: 'front-matter',
      line: firstLine,
      message: 'The front matter is not a list of `key: value` lines.',
    };
  }
  const lines = new Map([['', firstLine]]);
  const addLines = (node: unknown, path: Path): void => {
    const children = isMap(node)
      ? node.items.map(({ key, value }) => [key, isScalar(key) ? String(key.value) : '', value] as const)
      : [];
    const items = isSeq(node) ? node.items.map((item, at) => [item, at, item] as const) : [];
    for (const [place, key, value] of [...children, ...items]) {
      if (isNode(place) && place.range) lines.set([...path, key].join('.'), lineAt(place.range[0]));
      addLines(value, [...path, key]);
    }
  };
  addLines(document.contents, []);
  return { values: values as Record<string, unknown>, lines };
}

/** The first sentence of a message of the YAML parser, and what to do about it. */
function yamlProblem(message: string): string {
  const [sentence = ''] = message.replace(/ at line \d+, column \d+:?/, '').split('\n');
  const what = sentence.replace(/[.:]?$/, '.');
  if (what.startsWith('Implicit'))
    return `${what} Write \`key: value\`, or close the front matter with \`---\` above this line.`;
  if (what.startsWith('Tabs')) return `${what} Write spaces.`;
  if (what.startsWith('Map keys')) return `${what} Delete one of the two.`;
  return (
    `${what} Put a value that has \`:\`, \`#\` or brackets in quotes, and indent all keys of one level ` +
    'equally.'
  );
}

/** Reads `title`, `description` and `guide:`. */
export function readHead(frontMatter: FrontMatter): {
  readonly head: Head;
  readonly problems: readonly PageProblem[];
} {
  const problems: PageProblem[] = [];
  const { values } = frontMatter;
  const report: Report = (path, message) =>
    void problems.push({ code: 'front-matter', line: lineOfKey(frontMatter, path), message });
  for (const [key, value] of Object.entries(values)) {
    const message = misplacedKey(key, value);
    if (message !== undefined) report([key], message);
  }
  const guide = mapping(values.guide, ['guide'], guideKeys, report);
  const requires = mapping(guide.requires, ['guide', 'requires'], requiresKeys, report);
  const kubernetes = range(requires.kubernetes, ['guide', 'requires', 'kubernetes'], report);
  const istio = range(requires.istio, ['guide', 'requires', 'istio'], report);
  const namespaces = texts(guide.namespaces, ['guide', 'namespaces'], report);
  for (const [at, name] of namespaces.entries()) {
    if (isNamespace(name)) continue;
    report(
      ['guide', 'namespaces', at],
      `\`${name}\` cannot be a namespace. Write at most 63 lower-case letters, digits and hyphens, with a ` +
        'letter or digit at both ends.',
    );
  }
  const creates = texts(guide.creates, ['guide', 'creates'], report);
  for (const [at, object] of creates.entries()) {
    if (/^[A-Za-z][\w.-]*(?:\/[^/\s]+){1,2}$/.test(object)) continue;
    report(
      ['guide', 'creates', at],
      `\`${object}\` does not name an object. Write \`kind/name\`, or \`kind/namespace/name\` for an ` +
        'object in a namespace.',
    );
  }
  return {
    head: {
      title: text(values.title, ['title'], report),
      description: text(values.description, ['description'], report),
      requires: {
        ...(kubernetes !== undefined && { kubernetes }),
        ...(istio !== undefined && { istio }),
        commands: texts(requires.commands, ['guide', 'requires', 'commands'], report),
      },
      namespaces,
      creates,
    },
    problems,
  };
}

type Report = (path: Path, message: string) => void;

/** The message about a misplaced or misspelt key at the top level; `undefined` for other keys. */
function misplacedKey(key: string, value: unknown): string | undefined {
  if (guideKeys.includes(key))
    return `Nothing reads the key \`${key}\` at the top level. Indent it under \`guide:\`.`;
  if (requiresKeys.includes(key))
    return (
      `Nothing reads the key \`${key}\` at the top level. Indent it under \`requires:\`, which is under ` +
      '`guide:`.'
    );
  const meant = guideKeys.find((each) => [each, each.slice(0, -1)].includes(key.toLowerCase()));
  if (meant !== undefined)
    return `Nothing reads the key \`${key}\`. Write \`${meant}\`, and indent it under \`guide:\`.`;
  const isNear = nearestKey(key.toLowerCase(), ['guide']) !== undefined;
  const holdsKeys =
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).some((each) => [...guideKeys, ...requiresKeys].includes(each));
  if (key !== 'guide' && isNear && (holdsKeys || /^guides?$/i.test(key)))
    return `Nothing reads the key \`${key}\`. Write \`guide\`.`;
  const text = nearestKey(key.toLowerCase(), ['title', 'description'], 1);
  if (text !== undefined && text !== key) return `Nothing reads the key \`${key}\`. Write \`${text}\`.`;
  return undefined;
}

/** Whether Kubernetes accepts a name of a namespace: an RFC 1123 label. */
function isNamespace(name: string): boolean {
  return /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/.test(name);
}

function mapping(
  value: unknown,
  path: readonly string[],
  known: readonly string[],
  report: Report,
): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  const name = path.join('.');
  if (typeof value !== 'object' || Array.isArray(value)) {
    const example = known.includes('kubernetes') ? 'kubernetes: ">=1.33"' : 'namespaces: [team-a]';
    report(
      path,
      `\`${name}\` must hold \`key: value\` lines. Write one such as \`${example}\`; its keys are ` +
        `${known.join(', ')}.`,
    );
    return {};
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const nearest = nearestKey(key, known);
    const misplaced = name === 'guide' && requiresKeys.includes(key);
    const hint = misplaced
      ? 'Indent it under `requires:`.'
      : nearest
        ? `Did you mean ${nearest}?`
        : `Known keys: ${known.join(', ')}.`;
    report([...path, key], `Unknown key \`${name}.${key}\`. ${hint}`);
  }
  return value as Record<string, unknown>;
}

function text(value: unknown, path: readonly string[], report: Report): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  const shown = typeof value === 'object' ? '' : ` Put it in quotes: \`${path.at(-1)}: "${value}"\`.`;
  report(path, `\`${path.join('.')}\` must be text.${shown || ' Put it in quotes.'}`);
  return '';
}

function texts(value: unknown, path: readonly string[], report: Report): string[] {
  if (value === undefined || value === null) return [];
  const [name, key] = [path.join('.'), path.at(-1)];
  if (!Array.isArray(value)) {
    const example = typeof value === 'object' ? 'first, second' : String(value);
    report(path, `\`${name}\` must be a list. Write \`${key}: [${example}]\`.`);
    return [];
  }
  const strange = value.findIndex((item) => typeof item !== 'string');
  if (strange < 0) return value;
  const item: unknown = value[strange];
  const shown = typeof item === 'object' ? 'an item that is not text' : `\`${item}\`, which is not text`;
  report([...path, strange], `The list \`${name}\` has ${shown}. Put it in quotes.`);
  return [];
}

function range(value: unknown, path: readonly string[], report: Report): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && isRange(value)) return value;
  const example = typeof value === 'number' ? `>=${value}` : path.at(-1) === 'istio' ? '>=1.21' : '>=1.33';
  report(
    path,
    `\`${path.join('.')}\` must be a version range. Write one such as \`${path.at(-1)}: "${example}"\`.`,
  );
  return undefined;
}
