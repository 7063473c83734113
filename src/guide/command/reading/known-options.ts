import type { Argument } from './argument.ts';

/** The options with which a program only reads: names with their hyphens, separated by spaces. */
export interface Options {
  /** Options without a value. */
  readonly flags: string;
  /** Options with a value in the same or the next word. */
  readonly valued: string;
}

/** The arguments of a program whose options are all known. */
export interface KnownArguments {
  readonly operands: readonly Argument[];
  /** Each option with a value, as it was written (`-n` or `--namespace`). */
  readonly values: readonly { readonly option: string; readonly value: Argument }[];
  /** The number of operands that begin with an expansion, which may become an option. */
  readonly uncertain: number;
  /** The arguments after `--`; absent without `--`. */
  readonly behind?: readonly Argument[];
}

/** Splits arguments into options and operands; `undefined` if one is, or may become, an unknown option. */
export function knownArguments(args: readonly Argument[], options: Options): KnownArguments | undefined {
  return sorted(args, options, Number.POSITIVE_INFINITY)?.known;
}

/**
 * The first operand and the arguments after it; `undefined` if it is not literal or follows unknown options.
 */
export function firstOperand(
  args: readonly Argument[],
  options: Options,
): { readonly verb: string; readonly rest: readonly Argument[] } | undefined {
  const found = sorted(args, options, 1);
  const [verb] = found?.known.operands ?? [];
  return found && verb?.kind === 'literal' ? { verb: verb.start, rest: args.slice(found.end) } : undefined;
}

export function optionsOf(...lists: readonly Options[]): Options {
  return {
    flags: lists.map(({ flags }) => flags).join(' '),
    valued: lists.map(({ valued }) => valued).join(' '),
  };
}

function sorted(
  args: readonly Argument[],
  options: Options,
  operandsAtMost: number,
): { known: KnownArguments; end: number } | undefined {
  const [flags, valued] = [setOf(options.flags), setOf(options.valued)];
  const operands: Argument[] = [];
  const values: { option: string; value: Argument }[] = [];
  let uncertain = 0;
  let at = 0;
  for (; at < args.length && operands.length < operandsAtMost; at += 1) {
    const argument = args[at] as Argument;
    if (argument.kind === 'any') return undefined;
    if (argument.kind === 'literal' && argument.start === '--') {
      const behind = args.slice(at + 1);
      return { known: { operands, values, uncertain, behind }, end: args.length };
    }
    if (!argument.start.startsWith('-') || (argument.kind === 'literal' && argument.start === '-')) {
      if (argument.start === '' && argument.kind === 'alike') return undefined;
      if (argument.start === '' && argument.kind === 'one') uncertain += 1;
      operands.push(argument);
      continue;
    }
    const option = argument.start.startsWith('--')
      ? longOption(argument, flags, valued)
      : shortOptions(argument, flags, valued);
    if (!option) return undefined;
    if (!('option' in option)) continue;
    if (!option.value) at += 1;
    const value = option.value ?? args[at];
    if (!value || value.kind === 'any') return undefined;
    values.push({ option: option.option, value });
  }
  return { known: { operands, values, uncertain }, end: at };
}

type Option = { readonly option: string; readonly value?: Argument } | { readonly flags: true };

/** Reads `--name` or `--name=value`; `undefined` if the option is unknown. */
function longOption(
  { kind, start }: Argument,
  flags: ReadonlySet<string>,
  valued: ReadonlySet<string>,
): Option | undefined {
  const equals = start.indexOf('=');
  const option = equals < 0 ? start : start.slice(0, equals);
  const value = equals < 0 ? undefined : start.slice(equals + 1);
  if (value === undefined) {
    if (kind !== 'literal') return undefined;
    if (valued.has(option)) return { option };
    return flags.has(option) ? { flags: true } : undefined;
  }
  if (valued.has(option)) return { option, value: { kind, start: value } };
  return flags.has(option) && kind === 'literal' ? { flags: true } : undefined;
}

/** Reads `-abc`, whose last option may have a value in the same or the next word. */
function shortOptions(
  { kind, start }: Argument,
  flags: ReadonlySet<string>,
  valued: ReadonlySet<string>,
): Option | undefined {
  for (let at = 1; at < start.length; at += 1) {
    const option = `-${start[at]}`;
    if (valued.has(option)) {
      const rest = start.slice(at + 1);
      return rest === '' && kind === 'literal' ? { option } : { option, value: { kind, start: rest } };
    }
    if (!flags.has(option)) return undefined;
  }
  return kind === 'literal' ? { flags: true } : undefined;
}

const sets = new Map<string, ReadonlySet<string>>();

function setOf(names: string): ReadonlySet<string> {
  const known = sets.get(names) ?? new Set(names.split(' ').filter(Boolean));
  sets.set(names, known);
  return known;
}
