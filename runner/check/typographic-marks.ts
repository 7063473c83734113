import type { Word } from 'unbash';
import { parseBash, walk } from '../../src/guide/command/bash.ts';
import type { Rule } from './rule.ts';

/** Quotes and dashes that word processors write. bash reads them as ordinary characters. */
const typographic = /[“”„‟«»]|[‘’‚‛]|^[–—−]/;

/** Warns about commands that have such a mark outside quotes. */
export const typographicMarks: Rule = (guide) =>
  guide.steps.flatMap(({ commands }) =>
    commands.flatMap(({ text, line }) => {
      const marks = new Map<number, string>();
      walk(parseBash(text), (node) => {
        if (node.type !== 'Word') return;
        const mark = markIn(node);
        if (mark === undefined) return;
        const at = line + text.slice(0, node.pos).split('\n').length - 1;
        if (!marks.has(at)) marks.set(at, mark);
      });
      return [...marks].map(([at, mark]) => ({
        code: 'typographic-mark' as const,
        line: at,
        message:
          `bash reads \`${mark}\` as an ordinary character, like a letter. Write \`${meant(mark)}\`, or ` +
          'put the word in quotes.',
      }));
    }),
  );

/** The first typographic mark of a word that is not in quotes. */
function markIn({ text, parts }: Word): string | undefined {
  const literals = parts?.map((part) => (part.type === 'Literal' ? part.text : '')) ?? [text];
  // A dash counts only at the beginning of a word.
  return literals
    .map((literal, at) => typographic.exec(at === 0 ? literal : `x${literal}`)?.[0])
    .find((mark) => mark !== undefined);
}

function meant(mark: string): string {
  if (/[–—−]/.test(mark)) return '-';
  return /[‘’‚‛]/.test(mark) ? "'" : '"';
}
