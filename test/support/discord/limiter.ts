/** What a limit may be of: the bot's own use of a route, all its requests, or use shared with others. */
export type Scope = 'user' | 'global' | 'shared';

/** How a request stands to its limits. */
export interface Standing {
  readonly headers: Readonly<Record<string, string>>;
  readonly limited?: { readonly seconds: number; readonly scope: Scope };
}

interface Bucket {
  readonly limit: number;
  readonly endsAt: number;
  used: number;
  /** No request may come before this instant. */
  closedUntil: number;
  /** What comes up to this instant was sent before the refusal of another could be read. */
  unknownUntil: number;
}

type Window = readonly [limit: number, ms: number];

/** Of channel messages: what is seen in practice; no page says. */
const MESSAGES: Window = [5, 5_000];
const ORDINARY: Window = [50, 1_000];
const EVERYWHERE: Window = [50, 1_000];
const INVALID_IN_TEN_MINUTES = 10_000;
/** How long a refusal takes to be read on a busy machine. */
const UNREAD_MS = 250;

const windowOf = (route: string): Window =>
  route === 'POST /channels/:channel/messages' ? MESSAGES : ORDINARY;

/**
 * Rate limits by route and channel, and over all.
 * https://discord.com/developers/docs/topics/rate-limits
 */
export function createLimiter(broken: (rule: string) => void) {
  const buckets = new Map<string, Bucket>();
  let invalid = 0;

  function bucketOf(key: string, [limit, ms]: Window): Bucket {
    const now = Date.now();
    const known = buckets.get(key);
    if (known && now < Math.max(known.endsAt, known.closedUntil)) return known;
    const fresh: Bucket = { limit, endsAt: now + ms, used: 0, closedUntil: 0, unknownUntil: 0 };
    buckets.set(key, fresh);
    return fresh;
  }

  /** Counts a request of a route and what it is keyed by, a channel or a webhook. */
  function enter(route: string, major: string): Standing {
    // Interactions are outside the global limit.
    const counted = !route.includes('/interactions/');
    const everywhere = bucketOf('global', EVERYWHERE);
    const own = bucketOf(`${route} ${major}`, windowOf(route));
    if (isClosed(own) || (counted && isClosed(everywhere)))
      broken(`rate limits: ${route} was called again before its limit ended`);
    own.used += 1;
    if (counted) everywhere.used += 1;
    if (counted && everywhere.used > everywhere.limit) return shut('global', route, major);
    if (own.used > own.limit) return shut('user', route, major);
    return { headers: headersOf(route, own, own.limit - own.used, own.endsAt - Date.now()) };
  }

  /** Refuses with 429; until the wait is over nothing may come. */
  function shut(scope: Scope, route: string, major: string, seconds?: number): Standing {
    const own = bucketOf(`${route} ${major}`, windowOf(route));
    const bucket = scope === 'global' ? bucketOf('global', EVERYWHERE) : own;
    const ms = seconds === undefined ? Math.max(bucket.endsAt - Date.now(), 1) : seconds * 1_000;
    // A shared limit is spent by others too: it neither counts nor can be foreseen.
    if (scope !== 'shared') bucket.closedUntil = Date.now() + ms;
    // Requests of other routes may be on their way; those of one route wait for each other.
    if (scope === 'global') bucket.unknownUntil = Date.now() + UNREAD_MS;
    return {
      limited: { seconds: ms / 1_000, scope },
      headers: {
        ...headersOf(route, own, scope === 'shared' ? 1 : 0, ms),
        'Retry-After': String(ms / 1_000),
        'X-RateLimit-Scope': scope,
        ...(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : {}),
      },
    };
  }

  /** Too many of these and Discord bans the address. */
  function count(status: number, scope?: Scope): void {
    if (![401, 403, 429].includes(status) || scope === 'shared') return;
    invalid += 1;
    if (invalid === INVALID_IN_TEN_MINUTES) broken('rate limits: 10,000 invalid requests');
  }

  return { enter, shut, count };
}

const isClosed = ({ closedUntil, unknownUntil }: Bucket): boolean =>
  Date.now() >= unknownUntil && Date.now() < closedUntil;

const headersOf = (route: string, { limit }: Bucket, remaining: number, resetMs: number) => ({
  'X-RateLimit-Limit': String(limit),
  'X-RateLimit-Remaining': String(Math.max(0, remaining)),
  'X-RateLimit-Reset': String((Date.now() + resetMs) / 1_000),
  'X-RateLimit-Reset-After': String(Math.max(0, resetMs) / 1_000),
  'X-RateLimit-Bucket': Buffer.from(route).toString('hex').slice(0, 32),
});
