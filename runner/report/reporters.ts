import { CallError } from '../errors.ts';
import { ResultError } from '../io/disk-error.ts';
import { consoleReporter } from './console.ts';
import { githubReporter, jsonReporter, tapReporter } from './machine.ts';
import type { Place } from './places.ts';
import { type ReportOutput, toFile, toStandardOutput } from './report-output.ts';
import type { Reporter } from './reporter.ts';

const formats = ['console', 'junit', 'json', 'tap', 'github'];

/** A reporter as the call names it: `FORMAT[=FILE]`. */
interface Wanted {
  readonly spec: string;
  readonly format: string;
  readonly file?: string;
}

interface Listening {
  /** `The report json`. */
  readonly what: string;
  readonly reporter: Reporter;
  /** Absent for the console reporter, whose lost lines are no error. */
  readonly output?: ReportOutput;
  /** The error after which it writes nothing more. */
  failure?: ResultError;
}

/** All reporters of a call. One that fails is called no more; the run and the other reporters go on. */
export class Reporters {
  readonly #wanted: readonly Wanted[];
  readonly #all: readonly Listening[];

  private constructor(wanted: readonly Wanted[], all: readonly Listening[]) {
    this.#wanted = wanted;
    this.#all = all;
  }

  /**
   * Adds the console reporter: on standard error if another format uses standard output. Throws a CallError
   * if a spec is wrong.
   */
  static async make(specs: readonly string[]): Promise<Reporters> {
    const wanted = specs.map(read).filter(({ format }) => format !== 'console');
    const onOutput = wanted.filter(({ file }) => file === undefined);
    if (onOutput.length > 1) {
      const named = onOutput.map(({ spec }) => `--reporter ${spec}`).join(' and ');
      throw new CallError(
        'bad-option',
        `${named} would be mixed on standard output. Write all but one to a file: --reporter ` +
          `${onOutput[0]?.format}=FILE.`,
      );
    }
    const stream = onOutput.length > 0 ? process.stderr : process.stdout;
    const color = Boolean(stream.isTTY && !process.env['NO_COLOR']);
    const people = consoleReporter((text) => void stream.write(text), { color });
    return new Reporters(wanted, [
      { what: 'The report console', reporter: people },
      ...(await Promise.all(wanted.map(open))),
    ]);
  }

  /** The files that will be written. */
  get places(): Place[] {
    return this.#wanted.flatMap(({ spec, file }) =>
      file === undefined ? [] : [{ what: `--reporter ${spec}`, file }],
    );
  }

  tell<Event extends keyof Reporter>(event: Event, ...about: Parameters<NonNullable<Reporter[Event]>>): void {
    for (const listening of this.#all) {
      if (listening.failure) continue;
      try {
        (listening.reporter[event] as ((...values: typeof about) => void) | undefined)?.(...about);
      } catch (error) {
        listening.failure = new ResultError(`${listening.what} could not be made`, error);
      }
    }
  }

  /**
   * Call it after the last event. Writes what is left, and returns an error for each report that could not be
   * made or written. A pipe waits for its reader until `stop`.
   */
  async end(stop?: AbortSignal): Promise<ResultError[]> {
    // All at once, so that no file waits for the reader of a pipe.
    await Promise.all(
      this.#all.map(async (listening) => {
        if (listening.failure || !listening.output) return;
        await listening.output.end(stop).catch((error: unknown) => {
          listening.failure = new ResultError(
            `${listening.what} could not be written to ${listening.output?.name}`,
            error,
          );
        });
      }),
    );
    return this.#all.flatMap(({ failure }) => failure ?? []);
  }
}

function read(spec: string): Wanted {
  const [format = '', ...rest] = spec.split('=');
  const file = rest.join('=');
  if (!formats.includes(format))
    throw new CallError(
      'bad-option',
      `--reporter ${spec}: there is no such format. Known: ${formats.join(', ')}.`,
    );
  if (format === 'console' && rest.length > 0)
    throw new CallError('bad-option', '--reporter console writes to the terminal; it takes no file.');
  if (rest.length > 0 && file === '')
    throw new CallError('bad-option', `--reporter ${spec}: name a file after the equals sign.`);
  return { spec, format, ...(file !== '' && { file }) };
}

async function open({ format, file }: Wanted): Promise<Listening> {
  const output = file === undefined ? toStandardOutput() : toFile(file);
  return { what: `The report ${format}`, reporter: await make(format, (text) => output.write(text)), output };
}

async function make(format: string, write: (text: string) => void): Promise<Reporter> {
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
