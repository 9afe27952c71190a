import { describe, expect, it } from 'vitest';
import { adminExport } from '../../../commands/admin/export.ts';
import type { Stores } from '../../../db/open.ts';
import type { Archive } from '../../../src/core/coalition/archive.ts';
import type { Visibility } from '../../../src/core/own/deadlines.ts';
import type { Reply } from '../../../src/core/reply.ts';
import { ownDeadline } from '../../support/archive.ts';
import {
  act,
  callAs,
  coreOf,
  founded,
  joined,
  NOON,
  openStores,
  runAs,
  slackAccount,
} from '../../support/coalition.ts';
import { fieldsOf, linesOf } from '../reading.ts';

const archiveIn = (reply: Reply): Archive =>
  JSON.parse(new TextDecoder().decode(reply.file?.content)) as Archive;

function addDeadline(stores: Stores, coalition: string, title: string, visibility: Visibility) {
  const { coalition: _, id: __, dateVersion: ___, createdAt: ____, ...values } = ownDeadline();
  return stores.deadlines.add(coalition, { ...values, title, visibility }, act());
}

describe('/upr-admin export', () => {
  it('hands out what the coalition owns as one file, and says what is in it', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    await addDeadline(stores, coalition, 'Final text', { to: 'coalition' });
    const call = await callAs(stores, coalition, coordinator);

    const reply = await runAs(adminExport, call, coreOf(stores));

    expect(reply.title).toBe('What Water Defenders owns, as one file');
    expect(reply.audience).toBe('caller');
    expect(fieldsOf(reply)).toMatchObject({ Places: '1', Members: '1', 'Own deadlines': '1' });
    expect(archiveIn(reply)).toMatchObject({
      format: 1,
      exportedAt: NOON,
      deadlines: [{ title: 'Final text' }],
    });
  });

  it('is in the log: who did it, where, and how much it held', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const call = await callAs(stores, coalition, coordinator);

    await runAs(adminExport, call, coreOf(stores));

    const { entries } = await stores.audit.page(coalition, {}, { offset: 0, limit: 1 });
    expect(entries).toMatchObject([
      {
        action: 'coalition.exported',
        subject: coalition,
        person: coordinator,
        where: { platform: 'slack', workspace: 'T1', channel: 'C1' },
        after: { members: 1, deadlines: 0 },
      },
    ]);
  });

  it('leaves out what only others may see, and says who can export it', async () => {
    const stores = openStores();
    const { coalition, coordinator } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'editor');
    await addDeadline(stores, coalition, 'Ours', { to: 'coalition' });
    await addDeadline(stores, coalition, 'Mine', { to: 'person', person: coordinator });
    await addDeadline(stores, coalition, 'Secret of Ben', { to: 'person', person: ben });
    await addDeadline(stores, coalition, 'Secret of HRW', {
      to: 'organisations',
      organisations: ['hrw'],
    });

    const call = await callAs(stores, coalition, coordinator);
    const reply = await runAs(adminExport, call, coreOf(stores));

    expect(
      archiveIn(reply)
        .deadlines.map(({ title }) => title)
        .toSorted(),
    ).toEqual(['Mine', 'Ours']);
    expect(JSON.stringify(archiveIn(reply))).not.toContain('Secret');
    expect(linesOf(reply)).toContain(
      '2 own deadlines are not in it: only other people or organisations may see them. Whoever runs this Vigil exports everything with: vigil coalition export',
    );
  });

  it('is refused to others than coordinators', async () => {
    const stores = openStores();
    const { coalition } = await founded(stores);
    const ben = await joined(stores, coalition, slackAccount('U2'), 'approver');
    const call = await callAs(stores, coalition, ben);

    await expect(runAs(adminExport, call, coreOf(stores))).rejects.toMatchObject({
      problem: 'not_allowed',
    });
  });
});
