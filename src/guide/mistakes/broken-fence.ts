import type { PageProblem } from '../problem.ts';
import { type Block, type FenceShape, shapeOf } from './fence-block.ts';
import { indentation } from './indentation.ts';
import { isStepLanguage } from './step-language.ts';

/** A fence that does not begin or end where its author meant. */
export interface BrokenFence {
  readonly problem: PageProblem;
  /**
   * From this 1-based line on, Markdown does not read the page as its author meant. Guiderail reports nothing
   * about the lines below.
   */
  readonly from: number;
}

type Found = Omit<PageProblem, 'code'>;

/**
 * The first fence of the page that is not closed, or that ends where its author did not mean. `lines`: the
 * lines of the page. `prompts`: the 1-based lines of its text that begin with a prompt.
 */
export function brokenFence(
  blocks: readonly Block[],
  { lines, prompts }: { lines: readonly string[]; prompts: readonly number[] },
): BrokenFence | undefined {
  const hasSteps = blocks.some(({ lang }) => isStepLanguage(lang));
  for (const [at, block] of blocks.entries()) {
    const shape = shapeOf(block, lines);
    if (!shape) continue;
    const before = blocks[at - 1];
    const prompt = prompts.find((line) => line < block.line && line > (before?.endLine ?? 0));
    if (prompt !== undefined && isProbablyClosing(block, shape))
      return { problem: { code: 'lost-step', ...notOpened(prompt, block, shape, lines) }, from: prompt };
    const found = notClosed(block, { shape, lines, before, hasSteps });
    if (found) return { problem: { code: 'lost-step', ...found }, from: block.line };
  }
  return undefined;
}

/**
 * Whether the author probably meant the opening line of this fence as a closing line: it has no language, and
 * the fence is not closed or another fence begins inside it.
 */
function isProbablyClosing({ lang }: Block, { isClosed, inner }: FenceShape): boolean {
  return lang === '' && (!isClosed || inner !== undefined);
}

function notOpened(prompt: number, { line }: Block, { mark }: FenceShape, lines: readonly string[]): Found {
  const text = (lines[prompt - 1] ?? '').replace(/^.*?(?=\$ )/, '');
  return {
    line: prompt,
    message:
      `\`${text}\` is not in a fence: line ${line} closes a fence, but no line opens it. Write ` +
      `${mark}console on a line of its own before this line.`,
  };
}

interface Surroundings {
  readonly shape: FenceShape;
  readonly lines: readonly string[];
  /** The fence before this one. */
  readonly before: Block | undefined;
  /** Whether the page has steps. */
  readonly hasSteps: boolean;
}

function notClosed(block: Block, surroundings: Surroundings): Found | undefined {
  const { shape, lines, before, hasSteps } = surroundings;
  const { mark, isClosed, inner } = shape;
  const isStep = isStepLanguage(block.lang);
  if (inner && (isStep || inner.isStep)) return closedTooLate(block, surroundings, inner);
  if (isClosed) return undefined;
  const next = lines.findIndex((line, at) => at >= block.endLine && line.trim() !== '');
  if (next >= 0)
    return isStep || lines[next]?.trim() === mark ? cutOff(block, { mark, lines, next }) : undefined;
  if (isStep) {
    const message =
      `${nameOf(block)} is not closed, so it goes on to the end of the page. Write ${mark} alone on a line ` +
      'after its last line.';
    return {
      line: block.line,
      message: message + almostClosing(lines, { from: block.line, end: block.endLine }),
    };
  }
  if (block.lang !== '' || !hasSteps) return undefined;
  return {
    line: block.line,
    message: missingClosing(before, 'nothing closes it before the end of the page'),
  };
}

/** A fence that swallows the beginning of another fence. */
function closedTooLate(
  block: Block,
  { shape: { mark }, lines, before }: Surroundings,
  inner: NonNullable<FenceShape['inner']>,
): Found {
  if (block.lang === '')
    return {
      line: block.line,
      message: missingClosing(before, `line ${inner.line} inside it begins another fence`),
    };
  const message =
    `${nameOf(block)} is not closed before line ${inner.line}, which begins another fence. Write ${mark} ` +
    'alone on a line after its last line.';
  const example = isStepLanguage(block.lang)
    ? ''
    : ` If line ${inner.line} belongs to an example, begin and end the example with ` +
      `${mark}${mark.charAt(0)}.`;
  return {
    line: block.line,
    message: message + almostClosing(lines, { from: block.line, end: inner.line - 1 }) + example,
  };
}

const containerNames: Readonly<Record<string, string>> = {
  blockquote: 'quote',
  footnoteDefinition: 'footnote',
};

/**
 * A fence that ends because the list item, quote or footnote around it ends. `next`: the index of the line
 * after it.
 */
function cutOff(
  block: Block,
  { mark, lines, next }: { mark: string; lines: readonly string[]; next: number },
): Found {
  const line = lines[next] ?? '';
  const isMark = line.trim() === mark;
  const name = nameOf(block);
  const container = containerNames[block.container] ?? 'list item';
  const own = indentation(lines[block.line - 1] ?? '');
  if (!isMark && (lines[next - 1]?.trim() === '' || /^\s*(?:[-*+]|\d+[.)]|#+)\s/.test(line))) {
    const write = container === 'quote' ? `\`> \` and ${mark}` : `${mark} with ${own} before it`;
    return {
      line: block.line,
      message:
        `${name} is not closed before line ${next + 1}, where its ${container} ends. Write ${write} above ` +
        'that line.',
    };
  }
  if (container === 'quote') {
    const message =
      `${name} is in a quote. This line does not begin with \`> \`, so the quote ends, and the fence ends ` +
      'with it. Begin each line of the fence with `> `.';
    return { line: next + 1, message };
  }
  const what = isMark ? 'the closing fence' : 'this line';
  const message =
    `${name} is in a ${container} with ${own} before it, but ${what} has ${indentation(line)}, so the ` +
    `${container} ends, and the fence ends with it. Write ${own} before ` +
    `${isMark ? what : 'each line of the fence'}.`;
  return { line: next + 1, message };
}

function missingClosing(before: Block | undefined, why: string): string {
  const which = before
    ? `A closing line is missing, either for this fence or for the fence in lines ${before.line} to ` +
      `${before.endLine}.`
    : 'The closing line of this fence is missing.';
  return `This line begins a fence without a language, and ${why}. ${which} Add it.`;
}

/**
 * Names the line of the fence that looks like its closing line but is not. Searches the lines from index
 * `from` to before `end`.
 */
function almostClosing(lines: readonly string[], { from, end }: { from: number; end: number }): string {
  const at = lines.findIndex(
    (line, at) => at >= from && at < end && /^[\s>]*(?:`{2,}|~{3,})[^`]*$/.test(line),
  );
  return at < 0 ? '' : ` Line ${at + 1}, ${(lines[at] ?? '').trim()}, does not close it.`;
}

function nameOf({ lang, line }: Block): string {
  return lang === '' ? `The fence of line ${line}` : `The \`${lang}\` fence of line ${line}`;
}
