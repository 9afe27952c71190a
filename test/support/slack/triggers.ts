import { randomUUID } from 'node:crypto';

/** The trigger_ids that Slack gave out. https://docs.slack.dev/interactivity/handling-user-interaction */
export interface Triggers {
  /** One for an act of this person: good for 3 s, once. */
  create(user: string): string;
  /** The person behind a trigger_id, or Slack's error; one that is read is used up. */
  exchange(id: unknown): { readonly user: string } | { readonly error: string };
  /** Makes every trigger_id too old. */
  expire(): void;
}

const LIFE_MS = 3_000;

export function createTriggers(): Triggers {
  const triggers = new Map<string, { user: string; expires: number; used: boolean }>();
  return {
    create(user) {
      const id = randomUUID();
      triggers.set(id, { user, expires: Date.now() + LIFE_MS, used: false });
      return id;
    },
    exchange(id) {
      const trigger = triggers.get(String(id));
      if (!trigger) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (Date.now() > trigger.expires) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return { user: trigger.user };
    },
    expire() {
      for (const trigger of triggers.values()) trigger.expires = 0;
    },
  };
}
