import { handedTo } from '../../src/core/coalition/archive.ts';
import { actOf } from '../../src/core/coalition/audit.ts';
import { defineCommand } from '../../src/core/command.ts';
import type { Block } from '../../src/core/reply.ts';

/** `/upr-admin export`: what the coalition owns, as one file for people and for another installation. */
export const adminExport = defineCommand({
  name: 'admin export',
  summary: 'What the coalition owns, as one file',
  examples: ['admin export'],
  needs: 'coordinate',
  shared: false,
  options: {},

  async run(call, core) {
    const { coalition } = call.who;
    const whole = await core.archives.read(coalition.id, core.clock.now());
    const archive = handedTo(call.who, whole);
    const file = await core.pack(archive);
    const keptBack = whole.deadlines.length - archive.deadlines.length;
    const { places, members, organisations, deadlines, follows, log } = archive;
    const counts = {
      places: places.length,
      members: members.length,
      organisations: organisations.length,
      deadlines: deadlines.length,
      follows: follows.length,
      log: log.length,
    };
    await core.audit.note(
      coalition.id,
      { action: 'coalition.exported', subject: coalition.id, after: counts },
      actOf(call, core),
    );
    return {
      title: `What ${coalition.name} owns, as one file`,
      tone: 'done',
      audience: 'caller',
      blocks: blocksOf(counts, keptBack),
      file,
      data: { ...counts, keptBack },
    };
  },
});

const LABELS = {
  places: 'Places',
  members: 'Members',
  organisations: 'Organisations',
  deadlines: 'Own deadlines',
  follows: 'Follows',
  log: 'Lines of the log',
} as const;
type Counts = Readonly<Record<keyof typeof LABELS, number>>;

const blocksOf = (counts: Counts, keptBack: number): readonly Block[] => [
  {
    kind: 'fields',
    fields: (Object.keys(LABELS) as (keyof Counts)[]).map((part) => ({
      label: LABELS[part],
      text: [String(counts[part])],
    })),
  },
  {
    kind: 'paragraph',
    text: [
      'The tables in it open in any spreadsheet; README.txt in it says what each is. Another Vigil takes it over with: vigil coalition import',
    ],
  },
  ...(keptBack > 0 ? [keptBackNote(keptBack)] : []),
  {
    kind: 'note',
    text: [
      'The file holds names and accounts of people: hand it to nobody who does not need it. That it was made is in the log.',
    ],
  },
];

/** A hand-over of all is a matter of those who hold the databases: they import as well. */
const keptBackNote = (count: number): Block => ({
  kind: 'warning',
  text: [
    `${count} own ${count === 1 ? 'deadline is' : 'deadlines are'} not in it: only other people or organisations may see ${count === 1 ? 'it' : 'them'}. Whoever runs this Vigil exports everything with: vigil coalition export`,
  ],
});
