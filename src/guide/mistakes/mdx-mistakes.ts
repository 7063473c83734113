import type { MdastNode } from 'satteri';
import type { PageProblem } from '../problem.ts';
import { isElement, isVoidElement } from './html-elements.ts';
import { type Names, namesOfExpression, namesOfModule } from './javascript.ts';

/** Names that Astro defines for every MDX page, and the component that the site adds to pages with steps. */
const definedNames = [
  'EgressPath',
  'frontmatter',
  'props',
  'components',
  'getHeadings',
  'file',
  'url',
  'Content',
  'Fragment',
  'Astro',
  'arguments',
  'this',
];

const asText = 'Put the text in a code span';

/**
 * Rewrites a message of the parser Sätteri, `line:column: sentence (origin)`, for authors. `lines`: the lines
 * of the page.
 */
export function mdxProblem(error: unknown, lines: readonly string[]): PageProblem {
  const text = error instanceof Error ? error.message : String(error);
  const [, line = '1', column = '1', sentence = text] =
    /^(\d+):(\d+): ([\s\S]*?)(?: \([\w:-]+\))?$/.exec(text) ?? [];
  const found = explained({ sentence, line: Number(line), column: Number(column), lines });
  return {
    code: 'mdx-syntax',
    ...(found ?? { line: Number(line), message: `The page is not valid MDX: ${sentence}.` }),
  };
}

/** A message of the parser. Line and column are 1-based. */
interface ParserMessage {
  readonly sentence: string;
  readonly line: number;
  readonly column: number;
  readonly lines: readonly string[];
}

type Found = Omit<PageProblem, 'code'>;

function explained({ sentence, line, column, lines }: ParserMessage): Found | undefined {
  const rest = (lines[line - 1] ?? '').slice(column - 1);
  const open =
    /^Expected a closing tag for `<([^`>]*)>` \((\d+):/.exec(sentence) ??
    /expected corresponding closing tag for `<([^`>]*)>` \((\d+):/.exec(sentence);
  if (open) return { line: Number(open[2]), message: notClosed(open[1] ?? '', Number(open[2]), lines) };
  const close = /^Unexpected closing tag `<\/([^`>]*)>`/.exec(sentence)?.[1];
  if (close !== undefined)
    return {
      line,
      message:
        `\`</${close}>\` closes nothing. Write \`<${close}>\` before it. For text, write ` +
        `\`\\</${close}>\`.`,
    };
  if (rest.startsWith('<!--')) return { line, message: 'MDX has no HTML comments. Write `{/* … */}`.' };
  const link = /^<((?:https?:\/\/|mailto:)[^>\s]*|[^>\s@]+@[^>\s]+)>/.exec(rest)?.[1];
  if (link !== undefined)
    return {
      line,
      message:
        `MDX does not read \`<${link}>\` as a link. Write ` +
        `\`[text](${link.includes(':') ? '' : 'mailto:'}${link})\`.`,
    };
  if (/expression/.test(sentence)) {
    const shown = expressionAt(lines[line - 1] ?? '', column - 1);
    return {
      line,
      message:
        `MDX reads ${shown} as JavaScript, but it is not valid JavaScript. ${asText}, or write \`\\{\` ` +
        'for each `{`.',
    };
  }
  const word = /^<\S*/.exec(rest)?.[0];
  if (word === undefined) return undefined;
  return {
    line,
    message:
      `MDX reads \`${shortened(word)}\` as the beginning of an element, but it is not a valid one. ` +
      `${asText}, or write \`\\<\`.`,
  };
}

