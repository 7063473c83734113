import { type MdastNode, mdxToMdast } from 'satteri';
import { pageText } from '../guide/page/page-text.ts';

export interface PageSource {
  readonly title: string;
  readonly description: string | undefined;
  /** The page's MDX without its front matter. */
  readonly body: string;
}

/** The names of asides in Markdown on code hosts: `> [!NOTE]`. */
const alerts: Readonly<Record<string, string>> = {
  note: 'NOTE',
  tip: 'TIP',
  caution: 'WARNING',
  danger: 'CAUTION',
};

/**
 * Turns the source of a page into plain Markdown: the title becomes a heading, asides become alerts, and
 * imports and comments of MDX are left out. Fences stay as they are.
 */
export function markdownPage({ title, description, body: source }: PageSource): string {
  const body = pageText(source);
  const lines: (string | undefined)[] = body.split('\n');
  rewrite(mdxToMdast(body, { features: { directive: true } }), lines);
  const text = lines.filter((line) => line !== undefined).join('\n');
  return `${[`# ${title}`, description, text.trim()].filter(Boolean).join('\n\n')}\n`;
}

/** Rewrites the lines of a node and of its children. A deleted line becomes `undefined`. */
function rewrite(node: MdastNode, lines: (string | undefined)[]): void {
  const from = (node.position?.start.line ?? 1) - 1;
  const end = node.position?.end.line ?? 0;
  if (node.type === 'mdxjsEsm' || (node.type === 'mdxFlowExpression' && node.value.startsWith('/*')))
    drop(lines, from, end);
  else if (node.type === 'containerDirective' && alerts[node.name])
    quote(lines, from, end, alerts[node.name] ?? '');
  else if ('children' in node) for (const child of node.children as MdastNode[]) rewrite(child, lines);
}

/** Deletes lines and the blank line after them, so that no two blank lines follow each other. */
function drop(lines: (string | undefined)[], from: number, end: number): void {
  lines.fill(undefined, from, lines[end]?.trim() === '' ? end + 1 : end);
}

function quote(lines: (string | undefined)[], from: number, end: number, alert: string): void {
  const [, indent = '', title] = /^(\s*):::\w+(?:\[(.*)\])?/.exec(lines[from] ?? '') ?? [];
  lines[from] = `${indent}> [!${alert}]${title ? `\n${indent}> **${title}**\n${indent}>` : ''}`;
  for (let at = from + 1; at < end - 1; at += 1)
    lines[at] = `${indent}> ${(lines[at] ?? '').slice(indent.length)}`.trimEnd();
  lines[end - 1] = undefined;
}
