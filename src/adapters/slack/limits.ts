/**
 * Slack's ceilings that a reply could hit, each with the page that says so.
 * Characters are UTF-16 units, as Slack's validator counts them.
 */
export const LIMITS = {
  /** Advised for the top-level text; cut by Slack at 40,000. https://docs.slack.dev/reference/methods/chat.postMessage */
  text: 4_000,
  /** In a message. https://docs.slack.dev/reference/block-kit/blocks */
  blocks: 50,
  /**
   * The JSON of all blocks. Undocumented: `msg_blocks_too_long` was seen near
   * 13,200 characters, and below 12,000 of text where rich text was among it.
   * https://github.com/slackapi/bolt-js/issues/2509 https://github.com/slackapi/bolt-js/issues/2867
   */
  blocksPayload: 10_000,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  header: 150,
  /**
   * Words and links in one rich text block. Undocumented, so held to the ceiling
   * of a section. https://docs.slack.dev/reference/block-kit/blocks/section-block
   */
  richText: 3_000,
  /** Text of a context element. https://docs.slack.dev/reference/block-kit/blocks/context-block */
  contextText: 2_000,
  /** Buttons in one row. https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  buttons: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonLabel: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  /** Name of a slash-command with its `/`. https://docs.slack.dev/reference/app-manifest */
  command: 32,
} as const;

/** Least time between two messages in one channel. https://docs.slack.dev/apis/web-api/rate-limits */
export const CHANNEL_GAP_MS = 1_000;
