/**
 * Discord's ceilings that a reply, a delivery or a registration can reach, in
 * characters where nothing else is said. The page of each group is under
 * https://discord.com/developers/docs/
 */
export const LIMITS = {
  // resources/message#create-message
  content: 2_000,
  nonce: 25,
  embeds: 10,

  // reference#uploading-files, in bytes
  attachment: 10 * 1024 * 1024,

  // resources/message#embed-object-embed-limits
  embedTotal: 6_000,
  embedTitle: 256,
  embedDescription: 4_096,
  embedFields: 25,
  embedFieldName: 256,
  embedFieldValue: 1_024,
  embedFooter: 2_048,

  // components/reference#action-row, #button
  rows: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,

  // interactions/receiving-and-responding#interaction-response-object-autocomplete
  suggestions: 25,
  choiceName: 100,
  choiceValue: 100,

  // interactions/application-commands#application-command-object
  commandName: 32,
  commandDescription: 100,
  commandOptions: 25,
  commandChoices: 25,
  commandTotal: 8_000,
  stringOption: 6_000,
} as const;

/**
 * Names of commands and options: lower case, letters and digits of any script.
 * https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming
 */
export const COMMAND_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/**
 * How long a repeat with the same nonce is recognised. The page says "in the
 * past few minutes": two would be few, so three is the least that it can mean.
 * https://discord.com/developers/docs/resources/message#create-message
 */
export const NONCE_GUARD_MS = 3 * 60_000;
