import { Command } from 'commander';
import { loadGuides, requireSound } from '../guides.ts';

export function listCommand(): Command {
  return new Command('list')
    .description('list the guides and their steps')
    .option('--json', 'the whole guide model')
    .action(({ json }: { json?: true }) => {
      const guides = requireSound(loadGuides([]));
      if (json) {
        process.stdout.write(`${JSON.stringify(guides, null, 2)}\n`);
        return;
      }
      for (const guide of guides) {
        process.stdout.write(`${guide.name}: ${guide.title}\n`);
        for (const { ordinal, id, line, commands } of guide.steps) {
          process.stdout.write(`  ${String(ordinal).padStart(2)} ${id} (line ${line}): ${commands[0]?.text.split('\n')[0] ?? ''}\n`);
        }
      }
    });
}
