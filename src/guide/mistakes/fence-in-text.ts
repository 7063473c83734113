import type { BrokenFence } from './broken-fence.ts';

/** A Markdown node of text or inline code. Lines are 1-based in the file. */
export interface TextPiece {
  readonly type: 'text' | 'inlineCode';
  readonly value: string;
  readonly line: number;
  readonly endLine: number;
}

/** The 1-based lines of a piece of text that begin with a prompt and a command. */
export function promptsInText({ value, line, endLine }: TextPiece, lines: readonly string[]): number[] {
  if (!value.includes('$ ')) return [];
  return lines
    .slice(line - 1, endLine)
    .flatMap((each, at) => (/^[\s>]*(?:(?:[-*+]|\d+[.)])\s+)*\$ \S/.test(each) ? [line + at] : []));
}

/** Finds a fence that Markdown reads as text or as inline code. */
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
  if (mark.length < 3) return `it begins with only ${mark.length} backticks. Begin and end it with three.`;
  if (info.includes('`'))
    return (
      'its first line has another backtick. Delete the backticks in the options, or begin and end the ' +
      'fence with ~~~.'
    );
  return `begin and end it with ${mark} on lines of their own.`;
}
