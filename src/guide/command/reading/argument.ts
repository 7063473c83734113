import type { Command, Word, WordPart } from 'unbash';

/**
 * An argument of a command as its text shows it, before bash expands it.
 * - `literal`: exactly one word, `start`.
 * - `one`: exactly one word that begins with `start`, such as `"x$A"`.
 * - `alike`: any number of words that all begin with `start`, such as `x*` or `x{a,b}`.
 * - `any`: any number of any words, such as `$A` without quotes or `"${a[@]}"`.
 */
export interface Argument {
  readonly kind: 'literal' | 'one' | 'alike' | 'any';
  readonly start: string;
}

export function argumentsOf(command: Command): Argument[] {
  return command.args.map((argument) =>
    argument.type === 'Word' ? argumentOf(argument) : { kind: 'one', start: `${argument.name}=` },
  );
}

export function argumentOf({ value, parts }: Word): Argument {
  return parts ? joined(parts.map(ofPart)) : { kind: 'literal', start: value };
}

/**
 * Joins the parts of a word. The least certain part decides the kind; the literal parts before it are the
 * start.
 */
function joined(parts: readonly Argument[]): Argument {
  const end = parts.findIndex(({ kind }) => kind !== 'literal');
  const known = end < 0 ? parts : parts.slice(0, end + 1);
  const kind =
    (['any', 'alike', 'one'] as const).find((each) => parts.some((part) => part.kind === each)) ?? 'literal';
  return { kind, start: known.map(({ start }) => start).join('') };
}

function ofPart(part: WordPart): Argument {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return { kind: 'literal', start: part.value };
    case 'DoubleQuoted':
    case 'LocaleString':
      return joined(
        part.parts.map((inner) =>
          inner.type === 'Literal'
            ? { kind: 'literal', start: inner.value }
            : { kind: isList(inner) ? 'any' : 'one', start: '' },
        ),
      );
    case 'ArithmeticExpansion':
      return { kind: 'one', start: '' };
    case 'ProcessSubstitution':
      return { kind: 'one', start: '/dev/fd/' };
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return { kind: 'alike', start: '' };
    case 'SimpleExpansion':
    case 'ParameterExpansion':
    case 'CommandExpansion':
      return { kind: 'any', start: '' };
  }
}

/**
 * Whether an expansion may become several words even in quotes, as `"$@"`, `"${a[@]}"` and `"${!a@}"` do.
 * Every expansion with an `@` counts.
 */
function isList(part: WordPart): boolean {
  return (part.type === 'SimpleExpansion' || part.type === 'ParameterExpansion') && part.text.includes('@');
}
