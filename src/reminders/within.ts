/** How long a beat waits for what platforms say of people and channels: official dates wait with it. */
export const ASK_MS = 5_000;

/** The answer, or `otherwise` where it takes longer. */
export async function within<Answer>(
  ms: number,
  promise: Promise<Answer>,
  otherwise: Answer,
): Promise<Answer> {
  const { promise: timeout, resolve } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => resolve(otherwise), ms);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
