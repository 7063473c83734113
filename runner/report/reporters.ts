import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { CallError } from '../errors.ts';
import { consoleReporter } from './console.ts';
import { githubReporter, jsonReporter, tapReporter, toFile } from './machine.ts';
import type { Reporter } from './reporter.ts';

const formats = ['console', 'junit', 'json', 'tap', 'github'];

/**
 * The reporters asked for as `FORMAT[=FILE]`. The console one is always there as well: on standard error when another
 * format takes standard output.
 */
export async function makeReporters(specs: readonly string[]): Promise<Reporter[]> {
  const parsed = specs.map((spec) => {
    const [format = '', ...file] = spec.split('=');
    if (!formats.includes(format)) throw new CallError('bad-option', `--reporter ${spec}: there is no such format. Known: ${formats.join(', ')}.`);
    if (format === 'console' && file.length > 0) throw new CallError('bad-option', '--reporter console writes to the terminal; it takes no file.');
    const path = file.join('=');
    if (path !== '' && !existsSync(dirname(path))) throw new CallError('bad-option', `--reporter ${spec}: there is no folder ${dirname(path)}.`);
    if (file.length > 0 && path === '') throw new CallError('bad-option', `--reporter ${spec}: name a file after the equals sign.`);
    return { format, file: path || undefined };
  });
  const takesOutput = parsed.some(({ format, file }) => file === undefined && format !== 'console');
  const stream = takesOutput ? process.stderr : process.stdout;
  const color = stream.isTTY && !process.env['NO_COLOR'];
  const people = consoleReporter((text) => void stream.write(text), { color: Boolean(color) });
  const others = parsed.filter(({ format }) => format !== 'console').map(({ format, file }) => make(format, file));
  return [people, ...(await Promise.all(others))];
}

async function make(format: string, file: string | undefined): Promise<Reporter> {
  const write = file === undefined ? (text: string) => void process.stdout.write(text) : toFile(file);
  switch (format) {
    case 'junit':
      // Its library takes as long to load as all the others.
      return (await import('./junit.ts')).junitReporter(write);
    case 'json':
      return jsonReporter(write);
    case 'tap':
      return tapReporter(write);
    default:
      return githubReporter(write);
  }
}
