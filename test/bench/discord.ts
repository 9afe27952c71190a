import { type Child, startBare, startVigil } from './child.ts';
import { type Effort, type Figure, inTurns, median, medianRatio, rounded } from './figure.ts';
import { type LoadGateway, startLoadGateway } from './gateway.ts';

/** Questions that are open at any time. */
const IN_FLIGHT = 20;
const WARM_UP_SECONDS = 1;
/** The bare answer may be this much longer or shorter. */
const TOLERANCE_BYTES = 16;

/** Interactions answered a second, by Vigil and by discord.js with a constant, at the same load. */
export async function discordThroughput(effort: Effort, databaseUrl: string): Promise<Figure> {
  const gateways = {
    vigil: await startLoadGateway('USA'),
    bare: await startLoadGateway('USA'),
  };
  const children: Child[] = [];
  try {
    const { vigil, bare } = gateways;
    children.push(await startVigil({ ...variablesOf(vigil), DATABASE_URL: databaseUrl }));
    const card = await vigil.ask();
    if (!card.startsWith('{"type":4') || !card.includes('United States'))
      throw new Error(`Vigil did not answer with the card at once: '${card}'`);
    const bytes = Buffer.byteLength(card);
    children.push(
      await startBare('discord.ts', { ...variablesOf(bare), ANSWER_BYTES: String(bytes) }),
    );
    const constant = Buffer.byteLength(await bare.ask());
    if (Math.abs(constant - bytes) > TOLERANCE_BYTES)
      throw new Error(`The bare answer has ${constant} bytes (expected ${bytes})`);
    const rates = await inTurns(effort.rounds, {
      vigil: () => load(vigil, effort.seconds),
      bare: () => load(bare, effort.seconds),
    });
    const ratio = medianRatio(rates);
    return {
      name: 'Discord: interaction answered with a status card, against bare discord.js',
      measured: `${rounded(ratio)} (${rounded(median(rates.vigil))}/s to ${rounded(median(rates.bare))}/s)`,
      target: '≥ 0.6, aim 0.8',
      ok: ratio >= 0.6,
    };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    await Promise.all(Object.values(gateways).map((gateway) => gateway.stop()));
  }
}

const variablesOf = ({ token, apiUrl }: LoadGateway) => ({
  DISCORD_TOKEN: token,
  DISCORD_API_URL: apiUrl,
});

async function load(gateway: LoadGateway, seconds: number): Promise<number> {
  await gateway.load(WARM_UP_SECONDS, IN_FLIGHT);
  return gateway.load(seconds, IN_FLIGHT);
}
