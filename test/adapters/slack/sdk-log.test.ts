import { describe, expect, it } from 'vitest';
import { createSdkLog } from '../../../src/adapters/slack/sdk-log.ts';
import { keptLog } from './running.ts';

describe('what Slack’s SDK logs', () => {
  it('passes on, without tokens and tickets', () => {
    const log = keptLog();
    const sdk = createSdkLog(log);

    sdk.warn('refused xoxb-123-abc and xapp-1-A-2');
    sdk.error(new Error('wss://wss.slack.com/link/?ticket=t1&app_id=A1 failed'));

    expect(log.lines).toEqual([
      'warn refused [secret] and [secret] {"from":"slack sdk"}',
      'error wss://wss.slack.com/link/?[secret]&app_id=A1 failed {"from":"slack sdk"}',
    ]);
  });

  it('leaves out objects and debugging, which hold what people wrote', () => {
    const log = keptLog();
    const sdk = createSdkLog(log);

    sdk.debug('a message');
    sdk.info('posted', { text: 'a message' });

    expect(log.lines).toEqual(['debug posted  {"from":"slack sdk"}']);
  });
});
