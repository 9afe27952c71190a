import { describe, expect, it } from 'vitest';
import { deliveryFor } from '../../../src/adapters/console/failures.ts';

describe('a notice for the terminal', () => {
  it('is sent where the terminal is open', () => {
    expect(deliveryFor(false)).toEqual({ outcome: 'sent' });
  });

  it('waits a minute where it is closed', () => {
    expect(deliveryFor(true)).toEqual({
      outcome: 'later',
      ms: 60_000,
      reason: 'the terminal is closed',
    });
  });
});