/** Quotes the expression, with its braces, that begins at or before this index of a line. */
function expressionAt(line: string, index: number): string {
  const from = /\{+$/.exec(line.slice(0, line.lastIndexOf('{', index) + 1))?.index;
  if (from === undefined) return 'the text between `{` and `}`';
  return `\`${shortened(/^.*?\}+/.exec(line.slice(from))?.[0] ?? line.slice(from))}\``;
}

function notClosed(name: string, line: number, lines: readonly string[]): string {
  if (isVoidElement(name)) return `\`<${name}>\` is not closed. Write \`<${name} />\`.`;
  const closing = lines.findIndex((each, at) => at >= line - 1 && each.includes(`</${name}>`)) + 1;
  if (closing > 0) {
    return (
      `\`<${name}>\` is not closed, although line ${closing} has \`</${name}>\`. Write both in one ` +
      'paragraph, or each alone on its line, and close the fences between them.'
    );
  }
  if ((isElement(name) && !name.includes('-')) || /^[A-Z]\w*[a-z]/.test(name))
    return `\`<${name}>\` is not closed. Write \`</${name}>\`, or \`\\<${name}>\` for text.`;
  return `MDX reads \`<${name}>\` as an element, and nothing closes it. ${asText}, or write \`\\<${name}>\`.`;
}

/**
 * Problems for valid elements and expressions with which the site cannot be built, or that do not show the
 * text that the author wrote.
 */
export function mdxMistakes(root: MdastNode): PageProblem[] {
  const pieces = piecesOf(root, false);
  const declared = new Set([...definedNames, ...pieces.flatMap(({ names }) => [...(names?.declared ?? [])])]);
  const isKnown = (name: string) => declared.has(name) || name in globalThis;
  return pieces.flatMap((piece) => {
    const message = mistakeIn(piece, isKnown);
    return message === undefined ? [] : [{ code: 'mdx-syntax' as const, line: piece.line, message }];
  });
}

/**
 * A part of the page that MDX reads as JavaScript (an expression, the value of an attribute, `import` or
 * `export`), or an element.
 */
interface Piece {
  readonly kind: 'expression' | 'attribute' | 'module' | 'element';
  /** The source text, or the name of an element. */
  readonly text: string;
  readonly line: number;
  readonly names?: Names | undefined;
}

/** `inDrawing`: the node is inside `svg` or `math`, whose elements we do not check. */
function piecesOf(node: MdastNode, inDrawing: boolean): Piece[] {
  const line = node.position?.start.line ?? 1;
  const pieces: Piece[] = [];
  let drawing = inDrawing;
  if (node.type === 'mdxjsEsm')
    pieces.push({ kind: 'module', text: node.value, line, names: namesOfModule(node.value) });
  else if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression') {
    pieces.push({ kind: 'expression', text: node.value, line, names: namesOfExpression(node.value) });
  } else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
    drawing ||= node.name === 'svg' || node.name === 'math';
    if (node.name && !drawing) pieces.push({ kind: 'element', text: node.name, line });
    for (const attribute of node.attributes) {
      const value = attribute.type === 'mdxJsxAttribute' ? attribute.value : attribute;
      if (typeof value !== 'object' || value === null) continue;
      pieces.push({ kind: 'attribute', text: value.value, line, names: namesOfExpression(value.value) });
    }
  }
  if ('children' in node)
    for (const child of node.children as MdastNode[]) pieces.push(...piecesOf(child, drawing));
  return pieces;
}

function mistakeIn({ kind, text, names }: Piece, isKnown: (name: string) => boolean): string | undefined {
  if (kind === 'element') return mistakenElement(text, isKnown);
  if (kind === 'module') {
    if (names) return undefined;
    const [word] = text.split(/\s/);
    if (/\n[ \t]*(?:`{3}|~{3})/.test(text))
      return (
        `MDX reads the \`${word}\` of this line and the fence below it as one piece of JavaScript. Put ` +
        'an empty line between them.'
      );
    return (
      `MDX reads a paragraph that begins with \`${word}\` as JavaScript, but this is text. Begin it with ` +
      `another word, or put \`${word}\` in a code span.`
    );
  }
  const shown = `\`{${shortened(text)}}\``;
  const forText = `${asText}, or write \`\\{\` for each \`{\`.`;
  const remedy =
    kind === 'attribute'
      ? 'Import or export it at the top of the page, or write the value in quotes.'
      : forText;
  const unknown = [...(names?.used ?? [])].find((name) => !isKnown(name));
  if (unknown !== undefined)
    return (
      `MDX reads ${shown} as JavaScript, and nothing defines \`${unknown}\`, so the site cannot be ` +
      `built. ${remedy}`
    );
  if (kind === 'attribute') return undefined;
  if (names?.shows === 'nothing' && !/\/[/*]/.test(text))
    return `MDX reads ${shown} as JavaScript, and the page shows nothing there. ${remedy}`;
  if (names?.shows === 'object')
    return `MDX reads ${shown} as JavaScript, but its value is not text. ${remedy}`;
  return undefined;
}

function mistakenElement(name: string, isKnown: (name: string) => boolean): string | undefined {
  const [object = name] = name.split('.');
  if (/^[A-Z]/.test(name) || object !== name) {
    return isKnown(object)
      ? undefined
      : `Nothing imports \`${object}\`, so the site cannot be built. Import it at the top of the page, ` +
          `or write \`\\<${name}>\` for text.`;
  }
  return isElement(name)
    ? undefined
    : `HTML has no element \`<${name}>\`, so readers would not see this word. ${asText}, or write ` +
        `\`\\<${name}>\`.`;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
