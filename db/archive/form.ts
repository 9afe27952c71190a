import type { Archive } from '../../src/core/coalition/archive.ts';
import { ACTIONS, type Entry } from '../../src/core/coalition/audit.ts';
import type { Channel } from '../../src/core/coalition/channels.ts';
import {
  type Account,
  type Coalition,
  type Place,
  type PlaceId,
  ROLES,
} from '../../src/core/coalition/coalition.ts';
import type { Member, Removed } from '../../src/core/coalition/members.ts';
import { ECOSOC_STATUSES, type Organisation } from '../../src/core/coalition/organisations.ts';
import { edtf } from '../../src/core/dates/edtf.ts';
import type { Destination } from '../../src/core/destination.ts';
import { EVENTS, type Follow } from '../../src/core/follows.ts';
import {
  type HeardDate,
  OWN_KINDS,
  type OwnDate,
  type OwnDeadline,
  type Visibility,
} from '../../src/core/own/deadlines.ts';
import {
  type Fields,
  formed,
  listOf,
  members,
  nested,
  oneOf,
  optional,
  type Read,
  readable,
  shape,
  text,
  whole,
  wrong,
  yesOrNo,
} from './shape.ts';

/** 31 December 9999: the last instant that ISO 8601 writes with four digits of a year. */
const LAST_INSTANT = 253_402_300_799_999;
/** Names are cut where they are given; here, what is longer was not written by Vigil. */
const MOST_NAME = 200;
const MOST_WORDS = 1_000;
const MOST_LADDER_DAYS = 3_650;
const DEEPEST = 8;

const instant = whole(0, LAST_INSTANT);
const name = text(MOST_NAME);
const uuid = formed(
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  'a UUID in small letters',
);
const shortId = formed(/^[a-z0-9]{2,16}$/, 'small letters and digits');
const organisationId = formed(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}-]{0,499}$/u, 'an id such as aclu');
const platform = formed(/^[a-z]{1,20}$/, 'a platform such as slack or discord');
const workspace = formed(/^[^\s/\p{Cc}]{1,100}$/u, 'the id of a workspace or server');
const platformId = formed(/^[^\s/\p{Cc}]{1,100}$/u, 'an id of the platform');
const subject = formed(
  /^(all|state\/[A-Z]{3}|[a-z]{2,10}\/s\d{1,3})$/,
  'a subject such as state/USA or upr/s53',
);
const date = readable(edtf, 'a date such as 2026-12-01, 2026-12 or 2026');
const time = formed(/^([01]\d|2[0-3]):[0-5]\d$/, 'a clock time such as 15:00');
const zone = readable(
  (timeZone) => new Intl.DateTimeFormat('en', { timeZone }),
  'a time zone such as America/New_York',
);

const PLACE_ID: Fields<PlaceId> = { platform, workspace };

const account = shape<Account>({
  platform,
  workspace: formed(/^[^\s/\p{Cc}]{0,100}$/u, 'the id of a workspace, or empty'),
  id: platformId,
});
/** Empty once the person was purged. */
const nobody = shape<Account>({
  platform: oneOf(['']),
  workspace: oneOf(['']),
  id: oneOf(['']),
});
const accountOrNobody: Read<Account> = (value, path) =>
  (members(value, path)['platform'] === '' ? nobody : account)(value, path);

const destination = shape<Destination>({ platform, workspace, channel: platformId });

const coalition = shape<Coalition>({
  id: uuid,
  name,
  foundedAt: instant,
  purgeAt: optional(instant),
});

const place = shape<Place>({
  ...PLACE_ID,
  coalition: uuid,
  name,
  kind: oneOf(['workspace', 'direct']),
  seeds: yesOrNo,
  joinedAt: instant,
  joinedBy: optional(uuid),
});

const member = shape<Member>({
  person: uuid,
  name: optional(name),
  role: oneOf(ROLES),
  organisation: optional(organisationId),
  place: shape(PLACE_ID),
  accounts: listOf(account),
  joinedAt: instant,
  seenAt: instant,
});

