import { type MdastNode, mdxToMdast } from 'satteri';
import type { LoadedGuide } from '../../runner/check/load-guides.ts';
import { pageText } from '../../src/guide/page/page-text.ts';

/** Codes of problems that prevent reading a page at all. */
const unread = ['mdx-syntax', 'page-text', 'front-matter'];

/**
 * The lines with a prompt that are lost without a message. Such a line begins with `$ ` (after white space
 * and the marks of quotes and lists) and is not the first line of a command of the guide. No problem or
 * warning names the line, the fence around it, or a broken fence above it, below which Guiderail reports
 * nothing.
 */
export function vanishedCommands(source: string, { guide, problems, warnings }: LoadedGuide): number[] {
  if (guide.steps.length === 0 && problems.some(({ code }) => unread.includes(code))) return [];
  const reported = new Set(
    [...problems, ...warnings].flatMap(({ line, message }) => [line, ...linesIn(message)]),
  );
  const commands = guide.steps.flatMap((step) => step.commands);
  const isCommand = (at: number) =>
    commands.some(
      ({ line, text }) =>
        line === at || (reported.has(line) && line < at && at < line + text.split('\n').length),
    );
  const fences = fencesIn(mdxToMdast(pageText(source), { features: { frontmatter: true } }));
  const isInFence = (at: number) =>
    fences.some(({ from, to }) => from < at && at <= to && reported.has(from));
  const [broken = Number.POSITIVE_INFINITY] = problems.flatMap(({ code, line }) =>
    code === 'lost-step' ? [line] : [],
  );
  const end = guide.steps.some(({ line }) => line > broken) ? Number.POSITIVE_INFINITY : broken;
  return pageText(source)
    .split('\n')
    .flatMap((line, at) => (/^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*\$ /.test(line) ? [at + 1] : []))
    .filter((line) => line < end && !reported.has(line) && !isCommand(line) && !isInFence(line));
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
