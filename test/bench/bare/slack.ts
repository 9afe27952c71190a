import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

// What Bolt alone can do: the answer is a constant, as long as Vigil's.
const { SLACK_SIGNING_SECRET: signingSecret = '', PORT, ANSWER_BYTES } = process.env;
const answer = 'x'.repeat(Number(ANSWER_BYTES));

const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  token: 'xoxb-bare',
  botId: 'BBOT',
  botUserId: 'UBOT',
});
app.command('/upr', ({ ack }) => ack(answer));

await receiver.start(Number(PORT));
process.stdout.write('ready\n');
