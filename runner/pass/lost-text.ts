import type { Guide } from '../../src/guide/model.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { listed } from '../../src/guide/text/listed.ts';
import { objectName } from '../../src/guide/text/object-name.ts';
import { originInfo } from '../cluster/open-target.ts';
import type { Target } from '../cluster/target.ts';
import { type NotOursError, ReplacedError } from '../errors.ts';
import type { MadeObject } from '../preflight/made-objects.ts';

interface LostPass {
  readonly guide: Guide;
  readonly target: Pick<Target, 'name' | 'origin'>;
  readonly steps: readonly StepResult[];
  readonly makes: readonly MadeObject[];
  /** UIDs, by path, of the objects that the pass is known to have made. */
  readonly made: Readonly<Record<string, string>>;
}

/**
 * The message of a pass that lost its cluster or its Lease: the step that was not run, the steps that had
 * written before, the objects that they made, and what to do.
 */
export function lostText(error: NotOursError, { guide, target, steps, makes, made }: LostPass): string {
  const wrote = steps
    .filter(({ step, commands }) => commands.some(({ command }) => isWriting(guide, step, command)))
    .map(({ step }) => step);
  const refused = steps.findLast(({ verdict }) => verdict === 'errored');
  const notRun =
    refused === undefined
      ? []
      : [
          `Step ${refused.step} was not run${refused.commands.length > 0 ? ' to its end' : ''}, and no ` +
            'later step was run.',
        ];
  if (wrote.length === 0) return [error.message, ...notRun, 'Nothing was written; start again.'].join(' ');
  const ran = `${refused ? 'Before that, ' : ''}${listed(wrote)} had run.`;
  if (error instanceof ReplacedError && originInfo(target.origin).isGoneWhenReplaced)
    return [error.message, ...notRun, ran, 'The objects are gone with that cluster; start again.'].join(' ');
  const names = makes
    .filter(({ path, label }) => label === undefined && made[path] !== undefined)
    .map(objectName);
  if (names.length === 0)
    return [
      error.message,
      ...notRun,
      ran,
      'Guiderail does not know which objects were made, so look for leftovers.',
    ].join(' ');
  const when =
    error instanceof ReplacedError
      ? `when ${target.name} leads to the first cluster again`
      : 'once the other runner has finished';
  return [
    error.message,
    ...notRun,
    ran,
    `${wrote.length === 1 ? 'It' : 'They'} made ${listed(names)}.`,
    `\`npx guiderail cleanup\` removes it ${when}.`,
  ].join(' ');
}

function isWriting({ steps }: Guide, id: string, command: number): boolean {
  return steps.find((step) => step.id === id)?.commands[command]?.reads === false;
}
