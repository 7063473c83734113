import type { Argument } from './argument.ts';
import { knownArguments } from './known-options.ts';

const options = {
  flags:
    '-E -n -r -s -u -z --debug --null-data --posix --quiet --regexp-extended --sandbox --separate ' +
    '--silent --unbuffered',
  valued: '-e -l --expression --line-length',
};

/** Whether the whole script of sed(1) is known and its commands only change and print lines. */
export function sedReads(args: readonly Argument[]): boolean {
  const known = knownArguments(args, options);
  if (!known || known.uncertain > 0) return false;
  const words = [...known.operands, ...(known.behind ?? [])];
  const given = known.values
    .filter(({ option }) => option === '-e' || option === '--expression')
    .map(({ value }) => value);
  const scripts = given.length > 0 ? given : words.slice(0, 1);
  return scripts.length > 0 && scripts.every(({ kind, start }) => kind === 'literal' && printsOnly(start));
}

/**
 * Matches a regular expression up to its delimiter. It does not match a delimiter in brackets, because
 * versions of sed disagree about it; such a script counts as writing.
 */
const pattern = (delimiter: string) =>
  String.raw`(?:\\[^]|\[\^?\]?(?:(?!${delimiter})[^\]])*\]|(?!${delimiter})[^\\[])*${delimiter}`;
const address = String.raw`(?:\d+(?:~\d+)?|\$|[+~]\d+|/${pattern('/')}[IM]*)`;
const addresses = new RegExp(String.raw`^${address}(?:\s*,\s*${address})?[\s!]*`);
const substitution = new RegExp(
  String.raw`^s([^\w\s\\[])${pattern(String.raw`\1`)}(?:\\[^]|(?!\1)[^\\])*\1[gpiIMm\d]*`,
);
const printing = /^(?:[=dDgGhHlnNpPx]|[qQ]\d*)/;

/** Whether no command of a script writes a file (`w`, `s///w`) or runs a program (`e`, `s///e`). */
function printsOnly(script: string): boolean {
  let rest = script.replace(/^[\s;{}]+/, '');
  while (rest !== '') {
    const command = rest.replace(addresses, '');
    const [found] = /^\{/.exec(command) ?? printing.exec(command) ?? substitution.exec(command) ?? [];
    if (found === undefined) return false;
    rest = command.slice(found.length);
    if (found !== '{' && !/^[^\S\n]*(?:[;}\n]|$)/.test(rest)) return false;
    rest = rest.replace(/^[\s;{}]+/, '');
  }
  return true;
}
