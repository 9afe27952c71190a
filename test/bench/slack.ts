import { createHmac } from 'node:crypto';
import autocannon from 'autocannon';
import { type FakeSlack, freePort, startFakeSlack } from '../support/slack/server.ts';
import { type Child, startBare, startVigil } from './child.ts';
import { type Effort, type Figure, inTurns, median, medianRatio, rounded } from './figure.ts';

const CONNECTIONS = 20;
const WARM_UP_SECONDS = 1;
const QUESTION = String(
  new URLSearchParams({
    token: 'legacy',
    api_app_id: 'A1',
    trigger_id: '1.2.3',
    response_url: 'http://127.0.0.1:9/response/none',
    team_id: 'T1',
    team_domain: 'one',
    channel_id: 'C1',
    channel_name: 'upr',
    user_id: 'U1',
    user_name: 'ana',
    command: '/upr',
    text: 'status united states',
    is_enterprise_install: 'false',
  }),
);

/** Signed slash-commands a second, of Vigil and of Bolt with a constant, at the same load. */
export async function slackThroughput(effort: Effort, databaseUrl: string): Promise<Figure> {
  const slack = await startFakeSlack();
  const children: Child[] = [];
  try {
    const ports = { vigil: await freePort(), bare: await freePort() };
    const secret = { SLACK_SIGNING_SECRET: slack.tokens.signingSecret };
    children.push(
      await startVigil({
        ...secret,
        SLACK_BOT_TOKEN: slack.tokens.bot,
        SLACK_API_URL: slack.apiUrl,
        DATABASE_URL: databaseUrl,
        PORT: String(ports.vigil),
      }),
    );
    const card = await answerFrom(ports.vigil, slack);
    if (!card.startsWith('{') || !card.includes('United States'))
      throw new Error(`Vigil did not answer with the card in the acknowledgement: '${card}'`);
    const ANSWER_BYTES = String(Buffer.byteLength(card));
    children.push(
      await startBare('slack.ts', { ...secret, PORT: String(ports.bare), ANSWER_BYTES }),
    );
    const constant = await answerFrom(ports.bare, slack);
    const rates = await inTurns(effort.rounds, {
      vigil: () => load(ports.vigil, slack, card, effort.seconds),
      bare: () => load(ports.bare, slack, constant, effort.seconds),
    });
    const ratio = medianRatio(rates);
    return {
      name: 'Slack: signed slash-command answered with a status card, against bare Bolt',
      measured: `${rounded(ratio)} (${rounded(median(rates.vigil))}/s to ${rounded(median(rates.bare))}/s)`,
      target: '≥ 0.6, aim 0.8',
      ok: ratio >= 0.6,
    };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    await slack.stop();
  }
}

const addressAt = (port: number): string => `http://127.0.0.1:${port}/slack/events`;

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function signedHeaders({ tokens }: FakeSlack): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const hash = createHmac('sha256', tokens.signingSecret).update(`v0:${timestamp}:${QUESTION}`);
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hash.digest('hex')}`,
  };
}

async function answerFrom(port: number, slack: FakeSlack): Promise<string> {
  const request = { method: 'POST', headers: signedHeaders(slack), body: QUESTION };
  const response = await fetch(addressAt(port), request);
  if (response.status !== 200) throw new Error(`HTTP ${response.status} to a signed slash-command`);
  return response.text();
}

/** Right answers a second, after a warm-up; rejects where there was another. */
async function load(
  port: number,
  slack: FakeSlack,
  expected: string,
  seconds: number,
): Promise<number> {
  const fire = (duration: number) =>
    autocannon({
      url: addressAt(port),
      method: 'POST',
      headers: signedHeaders(slack),
      body: QUESTION,
      connections: CONNECTIONS,
      duration,
      verifyBody: (body) => body === expected,
    });
  await fire(WARM_UP_SECONDS);
  const result = await fire(seconds);
  const wrong = result.mismatches + result.non2xx + result.errors + result.timeouts;
  if (wrong > 0) throw new Error(`${wrong} of ${result['2xx'] + wrong} answers were not the card`);
  return result['2xx'] / result.duration;
}
