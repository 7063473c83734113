import { Command } from 'commander';
import { loadGuides, requireSound } from '../check/load-guides.ts';
import { print, printJson } from '../io/standard-output.ts';

export function listCommand(): Command {
  return new Command('list')
    .description('list the guides and their steps')
    .option('--json', 'the whole guide model')
    .action(({ json }: { json?: true }) => {
      const guides = requireSound(loadGuides([]));
      if (json) {
        printJson(guides, 2);
        return;
      }
      for (const guide of guides) {
        print(`${guide.name}: ${guide.title}\n`);
        for (const { ordinal, id, line, commands } of guide.steps) {
          print(
            `  ${String(ordinal).padStart(2)} ${id} (line ${line}): ` +
              `${commands[0]?.text.split('\n')[0] ?? ''}\n`,
          );
        }
      }
    });
}
