/**
 * Lays out a table: columns as wide as they need, numbers at the right.
 *
 * @param rows The first one is the head.
 */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths =
    rows[0]?.map((_, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0))
    ) ?? [];
  return rows.map((row) =>
    row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return isText(rows, column) ? cell.padEnd(width) : cell.padStart(width);
    }).join("  ").trimEnd()
  ).join("\n");
}

function isText(rows: readonly (readonly string[])[], column: number): boolean {
  return rows.slice(1).every((row) => !/^(?:\d|n\/a)/.test(row[column] ?? ""));
}
