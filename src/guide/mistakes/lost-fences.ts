import { stepKeys } from '../options/step-options.ts';
import type { PageProblem } from '../problem.ts';
import { nearestKey } from '../text/nearest-key.ts';
import { indentation } from './indentation.ts';

/** A fence of any language as Markdown sees it. Lines and columns are 1-based in the file. */
export interface Block {
  readonly lang: string;
  readonly meta: string;
  readonly body: string;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  /** The type of the Markdown node around it, such as `listItem`. */
  readonly container: string;
}

/**
 * A fence that does not end where its author ended it. From line `from` on, Markdown reads the page
 * differently from what the author meant.
 */
export interface BrokenFence {
  readonly problem: PageProblem;
  /**
   * The line from which on Markdown reads the page in another way than the author meant. Nothing below it is
   * judged.
   */
  readonly from: number;
}

const stepLanguages = ['console', 'output'];

/** Languages that other sites use for what a terminal shows. */
const shellLanguages = [
  '',
  'bash',
  'sh',
  'shell',
  'zsh',
  'shell-session',
  'shellsession',
  'sh-session',
  'bash-session',
  'terminal',
  'text',
  'txt',
  'plain',
  'plaintext',
  'none',
];

/**
 * The first fence of the page that has no end, or another end than its author meant. `lines`: the lines of
 * the page. `prompts`: line numbers of prompts in its text.
 */
export function brokenFence(
  blocks: readonly Block[],
  { lines, prompts }: { lines: readonly string[]; prompts: readonly number[] },
): BrokenFence | undefined {
  const hasSteps = blocks.some(({ lang }) => isStepLanguage(lang));
  for (const [at, block] of blocks.entries()) {
    const prompt = prompts.find((line) => line < block.line && line > (blocks[at - 1]?.endLine ?? 0));
    if (prompt !== undefined && endsElsewhere(block, lines))
      return { problem: { code: 'lost-step', ...unopened(prompt, block, lines) }, from: prompt };
    const problem = faultOf(block, { lines, before: blocks[at - 1], hasSteps });
    if (problem) return { problem: { code: 'lost-step', ...problem }, from: block.line };
  }
  return undefined;
}

/**
 * Whether the opening line of a fence without a language was probably meant as a closing line: the fence is
 * not closed, or another fence begins inside it.
 */
function endsElsewhere(block: Block, lines: readonly string[]): boolean {
  const mark = markOf(block, lines);
  if (!mark || block.lang !== '') return false;
  const closed = isClosed(block, mark, lines);
  return !closed || openingWithin(block, { mark, closed, lines }) !== undefined;
}

function unopened(prompt: number, { line, column }: Block, lines: readonly string[]): Found {
  const mark = markOf({ line, column }, lines) ?? '```';
  const text = (lines[prompt - 1] ?? '').replace(/^.*?(?=\$ )/, '');
  return {
    line: prompt,
    message:
      `\`${text}\` is not in a fence: line ${line} closes a fence, but no line opens it. Write ` +
      `${mark}console on a line of its own before this line.`,
  };
}

/** The lines of a piece of text that begin with a prompt and a command. */
export function promptsInText({ value, line, endLine }: TextPiece, lines: readonly string[]): number[] {
  if (!value.includes('$ ')) return [];
  return lines
    .slice(line - 1, endLine)
    .flatMap((each, at) => (/^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*\$ \S/.test(each) ? [line + at] : []));
}

/** A piece of text, or of inline code, with its lines. */
export interface TextPiece {
  readonly type: 'text' | 'inlineCode';
  readonly value: string;
  readonly line: number;
  readonly endLine: number;
}

