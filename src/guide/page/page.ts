import { type MdastNode, mdxToMdast } from 'satteri';
import { type BrokenFence, brokenFence } from '../mistakes/broken-fence.ts';
import type { Block } from '../mistakes/fence-block.ts';
import { fenceInText, promptsInText } from '../mistakes/fence-in-text.ts';
import { languageProblems } from '../mistakes/language-problems.ts';
import { mdxMistakes, mdxProblem } from '../mistakes/mdx-mistakes.ts';
import { misplacedFrontMatter } from '../mistakes/misplaced-front-matter.ts';
import { meantLanguage } from '../mistakes/step-language.ts';
import type { PageProblem } from '../problem.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';

/** A `console` or `output` fence as Markdown reads it. Lines are 1-based in the file. */
export interface Fence {
  readonly lang: 'console' | 'output';
  readonly meta: string;
  readonly body: string;
  readonly line: number;
  readonly endLine: number;
  /** The text of the nearest heading above; `undefined` if there is none. */
  readonly heading: string | undefined;
  /** Whether only blank lines are between this fence and the `console` or `output` fence before it. */
  readonly followsFence: boolean;
}

/** A file that the page shows as a picture or imports. */
export interface Reference {
  /** Relative to the page, with `/`. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
}

export interface Page {
  readonly frontMatter: FrontMatter;
  /** The fences above the first broken fence; all fences if none is broken. */
  readonly fences: readonly Fence[];
  readonly references: readonly Reference[];
  /** The lines of the file. */
  readonly lines: readonly string[];
  /** Problems of the page outside its steps. */
  readonly problems: readonly PageProblem[];
  /** Whether `fences` has all fences of the page, since none is broken. */
  readonly isWhole: boolean;
}

const levelsAtMost = 500;

/**
 * Reads the MDX text of a page, with the parser that the site uses: page and runner see the same fences.
 * Returns a problem if nothing of the page can be read.
 */
export function readPage(source: string): Page | PageProblem {
  const lines = source.split('\n');
  const misplaced = misplacedFrontMatter(lines);
  if (misplaced) return misplaced;
  let root: MdastNode;
  try {
    root = mdxToMdast(source, { features: { frontmatter: true } });
  } catch (error) {
    return mdxProblem(error, lines);
  }
  if (isDeep(root)) {
    const message = `Blocks are nested more than ${levelsAtMost} levels deep. Write them side by side.`;
    return { code: 'mdx-syntax', line: 1, message };
  }
  const { yaml, fences, blocks, broken, prompts, references } = partsOf(root, lines);
  const frontMatter = readFrontMatter(yaml, 2);
  if ('message' in frontMatter) return frontMatter;
  const cut = brokenFence(blocks, { lines, prompts });
  const [first] = [...broken, ...(cut ? [cut] : [])].sort((a, b) => a.from - b.from);
  const end = first?.from ?? Number.POSITIVE_INFINITY;
  const problems = [...languageProblems(blocks), ...mdxMistakes(root)].filter(({ line }) => line < end);
  return {
    frontMatter,
    references,
    fences: fences.filter(({ line }) => line < end),
    lines,
    problems: first ? [...problems, first.problem] : problems,
    isWhole: first === undefined,
  };
}

/** The parts of a page, each list in page order. */
interface Parts {
  readonly yaml: string;
  readonly fences: readonly Fence[];
  /** The fences of all languages. */
  readonly blocks: readonly Block[];
  /** The fences that Markdown reads as text. */
  readonly broken: readonly BrokenFence[];
  /** The lines of text that begin with a prompt. */
  readonly prompts: readonly number[];
  readonly references: readonly Reference[];
}

function partsOf(root: MdastNode, lines: readonly string[]): Parts {
  const fences: Fence[] = [];
  const blocks: Block[] = [];
  const broken: BrokenFence[] = [];
  const prompts: number[] = [];
  const references: Reference[] = [];
  let heading: string | undefined;
  let yaml = '';
  visit(root, (node, parent, before) => {
    const { start, end } = node.position ?? { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
    if (node.type === 'yaml') yaml = node.value;
    else if (node.type === 'heading') heading = plainText(node);
    else if (node.type === 'image' || node.type === 'mdxjsEsm') references.push(...referencesOf(node));
    else if (node.type === 'text' || node.type === 'inlineCode') {
      const piece = { type: node.type, value: node.value, line: start.line, endLine: end.line };
      const fence = fenceInText(piece, lines);
      if (fence) broken.push(fence);
      prompts.push(...promptsInText(piece, lines));
    } else if (node.type === 'code') {
      const block = {
        lang: node.lang ?? '',
        meta: node.meta ?? '',
        body: node.value,
        line: start.line,
        endLine: end.line,
      };
      // If a fence ends because its list item ends, the parser puts the end of the fence at column 1 of the
      // next line.
      const lastLine = end.column === 1 ? end.line - 1 : end.line;
      blocks.push({ ...block, endLine: lastLine, column: start.column, container: parent?.type ?? 'root' });
      if (!isFenceOfStep(node)) return;
      // The fence above has a misspelt `console` language, which `languageProblems` reports.
      if (node.lang === 'output' && before?.type === 'code' && meantLanguage(before.lang ?? '') === 'console')
        return;
      fences.push({
        ...block,
        lang: node.lang as Fence['lang'],
        heading,
        followsFence: before !== undefined && isFenceOfStep(before),
      });
    }
  });
  return { yaml, fences, blocks, broken, prompts, references };
}

/** Skips paths that are not relative: `/x` is a file of the site, and `x:` begins an address. */
function referencesOf(node: MdastNode): Reference[] {
  const line = node.position?.start.line ?? 1;
  if (node.type === 'image')
    return /^(?:[a-z][a-z\d+.-]*:|[/#?]|$)/i.test(node.url) ? [] : [{ path: decoded(node.url), line }];
  if (node.type !== 'mdxjsEsm') return [];
  return node.value.split('\n').flatMap((text, at) => {
    const path = /^(?:import|export)\b.*?\s(['"])(\.\.?\/[^'"]+)\1/.exec(text)?.[2];
    return path === undefined ? [] : [{ path, line: line + at }];
  });
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function isFenceOfStep(node: MdastNode): boolean {
  return node.type === 'code' && (node.lang === 'console' || node.lang === 'output');
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

type See = (node: MdastNode, parent: MdastNode | undefined, before: MdastNode | undefined) => void;

function visit(node: MdastNode, see: See, parent?: MdastNode, before?: MdastNode): void {
  see(node, parent, before);
  if (!('children' in node)) return;
  let last: MdastNode | undefined;
  for (const child of node.children as MdastNode[]) {
    visit(child, see, node, last);
    last = child;
  }
}

function plainText(node: MdastNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  if (!('children' in node)) return '';
  return (node.children as MdastNode[]).map(plainText).join('');
}
