/** The last so many ids: older ones are forgotten. What has no id (`''`, undefined) is always new. */
export interface Recent {
  has(id: string | undefined): boolean;
  add(id: string | undefined): void;
}

export function createRecent(most: number): Recent {
  // A Set keeps the order of entry.
  const ids = new Set<string>();
  return {
    has: (id) => ids.has(id ?? ''),
    add(id) {
      if (!id) return;
      ids.add(id);
      if (ids.size <= most) return;
      for (const oldest of ids) {
        ids.delete(oldest);
        return;
      }
    },
  };
}