/** A fence that Markdown reads as text or as inline code. */
export function fenceInText(
  { type, value, line, endLine }: TextPiece,
  lines: readonly string[],
): BrokenFence | undefined {
  if (type === 'inlineCode' && !/^(?:console|output)\b.*(?<=\s)\$ /s.test(value)) return undefined;
  const opening = type === 'text' ? /(?:`{2,}|~{3,})\s*(?:console|output)\b/ : /`{2,}\s*(?:console|output)\b/;
  if (type === 'text' && !opening.test(value)) return undefined;
  const own = lines.slice(line - 1, endLine);
  const at = own.findIndex((each) => opening.test(each));
  if (at < 0) return undefined;
  return {
    problem: {
      code: 'lost-step',
      line: line + at,
      message: `Markdown reads this fence as text: ${whyText(own[at] ?? '')}`,
    },
    from: line + at,
  };
}

function whyText(line: string): string {
  const [, before = '', mark = '', info = ''] = /^(.*?)(`+|~+)(\s*(?:console|output).*)$/.exec(line) ?? [];
  if (!/^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*$/.test(before))
    return `there is other text before ${mark} on its line. Begin a new line with ${mark}.`;
  if (mark.length < 3) return `it begins with ${mark.length} backticks. Begin and end it with three.`;
  if (info.includes('`'))
    return (
      'the line that begins it has another backtick. Leave backticks out of the options, or begin and ' +
      'end the fence with ~~~.'
    );
  return `begin and end it with ${mark} on lines of their own.`;
}

interface Surroundings {
  readonly lines: readonly string[];
  readonly before: Block | undefined;
  readonly hasSteps: boolean;
}

type Found = Omit<PageProblem, 'code'>;

function faultOf(block: Block, { lines, before, hasSteps }: Surroundings): Found | undefined {
  const mark = markOf(block, lines);
  if (!mark) return undefined;
  const closed = isClosed(block, mark, lines);
  const name = nameOf(block);
  const inner = openingWithin(block, { mark, closed, lines });
  const isStep = isStepLanguage(block.lang);
  if (inner && (isStep || isStepLanguage(inner.lang))) {
    if (block.lang === '')
      return {
        line: block.line,
        message: bareFence(before, `line ${inner.line} inside it begins another fence`),
      };
    const message =
      `${name} is not closed before line ${inner.line}, which begins another fence. Write ${mark} alone ` +
      'on a line after its last line.';
    const example = isStep
      ? ''
      : ` If line ${inner.line} belongs to an example, begin and end the example with ` +
        `${mark}${mark.charAt(0)}.`;
    return {
      line: block.line,
      message: message + almostClosed(lines, { from: block.line, end: inner.line - 1 }) + example,
    };
  }
  if (closed) return undefined;
  const next = lines.findIndex((line, at) => at >= block.endLine && line.trim() !== '');
  if (next < 0) {
    if (isStep) {
      const message =
        `${name} is not closed, so everything up to the end of the page belongs to it. Write ${mark} ` +
        'alone on a line after its last line.';
      return {
        line: block.line,
        message: message + almostClosed(lines, { from: block.line, end: block.endLine }),
      };
    }
    if (block.lang !== '' || !hasSteps) return undefined;
    return { line: block.line, message: bareFence(before, 'nothing closes it before the end of the page') };
  }
  return isStep || lines[next]?.trim() === mark ? cutOff(block, { mark, lines, next }) : undefined;
}

const places: Readonly<Record<string, string>> = { blockquote: 'quote', footnoteDefinition: 'footnote' };

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
  const place = places[block.container] ?? 'list item';
  const own = indentation(lines[block.line - 1] ?? '');
  if (!isMark && (lines[next - 1]?.trim() === '' || /^\s*(?:[-*+]|\d+[.)]|#+)\s/.test(line))) {
    const write = place === 'quote' ? `\`> \` and ${mark}` : `${mark} with ${own} before it`;
    return {
      line: block.line,
      message:
        `${name} is not closed before line ${next + 1}, where its ${place} ends. Write ${write} above ` +
        'that line.',
    };
  }
  if (place === 'quote') {
    const message =
      `${name} is in a quote. This line does not begin with \`> \`, so the quote ends, and the fence ` +
      'with it. Begin each line of the fence with `> `.';
    return { line: next + 1, message };
  }
  const what = isMark ? 'the closing fence' : 'this line';
  const message =
    `${name} is in a ${place} with ${own} before it, and ${what} has ${indentation(line)}, so the ` +
    `${place} ends, and the fence with it. Write ${own} before ` +
    `${isMark ? what : 'each line of the fence'}.`;
  return { line: next + 1, message };
}

function bareFence(before: Block | undefined, what: string): string {
  const other = before
    ? ` or that of the fence before it, which begins in line ${before.line} and ends in line ` +
      `${before.endLine}`
    : '';
  return (
    `This line begins a fence without a language, and ${what}. A closing fence is missing: that of this ` +
    `fence${other}.`
  );
}

/**
 * Names the line of the fence that looks like its closing line but is not. It searches the lines from index
 * `from` to before `end`.
 */
function almostClosed(lines: readonly string[], { from, end }: { from: number; end: number }): string {
  const at = lines.findIndex(
    (line, at) => at >= from && at < end && /^[\s>]*(?:`{2,}|~{3,})[^`]*$/.test(line),
  );
  return at < 0 ? '' : ` Line ${at + 1}, ${(lines[at] ?? '').trim()}, does not close it.`;
}

/** Whether a line begins a fence that could hold a step. */
function isOpening(line: string, mark: string): boolean {
  const found = openingPattern(mark).exec(line);
  return found !== null && /^[A-Za-z]/.test(found[1] ?? '');
}

function openingPattern(mark: string): RegExp {
  return new RegExp(`^[\\s>]*\\${mark.charAt(0)}{${mark.length},}[ \\t]*([^\\s\`].*)$`);
}

/**
 * The first line within the fence that begins a fence itself: it has a language, and so it cannot be the end.
 */
function openingWithin(
  block: Block,
  { mark, closed, lines }: { mark: string; closed: boolean; lines: readonly string[] },
): { line: number; lang: string } | undefined {
  const end = closed ? block.endLine - 1 : block.endLine;
  for (let at = block.line; at < end; at += 1) {
    const line = lines[at] ?? '';
    if (isOpening(line, mark))
      return { line: at + 1, lang: openingPattern(mark).exec(line)?.[1]?.split(/\s/)[0] ?? '' };
  }
  return undefined;
}

/** The backticks or tildes that begin a fence. */
function markOf(
  { line, column }: Pick<Block, 'line' | 'column'>,
  lines: readonly string[],
): string | undefined {
  return /^(?:`{3,}|~{3,})/.exec((lines[line - 1] ?? '').slice(column - 1))?.[0];
}

function isClosed({ line, endLine }: Block, mark: string, lines: readonly string[]): boolean {
  return (
    endLine > line &&
    new RegExp(`^[\\s>]*\\${mark.charAt(0)}{${mark.length},}\\s*$`).test(lines[endLine - 1] ?? '')
  );
}

function nameOf({ lang, line }: Block): string {
  return lang === '' ? `The fence of line ${line}` : `The \`${lang}\` fence of line ${line}`;
}

function isStepLanguage(lang: string): boolean {
  return stepLanguages.includes(lang) || meantLanguage(lang) !== undefined;
}

/** `console` or `output` if the language is a misspelling of that word. */
export function meantLanguage(lang: string): string | undefined {
  if (stepLanguages.includes(lang)) return undefined;
  const [, word = ''] = /^[{.]*([\w-]*)/.exec(lang) ?? [];
  return word.length < 4 ? undefined : nearestKey(word.toLowerCase(), stepLanguages);
}

/** Problems for fences that look like a step or its output, but have another language. */
export function fencesOfOtherLanguages(blocks: readonly Block[]): PageProblem[] {
  return blocks.flatMap((block) => {
    const message = misspelt(block) ?? shellFence(block);
    return message === undefined ? [] : [{ code: 'lost-step' as const, line: block.line, message }];
  });
}

function misspelt({ lang }: Block): string | undefined {
  const meant = meantLanguage(lang);
  if (meant === undefined) return undefined;
  const rest = lang.slice((/^[\w-]*/.exec(lang)?.[0] ?? '').length);
  if (rest !== '' && lang.startsWith(meant)) {
    return (
      `\`${lang}\` is read as one word, so the fence is not a step. Write a blank after \`${meant}\`, ` +
      `then options such as \`${meant === 'console' ? 'id=x' : 'when="istio>=1.21"'}\`.`
    );
  }
  return (
    `The fence’s language is \`${lang}\`, so it is ` +
    `${meant === 'console' ? 'not a step' : 'not an output of a step'}. Write \`${meant}\`.`
  );
}

function shellFence({ lang, meta, body }: Block): string | undefined {
  if (stepLanguages.includes(lang)) return undefined;
  const name = lang === '' ? 'a fence without a language' : `a \`${lang}\` fence`;
  const isOption = (word: string) => stepKeys.some((each) => word.startsWith(`${each}=`));
  if (isOption(lang))
    return (
      `Only \`console\` fences are steps, and this fence has the option \`${lang}\` in the place of the ` +
      `language. Write \`console ${lang}\`.`
    );
  const key = meta.split(/\s+/).find(isOption);
  const advice = 'Write `console` as its language; `console skip="why"` for one that must not run.';
  const isOfShell = shellLanguages.includes(lang.toLowerCase());
  if (key !== undefined && isOfShell)
    return `Only \`console\` fences are steps, and this is ${name} with the option \`${key}\`. ${advice}`;
  // In another language, `$ x = 1` may be code.
  if (isOfShell ? /^\s*\$ \S/.test(body) : /^\s*\$ [\w./](?!\w* *[-+.*]?=)/.test(body))
    return `Only \`console\` fences are steps, and this is ${name} that begins with \`$ \`. ${advice}`;
  return undefined;
}
