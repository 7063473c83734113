import type { Argument } from './argument.ts';
import {
  firstOperand,
  type KnownArguments,
  knownArguments,
  type Options,
  optionsOf,
} from './known-options.ts';

/**
 * The subcommands of a program that only read, each with its own options. A name of two words is a nested
 * subcommand, such as `auth can-i`.
 */
export interface Subcommands {
  /** Options that are allowed before and after every subcommand. */
  readonly everywhere: Options;
  readonly commands: Readonly<Record<string, Options>>;
}

/** The arguments of a subcommand that only reads; `undefined` if the subcommand or an option is unknown. */
export function readingSubcommand(
  args: readonly Argument[],
  { everywhere, commands }: Subcommands,
): (KnownArguments & { readonly name: string }) | undefined {
  let name = '';
  let rest = args;
  do {
    const found = firstOperand(rest, everywhere);
    if (!found) return undefined;
    name = `${name} ${found.verb}`.trim();
    rest = found.rest;
  } while (
    !Object.hasOwn(commands, name) &&
    Object.keys(commands).some((each) => each.startsWith(`${name} `))
  );
  const own = Object.hasOwn(commands, name) ? commands[name] : undefined;
  const known = own && knownArguments(rest, optionsOf(everywhere, own));
  return known && { name, ...known };
}
