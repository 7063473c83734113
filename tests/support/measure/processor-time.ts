/** Bounds each test by the processor time that it takes, whoever else has the processor meanwhile. */
import { afterEach, beforeEach, expect } from 'vitest';

const mostSeconds = 30;
let before = process.cpuUsage();

beforeEach(() => {
  before = process.cpuUsage();
});

afterEach(() => {
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6, 'seconds of processor time').toBeLessThan(mostSeconds);
});
