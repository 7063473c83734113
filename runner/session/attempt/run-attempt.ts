import { Sanitiser } from '../../output/sanitise.ts';
import { Redactor } from '../../output/secrets/redact.ts';
import { Transcript } from '../../output/transcript.ts';
import type { Ending } from '../../shell/execution/execution.ts';
import { HiddenInput } from '../../shell/input/hidden-input.ts';
import { watchForReading } from '../../shell/input/input-watch.ts';
import type { Asking } from './asking.ts';

/** The sanitised output of one attempt. */
export interface Output {
  /** The output with its secrets. Only the judge gets it. */
  readonly real: string;
  /** The output with its secrets masked, for everything else. */
  readonly shown: string;
}

/** Runs a command once, and reports what it prints and when it waits for input. */
export async function runAttempt({
  shell,
  command,
  index,
  secrets,
  timeoutMs,
  since,
  signal,
  listener,
}: Asking): Promise<{ ending: Ending; output: Output }> {
  const sanitiser = new Sanitiser();
  const redactor = new Redactor(secrets);
  const real = new Transcript(() => {});
  const shown = new Transcript((text) => listener.output(index, text));
  const inputAwaited = (isHidden: boolean) => listener.inputAwaited?.(index, isHidden);
  const hidden = listener.inputAwaited && new HiddenInput(shell, { echoes: false, onChange: inputAwaited });
  const reading = watchForReading(shell, () => inputAwaited(hidden?.isHidden ?? false));
  const ending = await shell
    .execute(command.text, {
      timeoutMs,
      since,
      signal,
      onText: (text) => {
        reading.printed();
        const clean = sanitiser.push(text);
        hidden?.printed(clean);
        real.add(clean);
        shown.add(redactor.push(clean));
      },
    })
    .finally(() => {
      reading.end();
      hidden?.end();
    });
  shown.add(redactor.flush());
  for (const transcript of [real, shown]) transcript.end();
  return { ending, output: { real: real.text, shown: shown.text } };
}
