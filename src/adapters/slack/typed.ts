/**
 * What Slack puts in place of what a person typed: people and channels, groups
 * and callings, addresses, and the three signs that it escapes.
 * https://docs.slack.dev/interactivity/implementing-slash-commands
 */
const ESCAPED =
  /<(?<reference>[@#][A-Z0-9]+)(?:\|(?<name>[^<>]*))?>|<!(?<calling>[^<>]+)>|<(?<url>[a-z][a-z0-9+.-]*:[^<>|]+)(?:\|(?<label>[^<>]*))?>|&(?<sign>amp|lt|gt);/g;
const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>' };

/**
 * The text of a slash-command as it was typed, except that people and channels
 * stay references: `add <@U1|ada> R&amp;D <https://a.org>` is `add <@U1|ada> R&D https://a.org`.
 */
export const asTyped = (text: string): string =>
  text.replace(ESCAPED, (whole, ...rest: unknown[]) => {
    const { reference, name, calling, url, label, sign } = rest.at(-1) as Readonly<
      Record<string, string | undefined>
    >;
    if (reference) return referred(reference, name);
    if (calling) return called(calling);
    if (url) return address(url, label);
    return SIGNS[sign ?? ''] ?? whole;
  });

/** One word, whatever the name: it is the id that counts. */
const referred = (reference: string, name = ''): string =>
  name === '' || /\s/.test(name) ? `<${reference}>` : `<${reference}|${unescaped(name)}>`;

/** `<!here>`, `<!subteam^S1|@lawyers>`. */
function called(calling: string): string {
  const [command = '', name] = calling.split('|');
  return name ?? `@${command}`;
}

/** The label is what was typed where Slack added the scheme: `<http://a.org|a.org>`. */
const address = (url: string, label = ''): string =>
  unescaped(label !== '' && url.endsWith(label) ? label : url);

const unescaped = (words: string): string =>
  words.replace(/&(amp|lt|gt);/g, (_, sign: string) => SIGNS[sign] ?? '');
