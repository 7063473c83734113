import { CallError } from '../errors.ts';
import { ResultError } from '../io/disk-error.ts';
import { consoleReporterOn } from './console.ts';
import type { Place } from './places.ts';
import { type ReportOutput, toFile, toStandardOutput } from './report-output.ts';
import type { Reporter } from './reporter.ts';
import { acceptedFormats, isReportFormat, type ReportFormat, reporters } from './reporters.ts';

/** A report that the call asks for: `FORMAT[=FILE]`. Without a file it goes to standard output. */
interface RequestedReport {
  readonly spec: string;
  readonly format: ReportFormat;
  readonly file?: string;
}

interface Listening {
  /** The name of the report in messages, such as `The report json`. */
  readonly what: string;
  readonly reporter: Reporter;
  /** Absent for the console reporter: lines that it cannot write are no error. */
  readonly output?: ReportOutput;
  /** Why the report cannot be made or written. After it the reporter gets no events. */
  failure?: ResultError;
}

/**
 * All reporters of a call. A reporter that fails gets no more events; the run and the other reporters go on.
 */
export class ReporterSet {
  readonly #requested: readonly RequestedReport[];
  readonly #all: readonly Listening[];

  private constructor(requested: readonly RequestedReport[], all: readonly Listening[]) {
    this.#requested = requested;
    this.#all = all;
  }

  /**
   * Opens a reporter for each spec (`FORMAT[=FILE]`), and the console reporter. The console reporter writes
   * to standard error if another report uses standard output. Throws a CallError if a spec is wrong.
   */
  static async open(specs: readonly string[]): Promise<ReporterSet> {
    const requested = specs.flatMap(parseSpec);
    const onOutput = requested.filter(({ file }) => file === undefined);
    if (onOutput.length > 1) {
      const named = onOutput.map(({ spec }) => `--reporter ${spec}`).join(' and ');
      throw new CallError(
        'bad-option',
        `${named} would be mixed on standard output. Write all but one to a file: --reporter ` +
          `${onOutput[0]?.format}=FILE.`,
      );
    }
    const stream = onOutput.length > 0 ? process.stderr : process.stdout;
    const onConsole = { what: 'The report console', reporter: consoleReporterOn(stream) };
    return new ReporterSet(requested, [onConsole, ...(await Promise.all(requested.map(open)))]);
  }

  /** The files that will be written. */
  get places(): Place[] {
    return this.#requested.flatMap(({ spec, file }) =>
      file === undefined ? [] : [{ what: `--reporter ${spec}`, file }],
    );
  }

  /** Gives an event to all reporters. */
  emit<Event extends keyof Reporter>(event: Event, ...about: Parameters<NonNullable<Reporter[Event]>>): void {
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
    // All outputs end at the same time, so that no file waits for the reader of a pipe.
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

/** Returns nothing for `console`, which always runs. */
function parseSpec(spec: string): RequestedReport[] {
  const [format = '', ...rest] = spec.split('=');
  const file = rest.join('=');
  if (format === 'console') {
    if (rest.length === 0) return [];
    throw new CallError('bad-option', '--reporter console writes to the terminal; it takes no file.');
  }
  if (!isReportFormat(format))
    throw new CallError(
      'bad-option',
      `--reporter ${spec}: there is no such format. Known: ${acceptedFormats()}.`,
    );
  if (rest.length > 0 && file === '')
    throw new CallError('bad-option', `--reporter ${spec}: name a file after the equals sign.`);
  return [{ spec, format, ...(file !== '' && { file }) }];
}

async function open({ format, file }: RequestedReport): Promise<Listening> {
  const output = file === undefined ? toStandardOutput() : toFile(file);
  const makeReporter = await reporters[format]();
  return { what: `The report ${format}`, reporter: makeReporter((text) => output.write(text)), output };
}
