import type { Argument } from './argument.ts';
import { knownArguments } from './known-options.ts';

const options = {
  flags: '-E -n -r -s -u -z --debug --null-data --posix --quiet --regexp-extended --sandbox --separate --silent --unbuffered',
  valued: '-e -l --expression --line-length',
};

/** A script of sed(1) that is there in full and whose commands change and print lines only. */
export function sedReads(args: readonly Argument[]): boolean {
  const known = knownArguments(args, options);
  if (!known || known.uncertain > 0) return false;
  const words = [...known.operands, ...(known.behind ?? [])];
  const given = known.values.filter(({ option }) => option === '-e' || option === '--expression').map(({ value }) => value);
  const scripts = given.length > 0 ? given : words.slice(0, 1);
  return scripts.length > 0 && scripts.every(({ kind, start }) => kind === 'literal' && printsOnly(start));
}

/** A regular expression up to its delimiter. Not all seds agree about a delimiter within brackets, so that it counts as writing there. */
const pattern = (delimiter: string) => String.raw`(?:\\[^]|\[\^?\]?(?:(?!${delimiter})[^\]])*\]|(?!${delimiter})[^\\[])*${delimiter}`;
const address = String.raw`(?:\d+(?:~\d+)?|\$|[+~]\d+|/${pattern('/')}[IM]*)`;
const addresses = new RegExp(String.raw`^${address}(?:\s*,\s*${address})?[\s!]*`);
const substitution = new RegExp(String.raw`^s([^\w\s\\[])${pattern(String.raw`\1`)}(?:\\[^]|(?!\1)[^\\])*\1[gpiIMm\d]*`);
const printing = /^(?:[=dDgGhHlnNpPx]|[qQ]\d*)/;

/** Whether every command of a script is one of those that neither write a file (`w`, `s///w`) nor run a program (`e`, `s///e`). */
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
