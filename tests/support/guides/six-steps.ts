import { fence } from './guide-text.ts';

/** A guide with six steps: one sets what another uses, one differs, one is slow, and one kills its shell. */
export const sixSteps = [
  fence('$ export A=1', 'id=set'),
  fence('$ echo $A\n1', 'id=use'),
  fence('$ echo real\nprinted', 'id=differs'),
  fence('$ echo last\nlast', 'id=last'),
  fence('$ sleep 60', 'id=slow'),
  fence('$ kill -9 $$', 'id=deadly'),
].join('\n\n');
