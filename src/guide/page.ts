import { type MdastNode, mdxToMdast } from 'satteri';
import { parse as parseYaml } from 'yaml';
import type { Problem } from './problem.ts';

/** A fence of the page as Markdown sees it. Lines are 1-based in the file. */
export interface Fence {
  readonly lang: 'console' | 'output';
  readonly meta: string;
  readonly body: string;
  readonly line: number;
  readonly endLine: number;
  readonly heading: string | undefined;
  /** Nothing but blanks stands between this fence and the one before it. */
  readonly followsFence: boolean;
}

export interface Page {
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly fences: readonly Fence[];
}

const levelsAtMost = 500;

type Fault = Pick<Problem, 'code' | 'line' | 'message'>;

/** Reads MDX with the parser the site renders it with, so that page and runner see the same fences. */
export function readPage(source: string): Page | Fault {
  let root: MdastNode;
  try {
    root = mdxToMdast(source, { features: { frontmatter: true } });
  } catch (error) {
    return mdxFault(error);
  }
  if (isDeep(root)) {
    const message = `Blocks and marks are nested more than ${levelsAtMost} levels deep. Write them side by side.`;
    return { code: 'mdx-syntax', line: 1, message };
  }
  const fences: Fence[] = [];
  let heading: string | undefined;
  let yaml = '';
  visit(root, undefined, (node, before) => {
    if (node.type === 'yaml') yaml = node.value;
    else if (node.type === 'heading') heading = plainText(node);
    else if (node.type === 'code' && (node.lang === 'console' || node.lang === 'output')) {
      fences.push({
        lang: node.lang,
        meta: node.meta ?? '',
        body: node.value,
        line: node.position?.start.line ?? 1,
        endLine: node.position?.end.line ?? 1,
        heading,
        followsFence: before?.type === 'code' && (before.lang === 'console' || before.lang === 'output'),
      });
    }
  });
  const frontMatter = readFrontMatter(yaml);
  return 'message' in frontMatter ? frontMatter : { frontMatter: frontMatter.values, fences };
}

/** Whether blocks and marks are nested so deeply that walking through them would overflow the stack. */
function isDeep(root: MdastNode): boolean {
  let level: MdastNode[] = [root];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levelsAtMost) return true;
    level = level.flatMap((node) => ('children' in node ? (node.children as MdastNode[]) : []));
  }
  return false;
}

function visit(node: MdastNode, before: MdastNode | undefined, see: (node: MdastNode, before: MdastNode | undefined) => void): void {
  see(node, before);
  if (!('children' in node)) return;
  let last: MdastNode | undefined;
  for (const child of node.children as MdastNode[]) {
    visit(child, last, see);
    last = child;
  }
}

function plainText(node: MdastNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  if (!('children' in node)) return '';
  return (node.children as MdastNode[]).map(plainText).join('');
}

/** Sätteri's messages start with `line:column: `. */
function mdxFault(error: unknown): Fault {
  const text = error instanceof Error ? error.message : String(error);
  const found = /^(\d+):\d+: ([\s\S]*?)(?: \([\w:-]+\))?$/.exec(text);
  return { code: 'mdx-syntax', line: Number(found?.[1] ?? 1), message: `The page is not valid MDX: ${found?.[2] ?? text}.` };
}

function readFrontMatter(yaml: string): { readonly values: Record<string, unknown> } | Fault {
  try {
    const values: unknown = parseYaml(yaml) ?? {};
    if (typeof values === 'object' && !Array.isArray(values)) return { values: values as Record<string, unknown> };
    return { code: 'front-matter', line: 1, message: 'The front matter is not a list of `key: value` lines.' };
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { code: 'front-matter', line: 1, message: `The front matter is not valid YAML: ${first}` };
  }
}