const removed = shape<Removed>({ place: shape(PLACE_ID), accounts: listOf(account) });

const organisation = shape<Organisation>({
  id: organisationId,
  short: name,
  name,
  languages: listOf(formed(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'a language tag such as en')),
  ecosoc: optional(oneOf(ECOSOC_STATUSES)),
  createdAt: instant,
});

const OWN_DATE: Fields<OwnDate> = { date, time: optional(time), zone: optional(zone) };

const coalitionWide = shape<Extract<Visibility, { to: 'coalition' }>>({ to: oneOf(['coalition']) });
const forOrganisations = shape<Extract<Visibility, { to: 'organisations' }>>({
  to: oneOf(['organisations']),
  organisations: listOf(organisationId),
});
const forPerson = shape<Extract<Visibility, { to: 'person' }>>({
  to: oneOf(['person']),
  person: uuid,
});

const visibility: Read<Visibility> = (value, path) => {
  const { to } = members(value, path);
  if (to === 'coalition') return coalitionWide(value, path);
  if (to === 'organisations') return forOrganisations(value, path);
  if (to === 'person') return forPerson(value, path);
  throw wrong(`${path}.to`, to, 'coalition, organisations, person');
};

const deadlineParts = shape<OwnDeadline>({
  ...OWN_DATE,
  coalition: uuid,
  id: shortId,
  title: name,
  kind: oneOf(OWN_KINDS),
  subject,
  before: optional(shape({ deadline: text(MOST_NAME), dateVersion: text(MOST_NAME) })),
  visibility,
  dateVersion: whole(1, 1_000_000),
  movedFrom: optional(shape<HeardDate>({ ...OWN_DATE, readdressed: optional(yesOrNo) })),
  movedAt: optional(instant),
  droppedAt: optional(instant),
  place: shape(PLACE_ID),
  createdBy: uuid,
  account: accountOrNobody,
  createdAt: instant,
});

const deadline: Read<OwnDeadline> = (value, path) => {
  const read = deadlineParts(value, path);
  if (read.time !== undefined && edtf(read.date).precision !== 'day')
    throw wrong(`${path}.date`, read.date, 'a day, because there is a time');
  return read;
};

const follow = shape<Follow>({
  id: uuid,
  coalition: uuid,
  destination,
  subject,
  events: listOf(oneOf(EVENTS)),
  ladder: listOf(whole(0, MOST_LADDER_DAYS)),
  time,
  // Empty once the person was purged.
  createdBy: formed(/^[^\s/\p{Cc}]{0,100}$/u, 'the id of an account, or empty'),
  createdAt: instant,
  stopped: optional(text(MOST_WORDS)),
});

const channel = shape<Channel>({
  destination,
  ours: optional(oneOf(['shown', 'kept_out'])),
  organisations: listOf(organisationId),
});

const entry = shape<Entry>({
  seq: whole(0, Number.MAX_SAFE_INTEGER),
  at: instant,
  person: optional(uuid),
  organisation: optional(organisationId),
  where: optional(destination),
  action: oneOf(ACTIONS),
  subject: text(MOST_WORDS),
  before: optional(nested(DEEPEST)),
  after: optional(nested(DEEPEST)),
});

/** Reads what `coalition.json` of an archive holds. Throws FormError naming the member that is not of its form. */
export const archiveForm: Read<Archive> = shape<Omit<Archive, 'called'>>({
  format: oneOf([1]),
  exportedAt: instant,
  coalition,
  places: listOf(place),
  members: listOf(member),
  // Archives of before there were any do not say so.
  removed: (value, path) => (value === undefined ? [] : listOf(removed)(value, path)),
  organisations: listOf(organisation),
  deadlines: listOf(deadline),
  follows: listOf(follow),
  channels: listOf(channel),
  log: listOf(entry),
});
