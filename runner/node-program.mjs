// This module runs on Node 20 or newer.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The oldest Node that runs our TypeScript and builds the site. */
const oldest = [22, 12];

/**
 * The Node that runs the program: the one that the lock file pins for this kind of machine. If npm has none
 * for it, the Node that runs this file.
 * @param {string} project
 */
export function nodeProgram(project) {
  const pinned = join(project, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return process.execPath;
  const machine = `${process.platform} on ${process.arch}`;
  process.stderr.write(
    `Guiderail has no Node of its own for ${machine}, and Node ${process.versions.node} is too old. ` +
      `Start it with Node ${oldest.join('.')} or newer.\n`,
  );
  process.exit(3);
}
