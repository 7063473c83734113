import type { Argument } from './argument.ts';
import { firstOperand, type KnownArguments, knownArguments, type Options, optionsOf } from './known-options.ts';

/** A program with subcommands, of which those named only read, each with the options of its own. A name of two words is a subcommand of a subcommand. */
export interface Subcommands {
  /** Options that may stand before and behind every subcommand. */
  readonly everywhere: Options;
  readonly commands: Readonly<Record<string, Options>>;
}

/** The arguments of a subcommand that only reads; `undefined` where the subcommand or one of its options is not known. */
export function readingSubcommand(args: readonly Argument[], { everywhere, commands }: Subcommands): (KnownArguments & { readonly name: string }) | undefined {
  let name = '';
  let rest = args;
  do {
    const found = firstOperand(rest, everywhere);
    if (!found) return undefined;
    name = `${name} ${found.verb}`.trim();
    rest = found.rest;
  } while (!Object.hasOwn(commands, name) && Object.keys(commands).some((each) => each.startsWith(`${name} `)));
  const own = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const known = own && knownArguments(rest, optionsOf(everywhere, own));
  return known && { name, ...known };
}
