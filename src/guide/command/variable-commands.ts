import type { Command } from 'unbash';
import { wordsOf } from './bash.ts';

/** The variables that builtins such as `read`, `getopts`, `printf -v` and `export "NAME=x"` set. */
export function namesSetBy(command: Command): string[] {
  const words = wordsOf(command);
  switch (command.name?.value) {
    case 'read':
    case 'mapfile':
    case 'readarray':
      return words.filter((word) => !word.startsWith('-'));
    case 'getopts':
      return words.slice(1, 2);
    case 'let':
      return words.flatMap((word) => /^(?:\+\+|--)?([A-Za-z_]\w*)/.exec(word)?.slice(1) ?? []);
    case 'wait':
      return words.slice(words.indexOf('-p') + 1).slice(0, words.includes('-p') ? 1 : 0);
    case 'declare':
    case 'export':
    case 'local':
    case 'readonly':
    case 'typeset':
      return words.flatMap((word) => /^([A-Za-z_]\w*)\+?=/.exec(word)?.slice(1) ?? []);
    case 'printf':
      return words[0] === '-v' ? words.slice(1, 2) : [];
    default:
      return [];
  }
}

/** The empty arrays that `declare -a LIST` and similar builtins declare. */
export function namesDeclared(command: Command): string[] {
  const words = wordsOf(command);
  return /^(?:declare|local|typeset)$/.test(command.name?.value ?? '') &&
    words.some((word) => /^-[a-zA-Z]*[aA]/.test(word))
    ? words.filter((word) => /^[A-Za-z_]\w*$/.test(word))
    : [];
}

/** The variables that get a file descriptor, as in `exec {FD}>file`. */
export function namesOfDescriptors({ prefix, suffix }: Command): string[] {
  return [...prefix, ...suffix].flatMap((part) =>
    part.type === 'Redirect' && part.descriptor?.type === 'FileDescriptorVariable'
      ? part.descriptor.name
      : [],
  );
}
