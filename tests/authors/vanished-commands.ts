import { type MdastNode, mdxToMdast } from 'satteri';
import type { LoadedGuide } from '../../runner/check/load-guides.ts';
import { pageText } from '../../src/guide/page/page-text.ts';

/** Codes of problems because of which nothing of a page is read. */
const unread = ['mdx-syntax', 'page-text', 'front-matter'];

/**
 * The lines of a page that begin with `$ ` (behind blanks and the marks of quotes and lists), are not the
 * first line of one of its guide's commands, and that no problem or warning names: neither the line, nor the
 * fence around it, nor a broken fence above it, below which nothing of the page is read.
 */
export function vanishedCommands(source: string, { guide, problems, warnings }: LoadedGuide): number[] {
  if (guide.steps.length === 0 && problems.some(({ code }) => unread.includes(code))) return [];
  const told = new Set(
    [...problems, ...warnings].flatMap(({ line, message }) => [line, ...linesIn(message)]),
  );
  const commands = guide.steps.flatMap((step) => step.commands);
  const isCommand = (at: number) =>
    commands.some(
      ({ line, text }) => line === at || (told.has(line) && line < at && at < line + text.split('\n').length),
    );
  const fences = fencesIn(mdxToMdast(pageText(source), { features: { frontmatter: true } }));
  const isInFence = (at: number) => fences.some(({ from, to }) => from < at && at <= to && told.has(from));
  const [broken = Number.POSITIVE_INFINITY] = problems.flatMap(({ code, line }) =>
    code === 'lost-step' ? [line] : [],
  );
  const end = guide.steps.some(({ line }) => line > broken) ? Number.POSITIVE_INFINITY : broken;
  return pageText(source)
    .split('\n')
    .flatMap((line, at) => (/^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*\$ /.test(line) ? [at + 1] : []))
    .filter((line) => line < end && !told.has(line) && !isCommand(line) && !isInFence(line));
}

/** The lines that a message names, as in `line 5` and `lines 5 to 7`. */
function linesIn(message: string): number[] {
  return [...message.matchAll(/\blines? (\d+)(?: to (\d+))?/g)].flatMap(([, first, last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, at) => Number(first) + at),
  );
}

function fencesIn(node: MdastNode): { readonly from: number; readonly to: number }[] {
  const own =
    node.type === 'code' && node.position
      ? [{ from: node.position.start.line, to: node.position.end.line }]
      : [];
  return [...own, ...('children' in node ? (node.children as MdastNode[]).flatMap(fencesIn) : [])];
}
